/**
 * Charts of long series: one value a pixel, however many rows lie in it. All runs of a chart are laid on one grid of
 * slots, each a pixel wide, so that runs can be averaged slot by slot.
 */

import { countUpTo } from "../analysis/budget.ts";
import type { Pyramid } from "./pyramid.ts";

/** Slots of equal width on the screen, from `from` to `to` on the axis, linear or logarithmic. */
export interface Grid {
  /** The middle of each slot (slots), ascending. */
  readonly x: Float64Array;
  /** Where each slot begins, and where the last one ends (slots + 1). */
  readonly edges: Float64Array;
}

/** A grid of `slots` slots; where it is logarithmic, `from` is above 0. */
export function makeGrid(from: number, to: number, slots: number, isLog = false): Grid {
  const place = (share: number) => (isLog ? from * (to / from) ** share : from + (to - from) * share);
  return {
    x: Float64Array.from({ length: slots }, (_, i) => place((i + 0.5) / slots)),
    edges: Float64Array.from({ length: slots + 1 }, (_, i) => place(i / slots)),
  };
}

/** The slot of a place on the axis; below 0 or beyond the last one where it is outside. */
export const slotOf = ({ edges }: Grid, at: number): number => countUpTo(edges, at) - 1;

/** Rows of a series on an axis: a column of places (ascending) and what one unit of it is worth. */
export interface Places {
  readonly column: Float64Array;
  readonly unit: number;
}

/**
 * A series laid on slots `first` and later of `out` (slots): in the middle of a slot the value on the line between
 * the rows beside it, NaN where the series does not reach. O(slots), not O(rows).
 */
export function lineOnto(
  out: Float64Array,
  grid: Grid,
  { column, unit }: Places,
  values: Float64Array,
  first = 0,
): void {
  const last = column.length - 1;
  const pace = paceOf(column);
  let row = -1;
  for (let slot = first; slot < out.length; slot++) {
    const x = (grid.x[slot] as number) / unit;
    row = nextRow(column, row, x, pace);
    const isBefore = row < 0 && last >= 0 && (grid.edges[slot + 1] as number) >= (column[0] as number) * unit;
    const isAfter = row === last && last >= 0;
    if (isBefore) out[slot] = values[0] as number;
    else if (row < 0) out[slot] = Number.NaN;
    else if (isAfter && (grid.edges[slot] as number) > (column[last] as number) * unit)
      out[slot] = Number.NaN;
    else if (isAfter) out[slot] = values[last] as number;
    else out[slot] = between(column, values, row, x);
  }
}

function between(column: Float64Array, values: Float64Array, row: number, x: number): number {
  const [from, to] = [column[row] as number, column[row + 1] as number];
  const [a, b] = [values[row] as number, values[row + 1] as number];
  return to > from ? a + ((b - a) * (x - from)) / (to - from) : b;
}

/**
 * The last row at or before `x`, from one that is known to be. Rows mostly come at one pace: where they do, the second
 * look is the last; a search only where they do not.
 */
function nextRow(column: Float64Array, row: number, x: number, pace: number): number {
  const known = Math.max(row, 0);
  const guess = known + Math.floor((x - (column[known] as number)) / pace);
  if (guess > row && (column[guess] as number) <= x && !((column[guess + 1] as number) <= x)) return guess;
  let [low, high] = [row + 1, column.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** How far a row is from the next, on the mean. */
const paceOf = (column: Float64Array): number =>
  ((column[column.length - 1] ?? 0) - (column[0] ?? 0)) / Math.max(1, column.length - 1);

/** The least and greatest of the rows in each slot from `first` on; NaN in slots without rows. No peak is lost. */
export function extremesOnto(
  low: Float64Array,
  high: Float64Array,
  grid: Grid,
  { column, unit }: Places,
  extremes: Pyramid,
  first = 0,
): void {
  const end = low.length;
  const pace = paceOf(column);
  let row = nextRow(column, -1, (grid.edges[first] as number) / unit, pace);
  for (let slot = first; slot < end; slot++) {
    const next = nextRow(column, row, (grid.edges[slot + 1] as number) / unit, pace);
    const [least, most] = extremes.range(row + 1, next + 1);
    low[slot] = Number.isFinite(least) ? least : Number.NaN;
    high[slot] = Number.isFinite(most) ? most : Number.NaN;
    row = next;
  }
}
