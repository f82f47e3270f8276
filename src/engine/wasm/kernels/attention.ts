/** Causal attention, a head of a sequence at a time. AssemblyScript; semantics in plan/ops-forward.ts and ops-backward.ts. */
import { exp4, ln4 } from "./functions";
import { packTransposed } from "./panels";
import { at, firstLanes, madd, maxLanes, sumLanes } from "./simd";
import { outer, times, timesFirst } from "./strips";

/** Queries that share a look at the keys: their tiles end at the last one's key. A multiple of 4. */
const QUERIES: i32 = 8;
/** Queries between two additions to the gradients of keys and values; a multiple of {@link QUERIES}. */
const RUN: i32 = 32;

/** Masks of the eight keys around the diagonal, 8 floats for each of 8 queries: query i sees keys 0 to i. */
const MASKS = memory.data<u32>([
  -1, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0, 0, 0, -1, -1, -1, 0, 0, 0, 0, 0, -1, -1, -1, -1, 0, 0, 0, 0,
  -1, -1, -1, -1, -1, 0, 0, 0, -1, -1, -1, -1, -1, -1, 0, 0, -1, -1, -1, -1, -1, -1, -1, 0, -1, -1, -1, -1,
  -1, -1, -1, -1,
]);

/**
 * `scratch` holds the keys in panels (⌈T/16⌉·16·D) and the probabilities of 8 queries (8·⌈T/16⌉·16).
 *
 * @param lse 0 for none
 */
export function attention(
  qkv: usize,
  out: usize,
  lse: usize,
  scratch: usize,
  batch: i32,
  context: i32,
  heads: i32,
  dHead: i32,
  scale: f32,
): void {
  const width = heads * dHead;
  const padded = (context + 15) & ~15;
  const rowStride = (3 * width) << 2;
  const keys = scratch;
  const p = at(keys, padded * dHead);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const q = at(qkv, b * context * 3 * width + h * dHead);
      const to = at(out, b * context * width + h * dHead);
      packTransposed(at(q, width), rowStride, dHead, context, keys, scale, 16);
      for (let t = 0; t < context; t += QUERIES) {
        const m = min(QUERIES, context - t);
        const qRows = q + t * rowStride;
        const columns = t + QUERIES;
        timesFirst(qRows, rowStride, keys, context, p, padded << 2, m, dHead, columns);
        const logs = lse == 0 ? 0 : at(lse, (b * context + t) * heads + h);
        softmax(p, padded << 2, t, m, logs, heads << 2);
        times(p, padded << 2, at(q, 2 * width), rowStride, at(to, t * width), width << 2, m, t + m, dHead);
      }
    }
  }
}

/** Largest score and sum of exponentials of each of 8 queries. */
const MOST = memory.data(32, 16);
const SUMS = memory.data(32, 16);

/**
 * In each of m rows of scores those of keys 0 to t + i become probabilities, the rest up to key t + 7 becomes 0. One
 * thing after the other for all rows, which do not wait for each other; and loops that are as long for each of them,
 * so that the processor foresees their ends.
 *
 * @param lse where the log of a row's sum goes, `step` bytes from row to row; 0 for nowhere
 */
function softmax(s: usize, stride: usize, t: i32, m: i32, lse: usize, step: usize): void {
  const end = s + (m as usize) * stride;
  let mask = MASKS;
  let to = MOST;
  for (let row = s; row < end; row += stride) {
    store<f32>(to, largestOf(row, t, mask));
    mask += 32;
    to += 4;
  }
  mask = MASKS;
  let most = MOST;
  to = SUMS;
  for (let row = s; row < end; row += stride) {
    store<f32>(to, sumExp(row, t, mask, v128.load32_splat(most)));
    mask += 32;
    most += 4;
    to += 4;
  }
  let sum = SUMS;
  for (let row = s; row < end; row += stride) {
    const inverse = f32x4.div(f32x4.splat(1), v128.load32_splat(sum));
    const last = at(row, t + QUERIES);
    for (let u = row; u < last; u += 16) v128.store(u, f32x4.mul(v128.load(u), inverse));
    sum += 4;
  }
  if (lse == 0) return;
  v128.store(MOST, f32x4.add(v128.load(MOST), ln4(v128.load(SUMS))));
  v128.store(MOST, f32x4.add(v128.load(MOST, 16), ln4(v128.load(SUMS, 16))), 16);
  for (let i = 0; i < m; i++) {
    store<f32>(lse, load<f32>(at(MOST, i)));
    lse += step;
  }
}

/** The largest score of a query that sees the keys up to t and those of its mask. */
function largestOf(row: usize, t: i32, mask: usize): f32 {
  const low = f32x4.splat(-Infinity);
  const edge = at(row, t);
  const left = v128.bitselect(v128.load(edge), low, v128.load(mask));
  const right = v128.bitselect(v128.load(edge, 16), low, v128.load(mask, 16));
  let largest = f32x4.pmax(left, right);
  for (let u = row; u < edge; u += 16) largest = f32x4.pmax(v128.load(u), largest);
  return maxLanes(largest);
}

/** Scores become exp(score − most), 0 where the mask has none. */
function sumExp(row: usize, t: i32, mask: usize, most: v128): f32 {
  const edge = at(row, t);
  const left = v128.and(exp4(f32x4.sub(v128.load(edge), most)), v128.load(mask));
  const right = v128.and(exp4(f32x4.sub(v128.load(edge, 16), most)), v128.load(mask, 16));
  let sums = f32x4.add(left, right);
  v128.store(edge, left);
  v128.store(edge, right, 16);
  for (let u = row; u < edge; u += 16) {
    const e = exp4(f32x4.sub(v128.load(u), most));
    sums = f32x4.add(sums, e);
    v128.store(u, e);
  }
  return sumLanes(sums);
}

/**
 * Both halves of the backward pass at once: the probabilities and their gradients serve queries, keys and values.
 *
 * `scratch` holds keys and values in panels (2·⌈T/16⌉·16·D), and probabilities and their
 * gradients of 32 queries (2·32·⌈T/16⌉·16).
 */
export function attentionGradient(
  qkv: usize,
  out: usize,
  dOut: usize,
  lse: usize,
  delta: usize,
  dQkv: usize,
  scratch: usize,
  batch: i32,
  context: i32,
  heads: i32,
  dHead: i32,
  scale: f32,
): void {
  const width = heads * dHead;
  const padded = (context + 15) & ~15;
  const stride = (3 * width) << 2;
  const line = padded << 2;
  const keys = scratch;
  const values = at(keys, padded * dHead);
  const p = at(values, padded * dHead);
  const dS = at(p, RUN * padded);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const from = b * context * width + h * dHead;
      const q = at(qkv, b * context * 3 * width + h * dHead);
      const dQ = at(dQkv, b * context * 3 * width + h * dHead);
      const logs = at(lse, b * context * heads + h);
      const deltas = at(delta, b * context * heads + h);
      packTransposed(at(q, width), stride, dHead, context, keys, scale, 16);
      packTransposed(at(q, 2 * width), stride, dHead, context, values, 1, 16);
      alongRows(at(dOut, from), at(out, from), deltas, context, heads, dHead);
      for (let t = 0; t < context; t += RUN) {
        const end = min(t + RUN, context);
        for (let s = t; s < end; s += QUERIES) {
          const m = min(QUERIES, end - s);
          const pRows = at(p, (s - t) * padded);
          const dRows = at(dS, (s - t) * padded);
          const columns = s + QUERIES;
          const dOutRows = at(dOut, from + s * width);
          timesFirst(q + s * stride, stride, keys, context, pRows, line, m, dHead, columns);
          timesFirst(dOutRows, width << 2, values, context, dRows, line, m, dHead, columns);
          for (let i = 0; i < m; i++) {
            const log = load<f32>(at(logs, (s + i) * heads));
            const along = load<f32>(at(deltas, (s + i) * heads));
            gradientRow(at(pRows, i * padded), at(dRows, i * padded), s, i, log, along, scale);
          }
          times(dRows, line, at(q, width), stride, dQ + s * stride, stride, m, s + m, dHead);
        }
        toKeys(dS, padded, q, stride, at(dQ, width), stride, t, end, dHead);
        toKeys(p, padded, at(dOut, from), width << 2, at(dQ, 2 * width), stride, t, end, dHead);
      }
    }
  }
}

/** delta[t] = dOut[t]·out[t] of one head. */
function alongRows(dOut: usize, out: usize, delta: usize, context: i32, heads: i32, dHead: i32): void {
  const full = dHead & ~3;
  const rest = firstLanes(dHead - full);
  const stride = (heads * dHead) << 2;
  for (let t = 0; t < context; t++) {
    const last = v128.and(v128.load(at(dOut, full)), rest);
    let sum = f32x4.mul(last, v128.and(v128.load(at(out, full)), rest));
    for (let d = 0; d < full; d += 4) sum = madd(v128.load(at(dOut, d)), v128.load(at(out, d)), sum);
    store<f32>(at(delta, t * heads), sumLanes(sum));
    dOut += stride;
    out += stride;
  }
}

/** Scores s become p = exp(s − lse), and dP becomes dS·scale, of keys 0 to t + i; 0 from there to key t + 7. */
function gradientRow(s: usize, dP: usize, t: i32, i: i32, lse: f32, delta: f32, scale: f32): void {
  const log = f32x4.splat(lse);
  const along = f32x4.splat(delta);
  const factor = f32x4.splat(scale);
  const edge = at(s, t);
  while (s < edge) {
    const p = exp4(f32x4.sub(v128.load(s), log));
    v128.store(s, p);
    v128.store(dP, f32x4.mul(f32x4.mul(p, factor), f32x4.sub(v128.load(dP), along)));
    s += 16;
    dP += 16;
  }
  const mask = MASKS + ((i as usize) << 5);
  for (let c: usize = 0; c < 32; c += 16) {
    const p = v128.and(exp4(f32x4.sub(v128.load(s + c), log)), v128.load(mask + c));
    v128.store(s + c, p);
    const d = v128.and(f32x4.sub(v128.load(dP + c), along), v128.load(mask + c));
    v128.store(dP + c, f32x4.mul(f32x4.mul(p, factor), d));
  }
}

/** to[u] (+)= Σ p[t,u]·x[t] over the queries t of [first, end), for every key u < end. */
function toKeys(
  p: usize,
  padded: i32,
  x: usize,
  xStride: usize,
  to: usize,
  toStride: usize,
  first: i32,
  end: i32,
  dHead: i32,
): void {
  for (let u = 0; u < end; u += QUERIES) {
    // Queries before the key give nothing; whole groups of them have no tile there at all.
    const start = max(first, u);
    const rows = at(p, (start - first) * padded + u);
    const m = min(QUERIES, end - u);
    // Keys of earlier runs have their share of those already.
    outer(
      rows,
      padded << 2,
      8,
      x + start * xStride,
      xStride,
      to + u * toStride,
      toStride,
      end - start,
      m,
      dHead,
      u < first,
    );
  }
}
