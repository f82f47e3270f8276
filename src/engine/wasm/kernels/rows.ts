/** Operations on rows: embedding, normalisation, loss, scores. AssemblyScript; semantics in plan/ops-forward.ts and ops-backward.ts. */
import { exp4, ln } from "./functions";
import { at, clear, firstLanes, loadFirst, madd, maxLanes, storeFirst, sumLanes } from "./simd";

export function embed(
  inputs: usize,
  tokens: usize,
  positions: usize,
  out: usize,
  rows: i32,
  context: i32,
  width: i32,
): void {
  const full = width & ~3;
  for (let n = 0; n < rows; n++) {
    const token = at(tokens, load<i32>(at(inputs, n)) * width);
    const position = at(positions, (n % context) * width);
    const to = at(out, n * width);
    for (let c = 0; c < full; c += 4) {
      v128.store(at(to, c), f32x4.add(v128.load(at(token, c)), v128.load(at(position, c))));
    }
    const rest = f32x4.add(v128.load(at(token, full)), v128.load(at(position, full)));
    storeFirst(at(to, full), rest, width - full);
  }
}

/** @param stats 0 for none */
export function layerNorm(
  x: usize,
  gain: usize,
  bias: usize,
  out: usize,
  stats: usize,
  rows: i32,
  width: i32,
  epsilon: f32,
): void {
  const full = width & ~3;
  const rest = firstLanes(width - full);
  for (let n = 0; n < rows; n++) {
    const row = at(x, n * width);
    let sums = v128.and(v128.load(at(row, full)), rest);
    for (let c = 0; c < full; c += 4) sums = f32x4.add(sums, v128.load(at(row, c)));
    const mean = sumLanes(sums) / (width as f32);
    const centre = f32x4.splat(mean);
    const d = v128.and(f32x4.sub(v128.load(at(row, full)), centre), rest);
    sums = f32x4.mul(d, d);
    for (let c = 0; c < full; c += 4) {
      const e = f32x4.sub(v128.load(at(row, c)), centre);
      sums = madd(e, e, sums);
    }
    const inverse: f32 = 1 / sqrt<f32>(sumLanes(sums) / (width as f32) + epsilon);
    normalise(row, gain, bias, at(out, n * width), width, centre, f32x4.splat(inverse));
    if (stats != 0) {
      store<f32>(at(stats, 2 * n), mean);
      store<f32>(at(stats, 2 * n + 1), inverse);
    }
  }
}

/** to = (row − centre)·scale·gain + bias */
function normalise(
  row: usize,
  gain: usize,
  bias: usize,
  to: usize,
  width: i32,
  centre: v128,
  scale: v128,
): void {
  let c = 0;
  for (; c + 4 <= width; c += 4) {
    const normal = f32x4.mul(f32x4.sub(v128.load(at(row, c)), centre), scale);
    v128.store(at(to, c), madd(normal, v128.load(at(gain, c)), v128.load(at(bias, c))));
  }
  if (c == width) return;
  const normal = f32x4.mul(f32x4.sub(v128.load(at(row, c)), centre), scale);
  storeFirst(at(to, c), madd(normal, v128.load(at(gain, c)), v128.load(at(bias, c))), width - c);
}

/** `scratch` holds sums for gain and bias (2·⌈width/4⌉·4 floats). */
export function layerNormGradient(
  dy: usize,
  x: usize,
  stats: usize,
  gain: usize,
  dx: usize,
  dGain: usize,
  dBias: usize,
  scratch: usize,
  rows: i32,
  width: i32,
  accumulate: bool,
): void {
  const share: f32 = 1 / (width as f32);
  const padded = (width + 3) & ~3;
  const full = (width - 1) & ~3;
  const left = width - full;
  const within = firstLanes(left);
  const biases = at(scratch, padded);
  clear(scratch, 2 * padded);
  for (let n = 0; n < rows; n++) {
    const dyRow = at(dy, n * width);
    const xRow = at(x, n * width);
    const mean = f32x4.splat(load<f32>(at(stats, 2 * n)));
    const inverse = f32x4.splat(load<f32>(at(stats, 2 * n + 1)));
    // The last vector, perhaps of fewer than four, then the others.
    const dLast = v128.and(v128.load(at(dyRow, full)), within);
    const normalLast = v128.and(f32x4.mul(f32x4.sub(v128.load(at(xRow, full)), mean), inverse), within);
    const gLast = v128.and(f32x4.mul(dLast, v128.load(at(gain, full))), within);
    v128.store(at(scratch, full), madd(dLast, normalLast, v128.load(at(scratch, full))));
    v128.store(at(biases, full), f32x4.add(dLast, v128.load(at(biases, full))));
    let sumG = gLast;
    let sumGx = f32x4.mul(gLast, normalLast);
    for (let c = 0; c < full; c += 4) {
      const d = v128.load(at(dyRow, c));
      const normal = f32x4.mul(f32x4.sub(v128.load(at(xRow, c)), mean), inverse);
      const g = f32x4.mul(d, v128.load(at(gain, c)));
      sumG = f32x4.add(sumG, g);
      sumGx = madd(g, normal, sumGx);
      v128.store(at(scratch, c), madd(d, normal, v128.load(at(scratch, c))));
      v128.store(at(biases, c), f32x4.add(d, v128.load(at(biases, c))));
    }
    // dx = inverse·(g − mean(g) − normal·mean(g·normal))
    const meanG = f32x4.splat(sumLanes(sumG) * share);
    const meanGx = f32x4.splat(sumLanes(sumGx) * share);
    const to = at(dx, n * width);
    for (let c = 0; c < full; c += 4) {
      const normal = f32x4.mul(f32x4.sub(v128.load(at(xRow, c)), mean), inverse);
      const g = f32x4.mul(v128.load(at(dyRow, c)), v128.load(at(gain, c)));
      const d = f32x4.mul(inverse, f32x4.sub(f32x4.sub(g, meanG), f32x4.mul(normal, meanGx)));
      v128.store(at(to, c), accumulate ? f32x4.add(d, v128.load(at(to, c))) : d);
    }
    const d = f32x4.mul(inverse, f32x4.sub(f32x4.sub(gLast, meanG), f32x4.mul(normalLast, meanGx)));
    storeFirst(at(to, full), accumulate ? f32x4.add(d, v128.load(at(to, full))) : d, left);
  }
  memory.copy(dGain, scratch, (width as usize) << 2);
  memory.copy(dBias, biases, (width as usize) << 2);
}

/** The largest of a row. */
function largestOf(row: usize, count: i32): f32 {
  const full = (count - 1) & ~3;
  let largest = loadFirst(at(row, full), count - full, f32x4.splat(-Infinity));
  for (let v = 0; v < full; v += 4) largest = f32x4.pmax(v128.load(at(row, v)), largest);
  return maxLanes(largest);
}

/** Σ exp(row − most); the exponentials go to `to`, which may be the row itself, with up to three more behind. */
function sumExp(row: usize, count: i32, most: f32, to: usize): f32 {
  const shift = f32x4.splat(most);
  const full = (count - 1) & ~3;
  const last = exp4(f32x4.sub(v128.load(at(row, full)), shift));
  let sums = v128.and(last, firstLanes(count - full));
  for (let v = 0; v < full; v += 4) {
    const e = exp4(f32x4.sub(v128.load(at(row, v)), shift));
    sums = f32x4.add(sums, e);
    v128.store(at(to, v), e);
  }
  v128.store(at(to, full), last);
  return sumLanes(sums);
}

/** `scratch` holds a row (⌈vocabulary/4⌉·4 floats). */
export function crossEntropy(
  logits: usize,
  targets: usize,
  lossWeights: usize,
  rowLoss: usize,
  scratch: usize,
  rows: i32,
  vocabulary: i32,
  gradientScale: f32,
): void {
  const full = vocabulary & ~3;
  for (let n = 0; n < rows; n++) {
    const row = at(logits, n * vocabulary);
    const w = load<f32>(at(lossWeights, n));
    if (w == 0) {
      clear(row, vocabulary);
      store<f32>(at(rowLoss, n), 0);
      continue;
    }
    const target = at(row, load<i32>(at(targets, n)));
    const most = largestOf(row, vocabulary);
    const sum = sumExp(row, vocabulary, most, scratch);
    store<f32>(at(rowLoss, n), w * (most + ln(sum) - load<f32>(target)));
    const factor = f32x4.splat((gradientScale * w) / sum);
    for (let v = 0; v < full; v += 4) {
      v128.store(at(row, v), f32x4.mul(v128.load(at(scratch, v)), factor));
    }
    storeFirst(at(row, full), f32x4.mul(v128.load(at(scratch, full)), factor), vocabulary - full);
    store<f32>(target, load<f32>(target) - gradientScale * w);
  }
}

/** `scratch` as in {@link crossEntropy}. */
export function score(
  logits: usize,
  targets: usize,
  argmax: usize,
  logProb: usize,
  scratch: usize,
  rows: i32,
  vocabulary: i32,
): void {
  for (let n = 0; n < rows; n++) {
    const row = at(logits, n * vocabulary);
    const most = largestOf(row, vocabulary);
    let best = 0;
    while (best < vocabulary - 1 && load<f32>(at(row, best)) != most) best++;
    store<i32>(at(argmax, n), best);
    const total = most + ln(sumExp(row, vocabulary, most, scratch));
    store<f32>(at(logProb, n), load<f32>(at(row, load<i32>(at(targets, n)))) - total);
  }
}

export function tokenGradient(
  inputs: usize,
  dx: usize,
  weight: usize,
  rows: i32,
  vocabulary: i32,
  width: i32,
): void {
  const full = width & ~3;
  clear(weight, vocabulary * width);
  for (let n = 0; n < rows; n++) {
    const to = at(weight, load<i32>(at(inputs, n)) * width);
    const from = at(dx, n * width);
    for (let c = 0; c < full; c += 4) {
      v128.store(at(to, c), f32x4.add(v128.load(at(to, c)), v128.load(at(from, c))));
    }
    const rest = f32x4.add(v128.load(at(to, full)), v128.load(at(from, full)));
    storeFirst(at(to, full), rest, width - full);
  }
}

export function positionGradient(dx: usize, weight: usize, batch: i32, context: i32, width: i32): void {
  const count = context * width;
  for (let i = 0; i < count; i += 4) {
    let sum = f32x4.splat(0);
    for (let b = 0; b < batch; b++) sum = f32x4.add(sum, v128.load(at(dx, b * count + i)));
    storeFirst(at(weight, i), sum, count - i);
  }
}
