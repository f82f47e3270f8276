/**
 * Equal tokens, equal FLOPs or equal seconds: what a run had reached when it had spent a budget. Columns are
 * those of a run's tables, the axis in ascending order (`metrics/axis.ts`).
 */

/** A value and the place on the axis where it was taken. */
export interface Reached {
  readonly at: number;
  readonly value: number;
}

/** How many entries of an ascending axis lie at or before a budget (binary search). */
export function countUpTo(axis: ArrayLike<number>, budget: number): number {
  let [low, high] = [0, axis.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((axis[middle] as number) <= budget) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The last finite value at or before a budget; null where there is none. Scores are not interpolated: an
 * ability may come at once between two evaluations, and a score that nobody measured is not told.
 */
export function lastUpTo(axis: ArrayLike<number>, values: ArrayLike<number>, budget: number): Reached | null {
  for (let row = countUpTo(axis, budget) - 1; row >= 0; row--) {
    const value = values[row] as number;
    if (Number.isFinite(value)) return { at: axis[row] as number, value };
  }
  return null;
}

/** A training loss is told as the mean of this many steps: one step's batch is too noisy. */
const ROWS = 50;

/** The mean of the last (up to `rows`) finite values at or before a budget; null where there is none. */
export function meanUpTo(
  axis: ArrayLike<number>,
  values: ArrayLike<number>,
  budget: number,
  rows: number = ROWS,
): Reached | null {
  const end = countUpTo(axis, budget);
  let sum = 0;
  let count = 0;
  for (let row = Math.max(0, end - rows); row < end; row++) {
    const value = values[row] as number;
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return count > 0 ? { at: axis[end - 1] as number, value: sum / count } : null;
}

/**
 * The largest budget that every run has spent: the least of what they have reached. Null where there is no run
 * or one has not begun (0 or NaN), because nothing can be compared then.
 */
export function sharedBudget(reached: readonly number[]): number | null {
  const least = reached.reduce((a, b) => (b < a ? b : a), Number.POSITIVE_INFINITY);
  return reached.length > 0 && reached.every((spent) => spent > 0) && Number.isFinite(least) ? least : null;
}
