/** How far a start is, before its first step: an engine tested, variants timed, kernels compiled, widths built. */
export interface Preparing {
  readonly phase: "self-test" | "tuning" | "kernels" | "width";
  /** The width that is being built; 0 while the engine itself is being made ready. */
  readonly width: number;
  /** The place of its cohort among all that will be built, from 1; 0 before the first. */
  readonly place: number;
  readonly cohorts: number;
  /** What is ready of this phase, and of how much; both 0 where nothing is counted. */
  readonly done: number;
  readonly of: number;
}

/** `Preparing width 16: 37 of 62 kernels compiled`. */
export function preparingWords({ phase, width, done, of }: Preparing): string {
  const kernels = `${done} of ${of} kernels compiled`;
  if (phase === "self-test") return `Testing this adapter: ${kernels}`;
  if (phase === "tuning") return `Preparing width ${width}: timing kernels, shape ${done + 1} of ${of}`;
  if (phase === "kernels") return `Preparing width ${width}: ${kernels}`;
  return `Preparing width ${width}`;
}

/**
 * The part that is behind us, 0 to 1: the engine and each cohort count the same. Tuning comes before a cohort's
 * kernels and is no part of this: it takes two seconds at most.
 */
export function preparingShare({ phase, place, cohorts, done, of }: Preparing): number {
  const part = phase !== "tuning" && of > 0 ? done / of : 0;
  return (place + part) / (cohorts + 1);
}
