import { type Interval, LEAST_SEEDS } from "./bootstrap.ts";

/**
 * The median of ascending numbers of which some are ±∞ (censored). Between two finite ones it is their mean;
 * beside a censored one it is the lower: the first place that half of them have reached (the Kaplan–Meier
 * median, as R's survfit tells it).
 */
export function medianOf(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) >> 1;
  return between(sorted[middle]!, sorted[sorted.length >> 1]!);
}

const between = (lower: number, upper: number): number =>
  Number.isFinite(lower) && Number.isFinite(upper) ? (lower + upper) / 2 : lower;

/**
 * The 95 % percentile interval of the bootstrapped median, exactly: the one that more and more resamples come
 * to, because how often each rank is a resample's median is known (Maritz & Jarrett, 1978; Efron, 1982,
 * section 10.3). Null below three numbers.
 *
 * @param sorted ascending, may be infinite
 */
export function medianInterval(sorted: readonly number[], tail = 0.025): Interval | null {
  if (sorted.length < LEAST_SEEDS) return null;
  const medians = resampledMedians(sorted).sort(
    (a, b) => Number(a.median > b.median) - Number(a.median < b.median),
  );
  const quantile = (share: number) => {
    let sum = 0;
    return medians.find(({ probability }) => {
      sum += probability;
      return sum >= share;
    })?.median;
  };
  return { low: quantile(tail)!, high: quantile(1 - tail)! };
}

/** Every median that a resample can have, with its probability. */
export function resampledMedians(sorted: readonly number[]): { median: number; probability: number }[] {
  const n = sorted.length;
  const half = (n + 1) >> 1; // the lower middle one is the half-th of the resample
  const even = n % 2 === 0;
  return sorted.flatMap((lower, i) => {
    let both = binomialTail(n, half, (i + 1) / n) - binomialTail(n, half, i / n); // rank i is the lower one
    const apart = sorted.slice(even ? i + 1 : n).map((upper, k) => {
      const probability = splitProbability(n, i, i + 1 + k);
      both -= probability;
      return { median: between(lower, upper), probability };
    });
    return [{ median: lower, probability: both }, ...apart];
  });
}

/** P(the middle two of an even resample have ranks i < j): half at or below i, one of them i, and half from j on. */
function splitProbability(n: number, i: number, j: number): number {
  const half = n / 2;
  const low = ((i + 1) / n) ** half - (i / n) ** half;
  const high = ((n - j) / n) ** half - ((n - j - 1) / n) ** half;
  return choose(n, half) * low * high;
}

/** P(at least k of n), each with probability p. */
function binomialTail(n: number, k: number, p: number): number {
  let sum = 0;
  for (let m = k; m <= n; m++) sum += choose(n, m) * p ** m * (1 - p) ** (n - m);
  return sum;
}

function choose(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; i++) product *= (n - k + i) / i;
  return product;
}
