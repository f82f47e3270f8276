/**
 * Products in registers: tiles of 4 rows and 8 columns, whose 32 sums stay in 8 vectors over the whole inner
 * loop. Strides are bytes. AssemblyScript.
 */
import { madd, storeFirst, VECTOR } from "./simd";

/**
 * c (rows, n) = alpha · a (rows, inner) · b (inner, 8) + bias (8), n of 1 to 8 columns of it written. `a` may be
 * read up to three floats behind a row's end, and its rest is not used.
 *
 * The last tile of a number of rows that is no multiple of 4 computes its last row more than once and writes it
 * to the same place.
 */
export function panel(
  a: usize,
  aStride: usize,
  b: usize,
  bStride: usize,
  c: usize,
  cStride: usize,
  rows: i32,
  inner: i32,
  n: i32,
  alpha: f32,
  bias: usize,
): void {
  const fours = inner & ~3;
  for (let i = 0; i < rows; i += 4) {
    const left = rows - i;
    let a0 = a + (i as usize) * aStride;
    let a1 = left > 1 ? a0 + aStride : a0;
    let a2 = left > 2 ? a1 + aStride : a1;
    let a3 = left > 3 ? a2 + aStride : a2;
    let at = b;
    let p0 = f32x4.splat(0);
    let p1 = f32x4.splat(0);
    let p2 = f32x4.splat(0);
    let p3 = f32x4.splat(0);
    let q0 = f32x4.splat(0);
    let q1 = f32x4.splat(0);
    let q2 = f32x4.splat(0);
    let q3 = f32x4.splat(0);
    let l = f32x4.splat(0);
    let r = l;
    let s = l;
    let k = 0;
    // biome-ignore format: four rounds of the same five lines
    for (; k < fours; k += 4) {
      l = v128.load(at); r = v128.load(at, 16); at += bStride;
      s = v128.load32_splat(a0); p0 = madd(s, l, p0); q0 = madd(s, r, q0);
      s = v128.load32_splat(a1); p1 = madd(s, l, p1); q1 = madd(s, r, q1);
      s = v128.load32_splat(a2); p2 = madd(s, l, p2); q2 = madd(s, r, q2);
      s = v128.load32_splat(a3); p3 = madd(s, l, p3); q3 = madd(s, r, q3);
      l = v128.load(at); r = v128.load(at, 16); at += bStride;
      s = v128.load32_splat(a0, 4); p0 = madd(s, l, p0); q0 = madd(s, r, q0);
      s = v128.load32_splat(a1, 4); p1 = madd(s, l, p1); q1 = madd(s, r, q1);
      s = v128.load32_splat(a2, 4); p2 = madd(s, l, p2); q2 = madd(s, r, q2);
      s = v128.load32_splat(a3, 4); p3 = madd(s, l, p3); q3 = madd(s, r, q3);
      l = v128.load(at); r = v128.load(at, 16); at += bStride;
      s = v128.load32_splat(a0, 8); p0 = madd(s, l, p0); q0 = madd(s, r, q0);
      s = v128.load32_splat(a1, 8); p1 = madd(s, l, p1); q1 = madd(s, r, q1);
      s = v128.load32_splat(a2, 8); p2 = madd(s, l, p2); q2 = madd(s, r, q2);
      s = v128.load32_splat(a3, 8); p3 = madd(s, l, p3); q3 = madd(s, r, q3);
      l = v128.load(at); r = v128.load(at, 16); at += bStride;
      s = v128.load32_splat(a0, 12); p0 = madd(s, l, p0); q0 = madd(s, r, q0);
      s = v128.load32_splat(a1, 12); p1 = madd(s, l, p1); q1 = madd(s, r, q1);
      s = v128.load32_splat(a2, 12); p2 = madd(s, l, p2); q2 = madd(s, r, q2);
      s = v128.load32_splat(a3, 12); p3 = madd(s, l, p3); q3 = madd(s, r, q3);
      a0 += 16; a1 += 16; a2 += 16; a3 += 16;
    }
    // biome-ignore format: one more such round
    for (; k < inner; k++) {
      l = v128.load(at); r = v128.load(at, 16); at += bStride;
      s = v128.load32_splat(a0); p0 = madd(s, l, p0); q0 = madd(s, r, q0);
      s = v128.load32_splat(a1); p1 = madd(s, l, p1); q1 = madd(s, r, q1);
      s = v128.load32_splat(a2); p2 = madd(s, l, p2); q2 = madd(s, r, q2);
      s = v128.load32_splat(a3); p3 = madd(s, l, p3); q3 = madd(s, r, q3);
      a0 += 4; a1 += 4; a2 += 4; a3 += 4;
    }
    const scale = f32x4.splat(alpha);
    const c0 = c + (i as usize) * cStride;
    const c1 = left > 1 ? c0 + cStride : c0;
    const c2 = left > 2 ? c1 + cStride : c1;
    const c3 = left > 3 ? c2 + cStride : c2;
    const biasLeft = v128.load(bias);
    const biasRight = v128.load(bias, 16);
    storeRow(c0, madd(p0, scale, biasLeft), madd(q0, scale, biasRight), n);
    storeRow(c1, madd(p1, scale, biasLeft), madd(q1, scale, biasRight), n);
    storeRow(c2, madd(p2, scale, biasLeft), madd(q2, scale, biasRight), n);
    storeRow(c3, madd(p3, scale, biasLeft), madd(q3, scale, biasRight), n);
  }
}

/** The first n of eight floats. */
function storeRow(to: usize, left: v128, right: v128, n: i32): void {
  if (n == 8) {
    v128.store(to, left);
    v128.store(to, right, 16);
    return;
  }
  storeFirst(to, left, n);
  if (n > 4) storeFirst(to + VECTOR, right, n - 4);
}

/**
 * c (m, n) = Σᵢ a[i, 0..m) ⊗ b[i, 0..n) over `count` rows, m of 1 to 4 and n of 1 to 8; added to what `c` holds
 * where `add` is true. Rows of `a` and `b` may be read up to four and eight floats long.
 */
export function outer(
  a: usize,
  aStride: usize,
  b: usize,
  bStride: usize,
  c: usize,
  cStride: usize,
  count: i32,
  m: i32,
  n: i32,
  add: bool,
): void {
  let p0 = f32x4.splat(0);
  let p1 = f32x4.splat(0);
  let p2 = f32x4.splat(0);
  let p3 = f32x4.splat(0);
  let q0 = f32x4.splat(0);
  let q1 = f32x4.splat(0);
  let q2 = f32x4.splat(0);
  let q3 = f32x4.splat(0);
  let l = p0;
  let r = p0;
  let s = p0;
  // biome-ignore format: a line a row
  for (let i = 0; i < count; i++) {
    l = v128.load(b); r = v128.load(b, 16);
    s = v128.load32_splat(a); p0 = madd(s, l, p0); q0 = madd(s, r, q0);
    s = v128.load32_splat(a, 4); p1 = madd(s, l, p1); q1 = madd(s, r, q1);
    s = v128.load32_splat(a, 8); p2 = madd(s, l, p2); q2 = madd(s, r, q2);
    s = v128.load32_splat(a, 12); p3 = madd(s, l, p3); q3 = madd(s, r, q3);
    a += aStride; b += bStride;
  }
  addRow(c, p0, q0, n, add);
  if (m > 1) addRow(c + cStride, p1, q1, n, add);
  if (m > 2) addRow(c + 2 * cStride, p2, q2, n, add);
  if (m > 3) addRow(c + 3 * cStride, p3, q3, n, add);
}

function addRow(to: usize, left: v128, right: v128, n: i32, add: bool): void {
  if (add) {
    storeRow(to, f32x4.add(v128.load(to), left), f32x4.add(v128.load(to, 16), right), n);
  } else storeRow(to, left, right, n);
}

/** Copies b (inner, columns) to panels of (inner, 8), zeros behind the last column. Strides are bytes. */
export function pack(b: usize, stride: usize, inner: i32, columns: i32, to: usize): void {
  for (let j = 0; j < columns; j += 8) {
    const n = columns - j;
    const from = b + ((j as usize) << 2);
    for (let k = 0; k < inner; k++) {
      const row = from + (k as usize) * stride;
      if (n >= 8) {
        v128.store(to, v128.load(row));
        v128.store(to, v128.load(row, 16), 16);
      } else {
        for (let i = 0; i < 8; i++) {
          store<f32>(to + ((i as usize) << 2), i < n ? load<f32>(row + ((i as usize) << 2)) : 0);
        }
      }
      to += 32;
    }
  }
}

/** Copies the transpose of b (columns, inner) to panels of (inner, 8), zeros behind the last column. */
export function packTransposed(b: usize, stride: usize, inner: i32, columns: i32, to: usize): void {
  for (let j = 0; j < columns; j += 8) {
    for (let i = 0; i < 8; i++) {
      const from = b + ((j + i) as usize) * stride;
      const there = to + ((i as usize) << 2);
      if (j + i < columns) {
        for (let k = 0; k < inner; k++) {
          store<f32>(there + ((k as usize) << 5), load<f32>(from + ((k as usize) << 2)));
        }
      } else {
        for (let k = 0; k < inner; k++) store<f32>(there + ((k as usize) << 5), 0);
      }
    }
    to += (inner as usize) << 5;
  }
}
