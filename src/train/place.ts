import { FITTED, type StepSize, secondsOf, stepCost } from "../analysis/cost.ts";
import type { ModelShape } from "../model/spec.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { CohortKey } from "../recipe/variants.ts";

/** Runs of one cohort that one worker trains together. */
export interface Part extends CohortKey {
  readonly seeds: readonly number[];
}

/** What of a model decides how long its step takes. */
export const stepSize = (shape: ModelShape, batch: number, replicas: number): StepSize => ({
  layers: shape.nLayers,
  width: shape.dModel,
  heads: shape.nHeads,
  vocabulary: shape.vocabulary,
  context: shape.context,
  batch,
  replicas,
});

/** How long a token of a run takes, beside those of other cohorts of the same recipe. */
export const tokenCost = (shape: ModelShape): number =>
  secondsOf(stepCost(stepSize(shape, 1, 1)), FITTED) / shape.context;

/**
 * Places every run (cohort, seed) on one of so many workers, each time on the least loaded one: the costliest
 * first for `together`, so that all end at about the same time; in the order of cohorts for `narrow-first`. The
 * loads differ by at most one run.
 *
 * @param cohorts narrow to wide
 * @param cost of a run of a cohort, in any unit
 * @returns for each worker its parts in the order of cohorts; none is empty unless there are fewer runs
 */
export function place(
  cohorts: readonly CohortKey[],
  { seeds, order }: Pick<Recipe, "seeds" | "order">,
  cost: (cohort: CohortKey) => number,
  workers: number,
): Part[][] {
  const shares = Array.from({ length: workers }, () => ({ load: 0, seeds: new Map<CohortKey, number[]>() }));
  const queue = order === "together" ? [...cohorts].sort((a, b) => cost(b) - cost(a)) : cohorts;
  for (const cohort of queue) {
    for (const seed of seeds) {
      const least = shares.reduce((a, b) => (b.load < a.load ? b : a));
      least.load += cost(cohort);
      least.seeds.set(cohort, [...(least.seeds.get(cohort) ?? []), seed]);
    }
  }
  return shares.map((share) =>
    cohorts.flatMap((cohort) => {
      const own = share.seeds.get(cohort);
      return own ? [{ ...cohort, seeds: own }] : [];
    }),
  );
}
