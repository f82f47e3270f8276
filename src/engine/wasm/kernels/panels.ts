/** Copies of matrices in the order in which tiles read them. Strides are bytes. AssemblyScript. */
import { at } from "./simd";
import { panelWidth, WIDEST } from "./strips";

/**
 * Copies scale · b (inner, columns) to panels of (inner, 20 or 16) and a last one perhaps of (inner, 8), see {@link panelWidth};
 * anything may stand behind the last column.
 */
export function pack(b: usize, stride: usize, inner: i32, columns: i32, to: usize, scale: f32): void {
  const factor = f32x4.splat(scale);
  for (let j = 0; j < columns; ) {
    const width = panelWidth(columns - j, WIDEST);
    let from = at(b, j);
    for (let k = 0; k < inner; k++) {
      for (let i = 0; i < width; i += 4) v128.store(at(to, i), f32x4.mul(v128.load(at(from, i)), factor));
      from += stride;
      to += (width as usize) << 2;
    }
    j += width;
  }
}

/**
 * Copies scale · the transpose of b (columns, inner) to panels of at most `most` columns, 20 or 16, and writes up to
 * three rows behind them.
 */
export function packTransposed(
  b: usize,
  stride: usize,
  inner: i32,
  columns: i32,
  to: usize,
  scale: f32,
  most: i32,
): void {
  const factor = f32x4.splat(scale);
  for (let j = 0; j < columns; ) {
    const width = panelWidth(columns - j, most);
    const step = (width as usize) << 2;
    for (let i = 0; i < width; i += 4) {
      const first = b + (min(j + i, columns - 1) as usize) * stride;
      const left = columns - j - i;
      const second = left > 1 ? first + stride : first;
      const third = left > 2 ? second + stride : first;
      transpose4(first, second, third, left > 3 ? third + stride : first, inner, at(to, i), step, factor);
    }
    to += step * inner;
    j += width;
  }
}

/** Four rows become four columns, `step` bytes from row to row. */
function transpose4(
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  count: i32,
  to: usize,
  step: usize,
  factor: v128,
): void {
  for (let k: usize = 0, end = (count as usize) << 2; k < end; k += 16) {
    const v0 = f32x4.mul(v128.load(r0 + k), factor);
    const v1 = f32x4.mul(v128.load(r1 + k), factor);
    const v2 = f32x4.mul(v128.load(r2 + k), factor);
    const v3 = f32x4.mul(v128.load(r3 + k), factor);
    const low01 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5);
    const high23 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(to + step, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
    v128.store(to + 2 * step, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
    v128.store(to + 3 * step, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
    to += 4 * step;
  }
}

/**
 * Copies a (rows, columns), columns a multiple of 4, to panels of (rows, 2). Eight rows at a time, so that whole
 * cache lines are written.
 */
export function packPairs(a: usize, stride: usize, rows: i32, columns: i32, to: usize): void {
  const panel = (rows as usize) << 3;
  for (let i = 0; i < rows; i += 8) {
    const m = min(8, rows - i);
    const begin = a + (i as usize) * stride;
    let there = to + ((i as usize) << 3);
    for (let k = 0; k < columns; k += 4) {
      let from = at(begin, k);
      for (let r: usize = 0, end = (m as usize) << 3; r < end; r += 8) {
        const v = v128.load(from);
        v128.store64_lane(there + r, v, 0);
        v128.store64_lane(there + panel + r, v, 1);
        from += stride;
      }
      there += 2 * panel;
    }
  }
}

/** Copies `columns`, a multiple of 4, one row behind the other; what lies behind the last column comes along. */
export function gather(from: usize, stride: usize, to: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j += 4) v128.store(at(to, j), v128.load(at(from, j)));
    from += stride;
    to += (columns as usize) << 2;
  }
}
