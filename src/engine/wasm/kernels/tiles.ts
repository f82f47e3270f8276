/**
 * Products in registers: tiles of 2 rows and 20 or 16 columns, or 4 and 8 where no more columns are left; their sums
 * stay in vectors over the whole inner loop. Strides and steps are bytes. AssemblyScript.
 *
 * A fused multiply-add takes four cycles and two begin in each, so ten sums are faster than eight. V8 moves every
 * load of a loop's body in front of its arithmetic: more than 15 vectors at once (all that x86 has for it) would
 * spill, and so would an unrolled loop. A branch that is never taken keeps the loads behind it where they stand. A
 * call behind the loop would spill the sums as well: tiles are always whole, and written elsewhere where less is
 * wanted.
 */
import { at, madd, storeFirst } from "./simd";

/** Columns of panels. */
const WIDEST: i32 = 20;
export const WIDE: i32 = 16;
const NARROW: i32 = 8;

/** What sums without a bias begin with. */
const ZEROS = memory.data(128, 64);
/** Rows of a tile of which not everything is wanted. */
const EDGE = memory.data(256, 64);
/** A row that nobody wants. */
const NOWHERE = memory.data(128, 64);

/** Columns of the next panel where `left` are left: such that the last one is full wherever 4 divides them. */
export function panelWidth(left: i32, most: i32): i32 {
  if (most == WIDEST && (left > 32 || (left > 24 && left <= 28) || (left > 16 && left <= 20))) return WIDEST;
  return left > NARROW ? WIDE : NARROW;
}

/**
 * c (rows, columns) = a (rows, inner) · b (inner, columns) + bias (⌈columns/16⌉·16), b in panels of up to 20 columns
 * as `pack` leaves it. The last panel first and downwards, so that what a tile writes behind a row's end is
 * overwritten by the next row's begin: only behind `end` nothing may be written.
 */
export function timesPacked(
  a: usize,
  aStride: usize,
  b: usize,
  bias: usize,
  c: usize,
  cStride: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  end: usize,
): void {
  let last = 0;
  for (let j = 0; j < columns; j += panelWidth(columns - j, WIDEST)) last = j;
  const rest = columns - last;
  const hop = 2 * aStride;
  const lastPanel = at(b, last * inner);
  const width = panelWidth(rest, WIDEST);
  tiles(
    a,
    aStride,
    hop,
    4,
    inner,
    lastPanel,
    width,
    at(bias, last),
    0,
    at(c, last),
    cStride,
    rows,
    rest,
    end,
  );
  for (let j = 0; j < last; ) {
    const width = panelWidth(columns - j, WIDEST);
    const panel = at(b, j * inner);
    tiles(a, aStride, hop, 4, inner, panel, width, at(bias, j), 0, at(c, j), cStride, rows, width, 0);
    j += width;
  }
}

/**
 * c (rows, columns) = a (rows, inner) · the first `columns`, a multiple of 8, of b's `packed`, which `pack` leaves in
 * panels of up to 16.
 */
export function timesFirst(
  a: usize,
  aStride: usize,
  b: usize,
  packed: i32,
  c: usize,
  cStride: usize,
  rows: i32,
  inner: i32,
  columns: i32,
): void {
  for (let j = 0; j < columns; j += WIDE) {
    const bStep: usize = packed - j > NARROW ? 64 : 32;
    const width = min(WIDE, columns - j);
    strip(
      a,
      aStride,
      2 * aStride,
      4,
      inner,
      at(b, j * inner),
      bStep,
      ZEROS,
      0,
      at(c, j),
      cStride,
      rows,
      width,
      width,
      0,
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
  for (let j = 0; j < columns; ) {
    const left = columns - j;
    const width = panelWidth(left, WIDE);
    strip(
      a,
      aStride,
      2 * aStride,
      4,
      inner,
      at(b, j),
      bStride,
      ZEROS,
      0,
      at(c, j),
      cStride,
      rows,
      width,
      left,
      0,
    );
    j += width;
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
  for (let j = 0; j < outputs; ) {
    const to = at(c, j);
    const from = add ? to : ZEROS;
    const fromStride = add ? cStride : 0;
    const left = outputs - j;
    const width = panelWidth(left, WIDEST);
    strip(a, 4, hop, aStep, count, at(b, j), bStep, from, fromStride, to, cStride, inputs, width, left, 0);
    j += width;
  }
}

/** A {@link strip} with a packed panel of `width` columns. */
function tiles(
  a: usize,
  second: usize,
  hop: usize,
  aStep: usize,
  count: i32,
  panel: usize,
  width: i32,
  from: usize,
  fromStride: usize,
  c: usize,
  cStride: usize,
  rows: i32,
  left: i32,
  end: usize,
): void {
  const bStep = (width as usize) << 2;
  strip(a, second, hop, aStep, count, panel, bStep, from, fromStride, c, cStride, rows, width, left, end);
}

/**
 * At most `width` columns: c[i] = from[i] + Σₖ a[i]ₖ · b[k], of which `left` are wanted. Row 2n of a begins at
 * a + n·hop, row 2n + 1 `second` behind it; k steps by `aStep`.
 */
function strip(
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
  width: i32,
  left: i32,
  end: usize,
): void {
  const last = left < width ? end : usize.MAX_VALUE;
  if (width > NARROW) {
    for (let i = 0; i < rows; i += 2) {
      const more = rows - i > 1;
      const other = more ? a + second : a;
      const to = more ? c + cStride : NOWHERE;
      const fits = (more ? to : c) + ((width as usize) << 2) <= last;
      const f = from + fromStride;
      const c0 = fits ? c : EDGE;
      const c1 = fits ? to : EDGE + 128;
      if (width == WIDEST) tile2x20(a, other, aStep, count, b, bStep, from, f, c0, c1);
      else tile2x16(a, other, aStep, count, b, bStep, from, f, c0, c1);
      if (!fits) {
        copyRow(EDGE, c, left);
        if (more) copyRow(EDGE + 128, to, left);
      }
      a += hop;
      from += 2 * fromStride;
      c += 2 * cStride;
    }
  } else {
    for (let i = 0; i < rows; i += 4) {
      const m = min(4, rows - i);
      const fits = c + ((m - 1) as usize) * cStride + 32 <= last;
      const c0 = fits ? c : EDGE;
      tile4x8(a, second, hop, aStep, count, b, bStep, from, fromStride, c0, fits ? cStride : 32, m);
      if (!fits) {
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

function tile2x20(
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
  let p4 = v128.load(from, 64);
  let q0 = v128.load(from1);
  let q1 = v128.load(from1, 16);
  let q2 = v128.load(from1, 32);
  let q3 = v128.load(from1, 48);
  let q4 = v128.load(from1, 64);
  const end = a + (count as usize) * aStep;
  do {
    const s = v128.load32_splat(a);
    const t = v128.load32_splat(other);
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = v128.load(b, 32);
    p0 = madd(s, b0, p0);
    q0 = madd(t, b0, q0);
    p1 = madd(s, b1, p1);
    q1 = madd(t, b1, q1);
    p2 = madd(s, b2, p2);
    q2 = madd(t, b2, q2);
    if (b == 0) break; // never: see above
    const b3 = v128.load(b, 48);
    const b4 = v128.load(b, 64);
    p3 = madd(s, b3, p3);
    q3 = madd(t, b3, q3);
    p4 = madd(s, b4, p4);
    q4 = madd(t, b4, q4);
    a += aStep;
    other += aStep;
    b += bStep;
  } while (a != end);
  v128.store(c, p0);
  v128.store(c, p1, 16);
  v128.store(c, p2, 32);
  v128.store(c, p3, 48);
  v128.store(c, p4, 64);
  v128.store(c1, q0);
  v128.store(c1, q1, 16);
  v128.store(c1, q2, 32);
  v128.store(c1, q3, 48);
  v128.store(c1, q4, 64);
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
