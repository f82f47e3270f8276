/** Causal attention, a head of a sequence at a time. AssemblyScript; semantics in plan/ops-forward.ts and ops-backward.ts. */
import { exp4, ln } from "./functions";
import { at, clear, firstLanes, loadFirst, madd, maxLanes, sumLanes } from "./simd";
import { outer, packTransposed, times, timesPacked } from "./tiles";

/** Queries that share a look at the keys: their tiles end at the last one's key. A multiple of 4. */
const QUERIES: i32 = 8;
/** Queries between two additions to the gradients of keys and values; a multiple of {@link QUERIES}. */
const RUN: i32 = 32;

/**
 * `scratch` holds ⌈T/16⌉·16 zeros, the keys in panels (⌈T/16⌉·16·D) and the probabilities of 8 queries (8·⌈T/16⌉·16).
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
  const keys = at(scratch, padded);
  const p = at(keys, padded * dHead);
  clear(scratch, padded);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const q = at(qkv, b * context * 3 * width + h * dHead);
      const to = at(out, b * context * width + h * dHead);
      packTransposed(at(q, width), rowStride, dHead, context, keys);
      for (let t = 0; t < context; t += QUERIES) {
        const m = min(QUERIES, context - t);
        scores(q + t * rowStride, rowStride, keys, context, p, padded << 2, m, t + m, dHead, scale, scratch);
        for (let i = 0; i < m; i++) {
          const total = softmax(at(p, i * padded), t + i + 1, t + m);
          if (lse != 0) store<f32>(at(lse, (b * context + t + i) * heads + h), total);
        }
        const value = at(q, 2 * width);
        times(p, padded << 2, value, rowStride, at(to, t * width), width << 2, m, t + m, dHead, scratch);
      }
    }
  }
}

/** p (m, ⌈count/8⌉·8) = scale · q (m,D) · the first `count` of the packed keys. */
function scores(
  q: usize,
  qStride: usize,
  keys: usize,
  context: i32,
  p: usize,
  pStride: usize,
  m: i32,
  count: i32,
  dHead: i32,
  scale: f32,
  zeros: usize,
): void {
  timesPacked(q, qStride, keys, context, p, pStride, m, dHead, (count + 7) & ~7, scale, zeros);
}

/**
 * The first `count` scores become probabilities, the rest up to `end` (and its vector's end) 0. The loops are as
 * long for each of a group's rows, so that the processor foresees their ends.
 *
 * @returns the log of the sum
 */
function softmax(s: usize, count: i32, end: i32): f32 {
  const low = f32x4.splat(-Infinity);
  let largest = low;
  for (let u = 0; u < end; u += 4) largest = f32x4.pmax(loadFirst(at(s, u), count - u, low), largest);
  const most = maxLanes(largest);
  let sums = f32x4.splat(0);
  for (let u = 0; u < end; u += 4) {
    const e = v128.and(exp4(f32x4.sub(v128.load(at(s, u)), f32x4.splat(most))), firstLanes(count - u));
    sums = f32x4.add(sums, e);
    v128.store(at(s, u), e);
  }
  const sum = sumLanes(sums);
  const inverse = f32x4.splat(1 / sum);
  for (let u = 0; u < end; u += 4) v128.store(at(s, u), f32x4.mul(v128.load(at(s, u)), inverse));
  return most + ln(sum);
}

/**
 * Both halves of the backward pass at once: the probabilities and their gradients serve queries, keys and values.
 *
 * `scratch` holds ⌈T/16⌉·16 zeros, keys and values in panels (2·⌈T/16⌉·16·D), and probabilities and their
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
  const keys = at(scratch, padded);
  const values = at(keys, padded * dHead);
  const p = at(values, padded * dHead);
  const dS = at(p, RUN * padded);
  clear(scratch, padded);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const from = b * context * width + h * dHead;
      const q = at(qkv, b * context * 3 * width + h * dHead);
      const dQ = at(dQkv, b * context * 3 * width + h * dHead);
      const logs = at(lse, b * context * heads + h);
      const deltas = at(delta, b * context * heads + h);
      packTransposed(at(q, width), stride, dHead, context, keys);
      packTransposed(at(q, 2 * width), stride, dHead, context, values);
      alongRows(at(dOut, from), at(out, from), deltas, context, heads, dHead);
      for (let t = 0; t < context; t += RUN) {
        const end = min(t + RUN, context);
        for (let s = t; s < end; s += QUERIES) {
          const m = min(QUERIES, end - s);
          const pRows = at(p, (s - t) * padded);
          const dRows = at(dS, (s - t) * padded);
          scores(q + s * stride, stride, keys, context, pRows, padded << 2, m, s + m, dHead, scale, scratch);
          const dOutRows = at(dOut, from + s * width);
          scores(dOutRows, width << 2, values, context, dRows, padded << 2, m, s + m, dHead, 1, scratch);
          for (let i = 0; i < m; i++) {
            const log = load<f32>(at(logs, (s + i) * heads));
            const along = load<f32>(at(deltas, (s + i) * heads));
            gradientRow(at(pRows, i * padded), at(dRows, i * padded), s + i + 1, s + m, log, along, scale);
          }
          times(dRows, padded << 2, at(q, width), stride, dQ + s * stride, stride, m, s + m, dHead, scratch);
        }
        toKeys(dS, padded, q, stride, at(dQ, width), stride, t, end, dHead);
        toKeys(p, padded, at(dOut, from), width << 2, at(dQ, 2 * width), stride, t, end, dHead);
      }
    }
  }
}

/** delta[t] = dOut[t]·out[t] of one head. */
function alongRows(dOut: usize, out: usize, delta: usize, context: i32, heads: i32, dHead: i32): void {
  for (let t = 0; t < context; t++) {
    const row = t * heads * dHead;
    let sum = f32x4.splat(0);
    for (let d = 0; d < dHead; d += 4) {
      const other = loadFirst(at(out, row + d), dHead - d, f32x4.splat(0));
      sum = madd(loadFirst(at(dOut, row + d), dHead - d, f32x4.splat(0)), other, sum);
    }
    store<f32>(at(delta, t * heads), sumLanes(sum));
  }
}

/** Scores s become p = exp(s − lse), and dP becomes dS·scale; 0 from `count` up to `end`'s vector. */
function gradientRow(s: usize, dP: usize, count: i32, end: i32, lse: f32, delta: f32, scale: f32): void {
  const log = f32x4.splat(lse);
  const along = f32x4.splat(delta);
  const factor = f32x4.splat(scale);
  const padded = (end + 7) & ~7;
  for (let u = 0; u < padded; u += 4) {
    const within = firstLanes(count - u);
    const p = v128.and(exp4(f32x4.sub(v128.load(at(s, u)), log)), within);
    v128.store(at(s, u), p);
    const d = v128.and(f32x4.sub(v128.load(at(dP, u)), along), within);
    v128.store(at(dP, u), f32x4.mul(f32x4.mul(p, factor), d));
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
