/** From gradients to an update. AssemblyScript; semantics in plan/ops-update.ts, words in plan/state.ts and layout.ts. */
import { at, loadFirst, madd, sumLanes } from "./simd";

/** Bytes of a row of the block table. */
const BLOCK: usize = 32;

/** squares[j] of each block; with one partial the gradient itself is there already. */
export function reduceGradients(gradients: usize, blocks: usize, squares: usize, blockCount: i32): void {
  for (let j = 0; j < blockCount; j++) {
    const block = blocks + (j as usize) * BLOCK;
    const from = at(gradients, load<i32>(block));
    const count = load<i32>(block, 4);
    const full = (count - 1) & ~3;
    const last = loadFirst(at(from, full), count - full, f32x4.splat(0));
    let sums = f32x4.mul(last, last);
    for (let i = 0; i < full; i += 4) {
      const g = v128.load(at(from, i));
      sums = madd(g, g, sums);
    }
    store<f32>(at(squares, j), sumLanes(sums));
  }
}

/** The sum of floats, in double precision. */
function sumOf(from: usize, count: i32): f32 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) sum += load<f32>(at(from, i)) as f64;
  return sum as f32;
}

/** @param ring the entry of this step and replica */
export function finalise(
  state: usize,
  rowLoss: usize,
  squares: usize,
  learningRate: usize,
  ring: usize,
  scalars: usize,
  rows: i32,
  blockCount: i32,
  clip: f32,
  logBeta1: f64,
  logBeta2: f64,
): void {
  const loss = sumOf(rowLoss, rows);
  const norm = sqrt<f32>(sumOf(squares, blockCount));
  const wasFrozen = load<u32>(state, 8) == 1;
  store<f32>(ring, wasFrozen ? NaN : loss);
  store<f32>(ring, wasFrozen ? NaN : norm, 4);
  if (!isFinite(loss) || !isFinite(norm)) store<u32>(state, 1, 8);
  if (load<u32>(state, 8) == 0) {
    const t = load<u32>(state, 4) + 1;
    store<u32>(state, t, 4);
    const rate = load<f32>(learningRate);
    store<f32>(scalars, clip == 0 ? 1 : min<f32>(1, clip / (norm + 1e-6)));
    store<f32>(scalars, ((rate as f64) / -Math.expm1((t as f64) * logBeta1)) as f32, 4);
    store<f32>(scalars, (1 / Math.sqrt(-Math.expm1((t as f64) * logBeta2))) as f32, 8);
    store<f32>(scalars, rate, 12);
  }
  store<u32>(state, load<u32>(state) + 1);
}

export function adamW(
  state: usize,
  scalars: usize,
  blocks: usize,
  scales: usize,
  gradients: usize,
  weights: usize,
  m: usize,
  v: usize,
  blockCount: i32,
  beta1: f32,
  beta2: f32,
  rest1: f32,
  rest2: f32,
  epsilon: f32,
): void {
  if (load<u32>(state, 8) == 1) return;
  const clip = v128.load32_splat(scalars);
  const root = v128.load32_splat(scalars, 8);
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const r1 = f32x4.splat(rest1);
  const r2 = f32x4.splat(rest2);
  const least = f32x4.splat(epsilon);
  for (let j = 0; j < blockCount; j++) {
    const block = blocks + (j as usize) * BLOCK;
    const start = load<i32>(block);
    const end = start + load<i32>(block, 4);
    const rate = f32x4.splat(load<f32>(at(scales, 2 * j)) * load<f32>(scalars, 4));
    const keep = f32x4.splat(1 - load<f32>(at(scales, 2 * j + 1)) * load<f32>(scalars, 12));
    // A block's tensor is padded to whole vectors, and what stands behind its end is never used.
    for (let i = start; i < end; i += 4) {
      const g = f32x4.mul(v128.load(at(gradients, i)), clip);
      const mean = madd(v128.load(at(m, i)), b1, f32x4.mul(g, r1));
      const square = madd(v128.load(at(v, i)), b2, f32x4.mul(f32x4.mul(g, g), r2));
      const step = f32x4.div(f32x4.mul(rate, mean), madd(f32x4.sqrt(square), root, least));
      const w = f32x4.sub(f32x4.mul(v128.load(at(weights, i)), keep), step);
      v128.store(at(m, i), mean);
      v128.store(at(v, i), square);
      v128.store(at(weights, i), w);
    }
  }
}
