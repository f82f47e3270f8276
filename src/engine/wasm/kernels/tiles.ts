/**
 * Products in registers: tiles of 2 rows and 16 columns, or 4 and 8 where no more columns are left; their 32 sums
 * stay in 8 vectors over the whole inner loop. Strides are bytes. AssemblyScript.
 *
 * Eight sums, four vectors of b and two of a (or two and four) are all the registers that x86 has; and V8 moves
 * every load of a loop's body in front of its arithmetic, so a larger tile or an unrolled loop would spill.
 */
import { at, clear, madd, storeFirst } from "./simd";

/** Columns of a wide and of a narrow panel. */
const WIDE: i32 = 16;
const NARROW: i32 = 8;

/**
 * c (rows, columns) = alpha · a (rows, inner) · b (inner, columns) + bias (⌈columns/16⌉·16), b as {@link pack}
 * leaves it for `packed` ≥ columns.
 */
export function timesPacked(
  a: usize,
  aStride: usize,
  b: usize,
  packed: i32,
  c: usize,
  cStride: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  alpha: f32,
  bias: usize,
): void {
  for (let j = 0; j < columns; j += WIDE) {
    const bStride: usize = packed - j > NARROW ? 64 : 32;
    tiles(
      a,
      aStride,
      at(b, j * inner),
      bStride,
      at(c, j),
      cStride,
      rows,
      inner,
      columns - j,
      alpha,
      at(bias, j),
    );
  }
}

/** c (rows, columns) = a (rows, inner) · b (inner, columns), b as it lies; `zeros` are 16 of them. */
export function times(
  a: usize,
  aStride: usize,
  b: usize,
  bStride: usize,
  c: usize,
  cStride: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  zeros: usize,
): void {
  for (let j = 0; j < columns; j += WIDE) {
    tiles(a, aStride, at(b, j), bStride, at(c, j), cStride, rows, inner, columns - j, 1, zeros);
  }
}

/** One panel of at most 16 columns, over all rows. */
function tiles(
  a: usize,
  aStride: usize,
  b: usize,
  bStride: usize,
  c: usize,
  cStride: usize,
  rows: i32,
  inner: i32,
  left: i32,
  alpha: f32,
  bias: usize,
): void {
  const count = (inner as usize) << 2;
  if (left > NARROW) {
    for (let i = 0; i < rows; i += 2) {
      const aAt = a + (i as usize) * aStride;
      const cAt = c + (i as usize) * cStride;
      const more = rows - i > 1;
      tile2x16(aAt, more ? aStride : 0, count, b, bStride, cAt, more ? cStride : 0, left, alpha, bias);
    }
  } else {
    for (let i = 0; i < rows; i += 4) {
      const aAt = a + (i as usize) * aStride;
      tile4x8(
        aAt,
        aStride,
        count,
        b,
        bStride,
        c + (i as usize) * cStride,
        cStride,
        rows - i,
        left,
        alpha,
        bias,
      );
    }
  }
}

/** Strides are 0 where there is one row only: it is computed and written twice. */
function tile2x16(
  a: usize,
  aStride: usize,
  count: usize,
  b: usize,
  bStride: usize,
  c: usize,
  cStride: usize,
  n: i32,
  alpha: f32,
  bias: usize,
): void {
  let p0 = f32x4.splat(0);
  let p1 = p0;
  let p2 = p0;
  let p3 = p0;
  let q0 = p0;
  let q1 = p0;
  let q2 = p0;
  let q3 = p0;
  let other = a + aStride;
  for (const end = a + count; a < end; a += 4) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = v128.load(b, 32);
    const b3 = v128.load(b, 48);
    const s = v128.load32_splat(a);
    const t = v128.load32_splat(other);
    p0 = madd(s, b0, p0);
    p1 = madd(s, b1, p1);
    p2 = madd(s, b2, p2);
    p3 = madd(s, b3, p3);
    q0 = madd(t, b0, q0);
    q1 = madd(t, b1, q1);
    q2 = madd(t, b2, q2);
    q3 = madd(t, b3, q3);
    other += 4;
    b += bStride;
  }
  const scale = f32x4.splat(alpha);
  const z0 = v128.load(bias);
  const z1 = v128.load(bias, 16);
  const z2 = v128.load(bias, 32);
  const z3 = v128.load(bias, 48);
  store16(c, madd(p0, scale, z0), madd(p1, scale, z1), madd(p2, scale, z2), madd(p3, scale, z3), n);
  c += cStride;
  store16(c, madd(q0, scale, z0), madd(q1, scale, z1), madd(q2, scale, z2), madd(q3, scale, z3), n);
}

/** Of fewer than four rows the last one is computed more than once, and written to the same place. */
function tile4x8(
  a: usize,
  aStride: usize,
  count: usize,
  b: usize,
  bStride: usize,
  c: usize,
  cStride: usize,
  rows: i32,
  n: i32,
  alpha: f32,
  bias: usize,
): void {
  let p0 = f32x4.splat(0);
  let p1 = p0;
  let p2 = p0;
  let p3 = p0;
  let q0 = p0;
  let q1 = p0;
  let q2 = p0;
  let q3 = p0;
  let a1 = rows > 1 ? a + aStride : a;
  let a2 = rows > 2 ? a1 + aStride : a1;
  let a3 = rows > 3 ? a2 + aStride : a2;
  for (const end = a + count; a < end; a += 4) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    const s0 = v128.load32_splat(a);
    const s1 = v128.load32_splat(a1);
    const s2 = v128.load32_splat(a2);
    const s3 = v128.load32_splat(a3);
    p0 = madd(s0, left, p0);
    q0 = madd(s0, right, q0);
    p1 = madd(s1, left, p1);
    q1 = madd(s1, right, q1);
    p2 = madd(s2, left, p2);
    q2 = madd(s2, right, q2);
    p3 = madd(s3, left, p3);
    q3 = madd(s3, right, q3);
    a1 += 4;
    a2 += 4;
    a3 += 4;
    b += bStride;
  }
  const scale = f32x4.splat(alpha);
  const z0 = v128.load(bias);
  const z1 = v128.load(bias, 16);
  store8(c, madd(p0, scale, z0), madd(q0, scale, z1), n);
  if (rows > 1) c += cStride;
  store8(c, madd(p1, scale, z0), madd(q1, scale, z1), n);
  if (rows > 2) c += cStride;
  store8(c, madd(p2, scale, z0), madd(q2, scale, z1), n);
  if (rows > 3) c += cStride;
  store8(c, madd(p3, scale, z0), madd(q3, scale, z1), n);
}

/** The first n of eight floats. */
function store8(to: usize, v0: v128, v1: v128, n: i32): void {
  if (n >= 8) {
    v128.store(to, v0);
    v128.store(to, v1, 16);
    return;
  }
  storeFirst(to, v0, n);
  if (n > 4) storeFirst(to + 16, v1, n - 4);
}

/** The first n, more than eight, of sixteen floats. */
function store16(to: usize, v0: v128, v1: v128, v2: v128, v3: v128, n: i32): void {
  v128.store(to, v0);
  v128.store(to, v1, 16);
  if (n >= 16) {
    v128.store(to, v2, 32);
    v128.store(to, v3, 48);
  } else store8(to + 32, v2, v3, n - 8);
}

/**
 * c (inputs, outputs) = Σᵢ a[i] ⊗ b[i] over `count` rows; added to what `c` holds where `add` is true. Rows of `a`
 * and `b` may be read up to 3 and 15 floats behind their end.
 */
export function outer(
  a: usize,
  aStride: usize,
  b: usize,
  bStride: usize,
  c: usize,
  cStride: usize,
  count: i32,
  inputs: i32,
  outputs: i32,
  add: bool,
): void {
  for (let j = 0; j < outputs; j += WIDE) {
    const left = outputs - j;
    const bAt = at(b, j);
    if (left > NARROW) {
      for (let k = 0; k < inputs; k += 2) {
        const to = at(c + (k as usize) * cStride, j);
        outer2x16(at(a, k), aStride, bAt, bStride, to, cStride, count, inputs - k, left, add);
      }
    } else {
      for (let k = 0; k < inputs; k += 4) {
        const to = at(c + (k as usize) * cStride, j);
        outer4x8(at(a, k), aStride, bAt, bStride, to, cStride, count, inputs - k, left, add);
      }
    }
  }
}

function outer2x16(
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
  let p1 = p0;
  let p2 = p0;
  let p3 = p0;
  let q0 = p0;
  let q1 = p0;
  let q2 = p0;
  let q3 = p0;
  for (let i = 0; i < count; i++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = v128.load(b, 32);
    const b3 = v128.load(b, 48);
    const s = v128.load32_splat(a);
    const t = v128.load32_splat(a, 4);
    p0 = madd(s, b0, p0);
    p1 = madd(s, b1, p1);
    p2 = madd(s, b2, p2);
    p3 = madd(s, b3, p3);
    q0 = madd(t, b0, q0);
    q1 = madd(t, b1, q1);
    q2 = madd(t, b2, q2);
    q3 = madd(t, b3, q3);
    a += aStride;
    b += bStride;
  }
  add16(c, p0, p1, p2, p3, n, add);
  if (m > 1) add16(c + cStride, q0, q1, q2, q3, n, add);
}

function outer4x8(
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
  let p1 = p0;
  let p2 = p0;
  let p3 = p0;
  let q0 = p0;
  let q1 = p0;
  let q2 = p0;
  let q3 = p0;
  for (let i = 0; i < count; i++) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    const s0 = v128.load32_splat(a);
    const s1 = v128.load32_splat(a, 4);
    const s2 = v128.load32_splat(a, 8);
    const s3 = v128.load32_splat(a, 12);
    p0 = madd(s0, left, p0);
    q0 = madd(s0, right, q0);
    p1 = madd(s1, left, p1);
    q1 = madd(s1, right, q1);
    p2 = madd(s2, left, p2);
    q2 = madd(s2, right, q2);
    p3 = madd(s3, left, p3);
    q3 = madd(s3, right, q3);
    a += aStride;
    b += bStride;
  }
  add8(c, p0, q0, n, add);
  if (m > 1) add8(c + cStride, p1, q1, n, add);
  if (m > 2) add8(c + 2 * cStride, p2, q2, n, add);
  if (m > 3) add8(c + 3 * cStride, p3, q3, n, add);
}

function add8(to: usize, v0: v128, v1: v128, n: i32, add: bool): void {
  if (add) store8(to, f32x4.add(v128.load(to), v0), f32x4.add(v128.load(to, 16), v1), n);
  else store8(to, v0, v1, n);
}

function add16(to: usize, v0: v128, v1: v128, v2: v128, v3: v128, n: i32, add: bool): void {
  if (!add) {
    store16(to, v0, v1, v2, v3, n);
    return;
  }
  const w0 = f32x4.add(v128.load(to), v0);
  const w1 = f32x4.add(v128.load(to, 16), v1);
  const w2 = f32x4.add(v128.load(to, 32), v2);
  const w3 = f32x4.add(v128.load(to, 48), v3);
  store16(to, w0, w1, w2, w3, n);
}

/** Columns of the panel at column j: 16, or 8 where those are enough for the rest. */
function panelWidth(columns: i32, j: i32): i32 {
  return columns - j > NARROW ? WIDE : NARROW;
}

/** Copies b (inner, columns) to panels of (inner, 16), the last perhaps (inner, 8); zeros behind the last column. */
export function pack(b: usize, stride: usize, inner: i32, columns: i32, to: usize): void {
  for (let j = 0; j < columns; j += WIDE) {
    const width = panelWidth(columns, j);
    const n = min(width, columns - j);
    if (n < width) clear(to, width * inner);
    for (let k = 0; k < inner; k++) {
      copyRow(at(b + (k as usize) * stride, j), to, n);
      to += (width as usize) << 2;
    }
  }
}

function copyRow(from: usize, to: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) storeFirst(at(to, i), v128.load(at(from, i)), n - i);
}

/** Copies the transpose of b (columns, inner) to panels like those of {@link pack}. */
export function packTransposed(b: usize, stride: usize, inner: i32, columns: i32, to: usize): void {
  for (let j = 0; j < columns; j += WIDE) {
    const width = panelWidth(columns, j);
    const n = min(width, columns - j);
    const step = (width as usize) << 2;
    if (n < width) clear(to, width * inner);
    for (let i = 0; i < n; i++) {
      let from = b + ((j + i) as usize) * stride;
      let there = at(to, i);
      for (const end = at(from, inner); from < end; from += 4) {
        store<f32>(there, load<f32>(from));
        there += step;
      }
    }
    to += step * inner;
  }
}
