/** How far one cohort is. */
export interface Pace {
  /** Seconds one step of this cohort takes; NaN while unknown. */
  readonly secondsPerStep: number;
  readonly stepsLeft: number;
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
 * taken to be as slow as the slowest known one: a lower bound, since it is wider.
 */
export function timeLeft(cohorts: readonly Pace[], order: "together" | "narrow-first"): number[] {
  const slowest = Math.max(...cohorts.map((c) => c.secondsPerStep).filter(Number.isFinite));
  if (!Number.isFinite(slowest)) return cohorts.map((c) => (c.stepsLeft > 0 ? Number.NaN : 0));
  const pace = (c: Pace) => (Number.isFinite(c.secondsPerStep) ? c.secondsPerStep : slowest);
  return cohorts.map((own, i) => {
    if (own.stepsLeft <= 0) return 0;
    const before = order === "together" ? cohorts : cohorts.slice(0, i + 1);
    const steps = (other: Pace) =>
      order === "together" ? Math.min(own.stepsLeft, other.stepsLeft) : other.stepsLeft;
    return before.reduce((sum, other) => sum + steps(other) * pace(other), 0);
  });
}
