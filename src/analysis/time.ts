/** How far one cohort is. */
export interface Pace {
  /** Seconds one step of this cohort takes; NaN while unknown. */
  readonly secondsPerStep: number;
  readonly stepsLeft: number;
  /** What one of its steps costs beside those of the others, in any unit; left out, all cost the same. */
  readonly cost?: number;
}

/** Rows of the newest pace: enough to be calm, few enough to follow a change of load. */
const ROWS = 50;

/** Seconds per step over the newest rows of a cohort's table; NaN before two rows. */
export function secondsPerStep(steps: ArrayLike<number>, wallTimes: ArrayLike<number>): number {
  const last = steps.length - 1;
  const first = Math.max(0, last - ROWS);
  if (last <= first) return Number.NaN;
  const seconds = (wallTimes[last] as number) - (wallTimes[first] as number);
  return seconds / ((steps[last] as number) - (steps[first] as number));
}

/**
 * Seconds until each cohort is done, all of them sharing one device or worker; cohorts narrow to wide.
 * `together` advances all at equal steps, so a cohort waits for the others' steps as long as it has
 * steps left itself; `narrow-first` waits for the narrower ones. A cohort whose pace is unknown is
 * told by the slowest known one, in proportion to what their steps cost.
 */
export function timeLeft(cohorts: readonly Pace[], order: "together" | "narrow-first"): number[] {
  const known = cohorts.filter((c) => Number.isFinite(c.secondsPerStep));
  if (known.length === 0) return cohorts.map((c) => (c.stepsLeft > 0 ? Number.NaN : 0));
  const slowest = known.reduce((a, b) => (b.secondsPerStep > a.secondsPerStep ? b : a));
  const times = (c: Pace) => (c.cost ?? 1) / (slowest.cost ?? 1);
  const pace = (c: Pace) =>
    Number.isFinite(c.secondsPerStep) ? c.secondsPerStep : slowest.secondsPerStep * times(c);
  return cohorts.map((own, i) => {
    if (own.stepsLeft <= 0) return 0;
    const before = order === "together" ? cohorts : cohorts.slice(0, i + 1);
    const steps = (other: Pace) =>
      order === "together" ? Math.min(own.stepsLeft, other.stepsLeft) : other.stepsLeft;
    return before.reduce((sum, other) => sum + steps(other) * pace(other), 0);
  });
}
