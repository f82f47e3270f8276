import { type Crossing, crossing, crossingAt, LINEAR, LOG2, positionOf, type Scale } from "./crossing.ts";
import { medianInterval, medianOf } from "./median.ts";
import { TAU } from "./score.ts";

/** Where an ability emerged, over seeds. On the axis of steps: when. */
export interface Emergence {
  /** Of the median seed: half of the seeds, or more, had it there or earlier. */
  readonly point: Crossing;
  /** The 95 % bootstrap interval over seeds; an end may be censored. Null below three seeds. */
  readonly interval: { readonly low: Crossing; readonly high: Crossing } | null;
  /** Seeds of which it is known. */
  readonly seeds: number;
}

/**
 * The emergence point: each seed's own crossing of τ; a seed without one is censored, never dropped; the
 * median over seeds, and its bootstrap over seeds. The mean score is not asked, because the mean of seeds
 * that either have an ability or lack it is a score that none of them has. Left out are seeds that lack it as
 * far as they were measured where others were measured further: those that diverged there.
 *
 * @param axis widths, narrow to wide
 * @param seeds rescaled scores: one array a seed, one score a place; NaN where not measured
 */
export function emergence(
  axis: readonly number[],
  seeds: readonly (readonly number[])[],
  { tau = TAU, scale = LOG2 }: Options = {},
): Emergence {
  const measured = axis.filter((_, i) => seeds.some((scores) => Number.isFinite(scores[i])));
  const widest = measured[measured.length - 1];
  const positions = seeds
    .map((scores) => crossing(axis, scores, tau, scale))
    .filter((found) => found.kind !== "unmeasured" && (found.kind !== "not-yet" || found.at === widest))
    .map((found) => positionOf(found, scale))
    .sort((a, b) => Number(a > b) - Number(a < b)); // ∞ − ∞ is no number
  if (positions.length === 0) return { point: { kind: "unmeasured" }, interval: null, seeds: 0 };
  const at = (position: number) => crossingAt(position, measured, scale);
  const ends = medianInterval(positions);
  return {
    point: at(medianOf(positions)),
    interval: ends && { low: at(ends.low), high: at(ends.high) },
    seeds: positions.length,
  };
}

interface Options {
  readonly tau?: number;
  readonly scale?: Scale;
}

/**
 * Time to emergence: the same on the axis of steps, for one width.
 *
 * @param steps of the evaluations, ascending
 * @param seeds rescaled scores: one array a seed, one score an evaluation
 */
export const timeToEmergence = (
  steps: readonly number[],
  seeds: readonly (readonly number[])[],
  options: Omit<Options, "scale"> = {},
): Emergence => emergence(steps, seeds, { ...options, scale: LINEAR });

/**
 * How sharply a score rises: the ratio of the widths at which it passes 0.9 and 0.1, 1 at the sharpest; null
 * where either is censored. Far from stable on five widths: a description, not a claim.
 */
export function sharpness(axis: readonly number[], scores: readonly number[]): number | null {
  const [start, end] = [crossing(axis, scores, 0.1), crossing(axis, scores, 0.9)];
  return start.kind === "between" && end.kind === "between" ? end.at / start.at : null;
}
