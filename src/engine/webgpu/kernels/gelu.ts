import { float } from "./text.ts";

/**
 * GELU's tanh form (arXiv:1606.08415) and its derivative, for T = f32 or vec4f. tanh is written with exp and a
 * bounded argument: some drivers' own tanh is NaN for large arguments, and beyond ±10 it is ±1 in f32.
 */
export function geluFunctions(T: "f32" | "vec4f"): string {
  const inner = `${float(Math.sqrt(2 / Math.PI))} * (u + 0.044715f * u * u * u)`;
  return `
fn tanhOf(x: ${T}) -> ${T} {
  return 1.0f - 2.0f / (exp(2.0f * clamp(x, ${T}(-10.0f), ${T}(10.0f))) + 1.0f);
}

fn gelu(u: ${T}) -> ${T} {
  return 0.5f * u * (1.0f + tanhOf(${inner}));
}

fn geluDerivative(u: ${T}) -> ${T} {
  let th = tanhOf(${inner});
  let slope = ${float(Math.sqrt(2 / Math.PI))} * (1.0f + ${float(3 * 0.044715)} * u * u);
  return 0.5f * (1.0f + th) + 0.5f * u * (1.0f - th * th) * slope;
}`;
}
