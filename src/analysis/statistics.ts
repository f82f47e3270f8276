/** Mean and extremes of the finite values among some; all NaN where there are none. */
export interface Spread {
  readonly n: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** Mean, least and greatest over seeds. Non-finite values (not measured) do not count. */
export function spread(values: readonly number[]): Spread {
  const finite = values.filter(Number.isFinite);
  const n = finite.length;
  if (n === 0) return { n, mean: Number.NaN, min: Number.NaN, max: Number.NaN };
  const mean = finite.reduce((sum, value) => sum + value, 0) / n;
  return { n, mean, min: Math.min(...finite), max: Math.max(...finite) };
}
