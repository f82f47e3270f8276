/** Straight lines and parabolas through few points. */

/** The least-squares slope of y over x; NaN with fewer than two different x. */
export function slopeOf(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  let [products, squares] = [0, 0];
  for (const [i, xi] of x.entries()) {
    products += (xi - mx) * ((y[i] as number) - my);
    squares += (xi - mx) ** 2;
  }
  return products / squares;
}

/**
 * Where a curve over evenly spaced x is least: the vertex of the parabola through the least point and its two
 * neighbours, at most half a space from it. Null where the least point is the first or last, so that the curve
 * may fall further outside, or where nothing is finite.
 *
 * @param y one a place; those that are not finite (diverged) count as infinitely large
 */
export function leastAt(x: readonly number[], y: readonly number[]): number | null {
  const height = (i: number) => (Number.isFinite(y[i]) ? (y[i] as number) : Number.POSITIVE_INFINITY);
  const least = x.reduce((best, _, i) => (height(i) < height(best) ? i : best), 0);
  if (least === 0 || least === x.length - 1 || height(least) === Number.POSITIVE_INFINITY) return null;
  const [before, at, after] = [height(least - 1), height(least), height(least + 1)];
  const space = (x[least + 1] as number) - (x[least] as number);
  const shift = (before - after) / (2 * (before - 2 * at + after));
  if (Number.isFinite(shift)) return (x[least] as number) + space * shift;
  return x[least] as number; // flat, or beside what has diverged
}
