import { type Interval, Z975 } from "./bootstrap.ts";
import { isThere, TAU } from "./score.ts";

/**
 * Wilson's score interval of a share (Wilson, 1927; recommended for few trials by Brown, Cai & DasGupta,
 * 2001): (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Null without trials.
 */
export function wilson(successes: number, trials: number, z: number = Z975): Interval | null {
  if (!(trials > 0)) return null;
  const p = successes / trials;
  const squared = (z * z) / trials;
  const centre = p + squared / 2;
  const half = z * Math.sqrt((p * (1 - p)) / trials + squared / (4 * trials));
  // all or none: exactly 1 and 0, which rounding would miss
  return {
    low: successes === 0 ? 0 : (centre - half) / (1 + squared),
    high: successes === trials ? 1 : (centre + half) / (1 + squared),
  };
}

/** How many seeds of one width have an ability, apart from how good those are. */
export interface Success {
  /** Seeds measured. */
  readonly seeds: number;
  /** Seeds whose rescaled score passes τ. */
  readonly passed: number;
  readonly share: number;
  /** Wilson's 95 % interval of the share. */
  readonly interval: Interval;
  /** Mean score, not rescaled, of the seeds that passed; null where none did. */
  readonly meanGivenSuccess: number | null;
}

/**
 * P(success) of one width: outcomes that split into all and nothing are told by their share, since their mean
 * is a score that no seed has. Null where nothing was measured.
 *
 * @param scores one a seed, not rescaled; non-finite ones (not measured) do not count
 */
export function success(scores: readonly number[], chance: number, tau: number = TAU): Success | null {
  const measured = scores.filter(Number.isFinite);
  const interval = (passed: number) => wilson(passed, measured.length);
  const there = measured.filter((score) => isThere(score, chance, tau));
  const found = interval(there.length);
  return (
    found && {
      seeds: measured.length,
      passed: there.length,
      share: there.length / measured.length,
      interval: found,
      meanGivenSuccess: there.length > 0 ? there.reduce((sum, s) => sum + s, 0) / there.length : null,
    }
  );
}
