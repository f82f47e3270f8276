/** Elementary functions on four floats at once, with relative errors below 1e-6. AssemblyScript. */
import { madd } from "./simd";

const LOG2_E: f32 = 1.4426950408889634;
/** ln 2 in two parts: the first has few bits, so that n times it is exact for |n| < 2¹⁰. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440054690583e-4;

/** Results stay within normal numbers: denormal ones are slow, and nothing is left of e⁻⁸⁰ in a float32 sum. */
const LEAST: f32 = -80;
const MOST: f32 = 88;

/** The bits of 1. */
const ONE_BITS: i32 = 0x3f800000;
/** 1.5·2²³: adding it to a small float32 rounds that to a whole number, which then stands in the low bits. */
const ROUND: f32 = 12582912;

/**
 * eˣ for x in [−80, 88], beyond which it stays at the end's value. With n = round(x/ln 2) and r = x − n·ln 2,
 * |r| ≤ 0.3466, it is 2ⁿ·eʳ; eʳ is the Taylor polynomial of degree 6, whose remainder r⁷/7! is below 1.3e-7.
 * The pseudo-minimum and -maximum are one instruction each, and let NaN through where it comes first.
 */
export function exp4(x: v128): v128 {
  const within = f32x4.pmin(f32x4.pmax(x, f32x4.splat(LEAST)), f32x4.splat(MOST));
  const rounded = madd(within, f32x4.splat(LOG2_E), f32x4.splat(ROUND));
  const n = f32x4.sub(rounded, f32x4.splat(ROUND));
  const r = madd(n, f32x4.splat(-LN2_LOW), madd(n, f32x4.splat(-LN2_HIGH), within));
  let p = madd(r, f32x4.splat(1.0 / 720.0), f32x4.splat(1.0 / 120.0));
  p = madd(p, r, f32x4.splat(1.0 / 24.0));
  p = madd(p, r, f32x4.splat(1.0 / 6.0));
  p = madd(p, r, f32x4.splat(0.5));
  p = madd(p, r, f32x4.splat(1));
  p = madd(p, r, f32x4.splat(1));
  return f32x4.mul(p, i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(ONE_BITS)));
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

/** √(2/π) and the cubic term of GELU's tanh form. */
const ROOT: f32 = 0.7978845608028654;
const CUBIC: f32 = 0.044715;
/** Wide enough for every float32 result, and short of denormal ones. */
const STEEP: f32 = 80;

/** σ(2y) = ½·(1 + tanh y) with y = √(2/π)·(u + 0.044715·u³). */
export function geluGate(u: v128): v128 {
  const cubic = madd(
    f32x4.mul(f32x4.splat(-2 * ROOT * CUBIC), u),
    f32x4.mul(u, u),
    f32x4.mul(f32x4.splat(-2 * ROOT), u),
  );
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.pmin(cubic, f32x4.splat(STEEP)))));
}

/** GELU's slope from its gate s: s + 2·u·s·(1 − s)·y′(u). */
export function geluSlope(u: v128, gate: v128): v128 {
  const inner = madd(f32x4.splat(6 * ROOT * CUBIC), f32x4.mul(u, u), f32x4.splat(2 * ROOT));
  const rest = f32x4.mul(gate, f32x4.sub(f32x4.splat(1), gate));
  return madd(f32x4.mul(u, inner), rest, gate);
}
