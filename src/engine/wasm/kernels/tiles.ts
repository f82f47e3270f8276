/**
 * Products in registers: tiles of 2 rows and 16 columns, or 4 and 8 where no more columns are left; their 32 sums
 * stay in 8 vectors over the whole inner loop. Strides and steps are bytes. AssemblyScript.
 *
 * Eight sums, four vectors of b and two of a (or two and four) are all the registers that x86 has; and V8 moves
 * every load of a loop's body in front of its arithmetic, so a larger tile or an unrolled loop would spill. A call
 * or a branch behind the loop would spill the sums as well: tiles are always whole, and written elsewhere where
 * less is wanted.
 */
import { at, madd, storeFirst } from "./simd";

/** Columns of a wide and of a narrow panel. */
export const WIDE: i32 = 16;
export const NARROW: i32 = 8;

/** What sums without a bias begin with. */
const ZEROS = memory.data(64, 64);
/** A tile of which not everything is wanted. */
const EDGE = memory.data(128, 64);
/** A row that nobody wants. */
const NOWHERE = memory.data(64, 64);

/**
 * c (rows, columns) = a (rows, inner) · b (inner, columns) + bias (⌈columns/16⌉·16), b as `pack` leaves it for
 * `packed` ≥ columns. From right to left and downwards, so that what a tile writes behind a row's end is
 * overwritten by the next row's begin: only behind `end` nothing may be written.
 *
 * @param end of c where its rows are dense; 0 where nothing behind any row may be written
 */
export function timesPacked(
  a: usize,
  aStride: usize,
  b: usize,
  packed: i32,
  bias: usize,
  c: usize,
  cStride: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  end: usize,
): void {
  for (let j = (columns - 1) & ~15; j >= 0; j -= WIDE) {
    const bStep: usize = packed - j > NARROW ? 64 : 32;
    const panel = at(b, j * inner);
    const to = at(c, j);
    tiles(
      a,
      aStride,
      2 * aStride,
      4,
      inner,
      panel,
      bStep,
      at(bias, j),
      0,
      to,
      cStride,
      rows,
      columns - j,
      end,
    );
  }
}

/** c (rows, columns) = a (rows, inner) · b (inner, columns), b as it lies. */
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
): void {
  for (let j = 0; j < columns; j += WIDE) {
    const to = at(c, j);
    tiles(a, aStride, 2 * aStride, 4, inner, at(b, j), bStride, ZEROS, 0, to, cStride, rows, columns - j, 0);
  }
}

/**
 * c (inputs, outputs) = Σᵢ a[i] ⊗ b[i] over `count` rows; added to what `c` holds where `add` is true. Rows of `b`
 * may be read up to 15 floats behind their end. Inputs 2n and 2n + 1 are neighbours, `hop` behind those before.
 */
export function outer(
  a: usize,
  aStep: usize,
  hop: usize,
  b: usize,
  bStep: usize,
  c: usize,
  cStride: usize,
  count: i32,
  inputs: i32,
  outputs: i32,
  add: bool,
): void {
  for (let j = 0; j < outputs; j += WIDE) {
    const to = at(c, j);
    const from = add ? to : ZEROS;
    const fromStride = add ? cStride : 0;
    const left = outputs - j;
    tiles(a, 4, hop, aStep, count, at(b, j), bStep, from, fromStride, to, cStride, inputs, left, 0);
  }
}

/**
 * One panel of at most 16 columns: c[i] = from[i] + Σₖ a[i]ₖ · b[k]. Row 2n of a begins at a + n·hop, row 2n + 1
 * `second` behind it; k steps by `aStep`.
 */
function tiles(
  a: usize,
  second: usize,
  hop: usize,
  aStep: usize,
  count: i32,
  b: usize,
  bStep: usize,
  from: usize,
  fromStride: usize,
  c: usize,
  cStride: usize,
  rows: i32,
  left: i32,
  end: usize,
): void {
  if (left > NARROW) {
    const last = left < WIDE ? end : usize.MAX_VALUE;
    for (let i = 0; i < rows; i += 2) {
      const more = rows - i > 1;
      const other = more ? a + second : a;
      const to = more ? c + cStride : NOWHERE;
      const fits = (more ? to : c) + 64 <= last;
      const f = from + fromStride;
      if (fits) tile2x16(a, other, aStep, count, b, bStep, from, f, c, to);
      else {
        tile2x16(a, other, aStep, count, b, bStep, from, f, EDGE, EDGE + 64);
        copyRow(EDGE, c, left);
        if (more) copyRow(EDGE + 64, to, left);
      }
      a += hop;
      from += 2 * fromStride;
      c += 2 * cStride;
    }
  } else {
    const last = left < NARROW ? end : usize.MAX_VALUE;
    for (let i = 0; i < rows; i += 4) {
      const m = min(4, rows - i);
      const fits = c + ((m - 1) as usize) * cStride + 32 <= last;
      if (fits) tile4x8(a, second, hop, aStep, count, b, bStep, from, fromStride, c, cStride, m);
      else {
        tile4x8(a, second, hop, aStep, count, b, bStep, from, fromStride, EDGE, 32, m);
        for (let r = 0; r < m; r++) copyRow(EDGE + ((r as usize) << 5), c + (r as usize) * cStride, left);
      }
      a += 2 * hop;
      from += 4 * fromStride;
      c += 4 * cStride;
    }
  }
}

/** The first n floats of a row. */
function copyRow(from: usize, to: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) storeFirst(at(to, i), v128.load(at(from, i)), n - i);
}

function tile2x16(
  a: usize,
  other: usize,
  aStep: usize,
  count: i32,
  b: usize,
  bStep: usize,
  from: usize,
  from1: usize,
  c: usize,
  c1: usize,
): void {
  let p0 = v128.load(from);
  let p1 = v128.load(from, 16);
  let p2 = v128.load(from, 32);
  let p3 = v128.load(from, 48);
  let q0 = v128.load(from1);
  let q1 = v128.load(from1, 16);
  let q2 = v128.load(from1, 32);
  let q3 = v128.load(from1, 48);
  const end = a + (count as usize) * aStep;
  do {
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
    a += aStep;
    other += aStep;
    b += bStep;
  } while (a != end);
  v128.store(c, p0);
  v128.store(c, p1, 16);
  v128.store(c, p2, 32);
  v128.store(c, p3, 48);
  v128.store(c1, q0);
  v128.store(c1, q1, 16);
  v128.store(c1, q2, 32);
  v128.store(c1, q3, 48);
}

/** Of fewer than four rows the first one is computed more than once, and the surplus goes nowhere. */
function tile4x8(
  a: usize,
  second: usize,
  hop: usize,
  aStep: usize,
  count: i32,
  b: usize,
  bStep: usize,
  from: usize,
  fromStride: usize,
  c: usize,
  cStride: usize,
  rows: i32,
): void {
  let a1 = rows > 1 ? a + second : a;
  let a2 = rows > 2 ? a + hop : a;
  let a3 = rows > 3 ? a + hop + second : a;
  const f1 = rows > 1 ? from + fromStride : from;
  const f2 = rows > 2 ? f1 + fromStride : from;
  const f3 = rows > 3 ? f2 + fromStride : from;
  let p0 = v128.load(from);
  let q0 = v128.load(from, 16);
  let p1 = v128.load(f1);
  let q1 = v128.load(f1, 16);
  let p2 = v128.load(f2);
  let q2 = v128.load(f2, 16);
  let p3 = v128.load(f3);
  let q3 = v128.load(f3, 16);
  const end = a + (count as usize) * aStep;
  do {
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
    a += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    b += bStep;
  } while (a != end);
  v128.store(c, p0);
  v128.store(c, q0, 16);
  const c1 = rows > 1 ? c + cStride : NOWHERE;
  v128.store(c1, p1);
  v128.store(c1, q1, 16);
  const c2 = rows > 2 ? c1 + cStride : NOWHERE;
  v128.store(c2, p2);
  v128.store(c2, q2, 16);
  const c3 = rows > 3 ? c2 + cStride : NOWHERE;
  v128.store(c3, p3);
  v128.store(c3, q3, 16);
}
