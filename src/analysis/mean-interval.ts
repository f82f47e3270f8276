import { Rng } from "../lib/rng.ts";
import { expandedTail, type Interval, LEAST_SEEDS, percentileInterval, RESAMPLES } from "./bootstrap.ts";

/** Which seeds each resample draws, by the number of seeds: the same for every mean, so drawn once. */
const drawn = new Map<number, Uint32Array>();

function picks(n: number): Uint32Array {
  const known = drawn.get(n);
  if (known) return known;
  const rng = Rng.fromSeed(0).fork("mean");
  const made = Uint32Array.from({ length: RESAMPLES * n }, () => rng.below(n));
  drawn.set(n, made);
  return made;
}

/** Intervals found so far, the newest {@link MOST}: charts ask again for every cell, and few have changed. */
const found = new Map<string, Interval>();
const MOST = 4096;

/**
 * The 95 % interval of a mean over seeds by the bootstrap, as wide as few seeds ask for (`expandedTail`): with
 * three, from the least to the greatest. Null below three seeds. Made for charts that ask often: all means over
 * as many seeds share their draws.
 */
export function meanInterval(values: readonly number[]): Interval | null {
  const n = values.length;
  if (n < LEAST_SEEDS) return null;
  const [first] = values;
  if (first !== undefined && values.every((value) => value === first)) return { low: first, high: first };
  const key = values.join(" ");
  const known = found.get(key);
  if (known) return known;
  if (found.size >= MOST) found.clear();
  const interval = bootstrapped(values);
  found.set(key, interval);
  return interval;
}

function bootstrapped(values: readonly number[]): Interval {
  const n = values.length;
  const chosen = picks(n);
  const means = new Array<number>(RESAMPLES);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[chosen[resample * n + i] as number] as number;
    means[resample] = sum / n;
  }
  return percentileInterval(means, expandedTail(n));
}
