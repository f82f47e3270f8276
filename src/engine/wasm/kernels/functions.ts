/** Elementary functions on four floats at once, with relative errors below 1e-6. AssemblyScript. */
import { madd } from "./simd";

/**
 * Constants are read from memory: V8 builds a vector constant anew at every use in a loop, in three instructions
 * that all want one port of the processor; a load has ports of its own.
 */
const TABLE = memory.data<f32>([
  -80, // 0: results stay within normal numbers: denormal ones are slow, and nothing is left of e⁻⁸⁰ in a sum
  1.4426950408889634, // 1: 1/ln 2
  12582912, // 2: 1.5·2²³: adding it to a small float32 rounds that to a whole number, which then stands in the low bits
  -0.693359375, // 3: −ln 2 in two parts: the first has few bits, so that n times it is exact for |n| < 2¹⁰
  2.12194440054690583e-4, // 4
  0.008312520571053028, // 5: of eʳ, see exp4
  0.04189015552401543, // 6
  0.16667114198207855, // 7
  0.499992311000824, // 8
  1, // 9
  -0.07135481627260025, // 10: −2·√(2/π)·0.044715, of GELU's tanh form
  -1.5957691216057308, // 11: −2·√(2/π)
  80, // 12: wide enough for every float32 result, and short of denormal ones
  0.21406444881780076, // 13: 6·√(2/π)·0.044715
  1.5957691216057308, // 14: 2·√(2/π)
]);

function constant(i: usize): v128 {
  return v128.load32_splat(TABLE + (i << 2));
}

/**
 * eˣ for x in [−80, 88], below which it stays at the end's value. With n = round(x/ln 2) and r = x − n·ln 2,
 * |r| ≤ 0.3466, it is 2ⁿ·eʳ, n added to the exponent; eʳ is 1 + r + r²·(a cubic fitted to the least relative
 * error, 1.1e-7). The pseudo-maximum is one instruction, and lets NaN through.
 */
export function exp4(x: v128): v128 {
  const within = f32x4.pmax(x, constant(0));
  const rounded = madd(within, constant(1), constant(2));
  const n = f32x4.sub(rounded, constant(2));
  const r = madd(n, constant(4), madd(n, constant(3), within));
  let p = madd(r, constant(5), constant(6));
  p = madd(p, r, constant(7));
  p = madd(p, r, constant(8));
  p = madd(p, r, constant(9));
  p = madd(p, r, constant(9));
  return i32x4.add(p, i32x4.shl(rounded, 23));
}

/**
 * ln x for a normal x > 0. With x = 2ᵉ·m, m in [√½, √2) and z = (m − 1)/(m + 1), |z| ≤ 0.1716, it is e·ln 2 +
 * 2·(z + z³/3 + z⁵/5 + z⁷/7 + z⁹/9 + …); the next term is below 2e-9 of the sum. What is no such x (NaN, ∞, 0)
 * comes back as NaN or ∞, so that a loss made of it is seen not to be finite.
 */
export function ln(x: f32): f32 {
  if (!(x > 0 && x < Infinity)) return x * Infinity;
  const bits = reinterpret<i32>(x);
  const e = (bits - 0x3f3504f3) >> 23; // √½ is 0x3f3504f3
  const m = reinterpret<f32>(bits - (e << 23)) as f64;
  const z = (m - 1) / (m + 1);
  const s = z * z;
  const series = 1 + s * (1.0 / 3.0 + s * (0.2 + s * (1.0 / 7.0 + s * (1.0 / 9.0))));
  return ((e as f64) * 0.6931471805599453 + 2 * z * series) as f32;
}

/** ln x for four normal x > 0, in float32, as {@link ln}; NaN and ∞ come back as NaN. */
export function ln4(x: v128): v128 {
  const e = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23);
  const m = i32x4.sub(x, i32x4.shl(e, 23));
  const z = f32x4.div(f32x4.sub(m, constant(9)), f32x4.add(m, constant(9)));
  const s = f32x4.mul(z, z);
  let series = madd(s, f32x4.splat(1.0 / 9.0), f32x4.splat(1.0 / 7.0));
  series = madd(series, s, f32x4.splat(0.2));
  series = madd(series, s, f32x4.splat(1.0 / 3.0));
  series = madd(series, s, constant(9));
  const whole = f32x4.mul(f32x4.convert_i32x4_s(e), f32x4.splat(0.6931471805599453));
  const sum = madd(f32x4.add(z, z), series, whole);
  return f32x4.add(sum, f32x4.sub(x, x));
}

/** σ(2y) = ½·(1 + tanh y) with y = √(2/π)·(u + 0.044715·u³). */
export function geluGate(u: v128): v128 {
  const inner = madd(f32x4.mul(u, u), constant(10), constant(11));
  const e = exp4(f32x4.pmin(f32x4.mul(u, inner), constant(12)));
  return f32x4.div(constant(9), f32x4.add(e, constant(9)));
}

/** GELU's slope from its gate s: s + 2·u·s·(1 − s)·y′(u). */
export function geluSlope(u: v128, gate: v128): v128 {
  const inner = madd(f32x4.mul(u, u), constant(13), constant(14));
  const rest = f32x4.mul(gate, f32x4.sub(constant(9), gate));
  return madd(f32x4.mul(u, inner), rest, gate);
}
