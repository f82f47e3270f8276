import { finish, type Pieces } from "../lib/pieces.ts";
import type { Rng } from "../lib/rng.ts";

/** The two ends of an interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Resamples of a bootstrap: enough for its 2.5 % tails to be steady. */
export const RESAMPLES = 2000;

/** Fewest seeds over which an interval is told: fewer are a preview. */
export const LEAST_SEEDS = 3;

/**
 * The bootstrap (Efron, 1979): a statistic of `n` seeds that are drawn with replacement, again and again.
 * A seed is drawn with everything it has, its scores at all widths, so whatever ties those together is kept.
 *
 * @param statistic gets the indices of the seeds drawn (n), which it may sort
 * @returns what it said, one a resample; the same whenever it is asked with the same `rng`
 */
export const bootstrap = <T>(
  n: number,
  statistic: (picked: Uint32Array) => T,
  rng: Rng,
  resamples: number = RESAMPLES,
): T[] => finish(bootstrapping(n, statistic, rng, resamples));

/** Resamples between two chances to interrupt. */
const PIECE = 20;

/** {@link bootstrap} in pieces. */
export function* bootstrapping<T>(
  n: number,
  statistic: (picked: Uint32Array) => T,
  rng: Rng,
  resamples: number = RESAMPLES,
): Pieces<T[]> {
  const draws = rng.fork("bootstrap");
  const picked = new Uint32Array(n);
  const values: T[] = [];
  for (let resample = 1; resample <= resamples; resample++) {
    for (let i = 0; i < n; i++) picked[i] = draws.below(n);
    values.push(statistic(picked));
    if (resample % PIECE === 0) yield;
  }
  return values;
}

/**
 * The percentile interval (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, section 13.3): the k-th
 * smallest and k-th largest of B values, k = ⌊(B + 1)·tail⌋, at least 1. Values may be infinite, not NaN.
 */
export function percentileInterval(values: readonly number[], tail = 0.025): Interval {
  const unsorted = Float64Array.from(values);
  const k = Math.max(1, Math.floor((unsorted.length + 1) * tail));
  return { low: select(unsorted, k - 1), high: select(unsorted, unsorted.length - k) };
}

/** The value at a place of the ascending order, by Hoare's quickselect; it leaves the values in another order. */
function select(values: Float64Array, place: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let [i, j] = [low, high];
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      [values[i], values[j]] = [values[j] as number, values[i] as number];
      i++;
      j--;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  return values[place] as number;
}

/** Student's t at 97.5 % for 1 to 9 degrees of freedom. */
const T975 = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622];

/** The normal distribution's 97.5 % point. */
export const Z975 = 1.959963984540054;

/** Student's t at 97.5 %: a table, then the Cornish–Fisher series (Abramowitz & Stegun 26.7.5). */
function t975(freedom: number): number {
  const z = Z975;
  const first = (z ** 3 + z) / (4 * freedom);
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
  return T975[freedom - 1] ?? z + first + second;
}

/** P(Z > z) of a standard normal Z for z ≥ 0, to 7.5e-8 (Abramowitz & Stegun 26.2.17). */
export function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

/**
 * The tail of the expanded percentile interval (Hesterberg, arXiv:1411.5279, section 6): a plain percentile
 * interval of few seeds is too narrow, as a normal one with the divisor n would be. This tail, Φ(−t·√(n/(n−1)))
 * with t of n − 1 degrees of freedom, makes up for both. For smooth statistics such as means and fits.
 */
export const expandedTail = (n: number): number => normalTail(t975(n - 1) * Math.sqrt(n / (n - 1)));
