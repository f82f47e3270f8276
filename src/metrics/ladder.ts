import type { CohortSummary } from "../protocol.ts";
import { isSameCohort } from "../recipe/variants.ts";
import type { Run } from "./run.ts";
import type { SweepLog } from "./sweep.ts";

/** What evaluations gave, seed by seed: the plain numbers that the functions of `analysis` take. */

/** One evaluated column of the runs of one width. */
export interface Evaluations {
  /** Steps of the evaluations (of the run that has most), ascending. */
  readonly steps: readonly number[];
  /** One array a run, one value a step; NaN where that run has not been evaluated. */
  readonly seeds: readonly (readonly number[])[];
}

/** A column over time. Runs of one recipe are evaluated at the same steps, and one that diverges has fewer. */
export function evaluationsOf(runs: readonly Run[], column: string): Evaluations {
  const longest = runs.reduce<Run | undefined>(
    (a, b) => (a && a.eval.length >= b.eval.length ? a : b),
    undefined,
  );
  const steps = longest ? [...longest.eval.column("step")] : [];
  const seeds = runs.map((run) => {
    const values = run.eval.column(column);
    return steps.map((_, i) => values[i] ?? Number.NaN);
  });
  return { steps, seeds };
}

/** What the widths of a ladder can be measured by: non-embedding parameters, or the FLOPs of one run's training. */
export const SIZES = ["parameters", "flops"] as const;
export type SizeMeasure = (typeof SIZES)[number];

/** Held-out losses of a ladder's widths, for a scaling fit. */
export interface LadderOfLosses {
  /** One a width: non-embedding parameters, or the FLOPs of one run's training. */
  readonly sizes: readonly number[];
  /** One array a seed, one loss a width; NaN where there is none. */
  readonly seeds: readonly (readonly number[])[];
}

/**
 * The held-out losses of a sweep without variants, or of one of them (`variantSweep`), at a step that all widths are compared at, or the final ones: then only of runs that have
 * taken all their steps. Runs that have diverged have none.
 *
 * @param size what the widths are measured by
 * @param step an evaluated step; the recipe's last where not given
 */
export function ladderLosses(
  sweep: SweepLog,
  size: SizeMeasure,
  step: number = sweep.summary.recipe.steps,
): LadderOfLosses {
  const { cohorts, recipe } = sweep.summary;
  const sizeOf = (cohort: CohortSummary) =>
    size === "parameters" ? cohort.nonEmbedding : cohort.flopsPerToken * cohort.tokensPerStep * step;
  const lossOf = (cohort: CohortSummary, seed: number) => {
    const run = sweep.runs.find((candidate) => isSameCohort(candidate, cohort) && candidate.seed === seed);
    if (!run || run.status === "diverged") return Number.NaN;
    return run.eval.column("loss/heldout")[run.eval.column("step").lastIndexOf(step)] ?? Number.NaN;
  };
  return {
    sizes: cohorts.map(sizeOf),
    seeds: recipe.seeds.map((seed) => cohorts.map((cohort) => lossOf(cohort, seed))),
  };
}
