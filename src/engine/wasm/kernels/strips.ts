/** Products as strips of tiles: a panel of columns, all rows. Strides and steps are bytes. AssemblyScript. */
import { at, storeFirst } from "./simd";
import { NOWHERE, tile2x16, tile2x20, tile4x8 } from "./tiles";

/** Columns of panels. Without fused multiply-adds each product needs a register of its own, so fewer fit. */
export const WIDEST: i32 = ASC_FEATURE_RELAXED_SIMD ? 20 : 16;
const WIDE: i32 = 16;
const NARROW: i32 = 8;

/** What sums without a bias begin with. */
const ZEROS = memory.data(128, 64);
/** Rows of a tile of which not everything is wanted. */
const EDGE = memory.data(256, 64);

/** Columns of the next panel where `left` are left: such that little of the last one is not wanted. */
export function panelWidth(left: i32, most: i32): i32 {
  if (most > WIDE && (left > 32 || (left > 24 && left <= 28) || (left > 16 && left <= 20))) return most;
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
  strip(
    a,
    aStride,
    hop,
    4,
    inner,
    lastPanel,
    width << 2,
    at(bias, last),
    0,
    at(c, last),
    cStride,
    rows,
    width,
    rest,
    end,
  );
  for (let j = 0; j < last; ) {
    const width = panelWidth(columns - j, WIDEST);
    const panel = at(b, j * inner);
    strip(
      a,
      aStride,
      hop,
      4,
      inner,
      panel,
      width << 2,
      at(bias, j),
      0,
      at(c, j),
      cStride,
      rows,
      width,
      width,
      0,
    );
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
    pairs(a, second, hop, aStep, count, b, bStep, from, fromStride, c, cStride, rows, width, left, last);
  } else quads(a, second, hop, aStep, count, b, bStep, from, fromStride, c, cStride, rows, left, last);
}

/** A strip of 20 or 16 columns; behind `last` nothing may be written. */
function pairs(
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
  last: usize,
): void {
  for (let i = 0; i < rows; i += 2) {
    const more = rows - i > 1;
    const other = more ? a + second : a;
    const to = more ? c + cStride : NOWHERE;
    const fits = (more ? to : c) + ((width as usize) << 2) <= last;
    const f = from + fromStride;
    const c0 = fits ? c : EDGE;
    const c1 = fits ? to : EDGE + 128;
    if (width > WIDE) tile2x20(a, other, aStep, count, b, bStep, from, f, c0, c1);
    else tile2x16(a, other, aStep, count, b, bStep, from, f, c0, c1);
    if (!fits) {
      copyRow(EDGE, c, left);
      if (more) copyRow(EDGE + 128, to, left);
    }
    a += hop;
    from += 2 * fromStride;
    c += 2 * cStride;
  }
}

/** A strip of 8 columns. */
function quads(
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
  last: usize,
): void {
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

/** The first n floats of a row. */
function copyRow(from: usize, to: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) storeFirst(at(to, i), v128.load(at(from, i)), n - i);
}
