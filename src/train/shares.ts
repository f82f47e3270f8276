import type { CohortSpec, Engine } from "../engine/engine.ts";
import type { Share } from "../protocol.ts";
import type { Recipe } from "../recipe/schema.ts";
import { type CohortKey, cohortsOf, variantRecipe } from "../recipe/variants.ts";
import { type Part, place, tokenCost } from "./place.ts";
import { cohortSpec, memoryProblem, modelShape, type Work } from "./prepare.ts";

/** The shares of all workers, and why they cannot be trained; null where they can. */
export interface Shares {
  readonly shares: readonly (readonly Part[])[];
  readonly refusal: string | null;
}

/**
 * Divides a sweep among workers. An engine on a GPU has one worker: the GPU is one, however many ask it. Others
 * have as many as are allowed, but no more than there are runs, and no more than memory has room for.
 */
export function shareOut(work: Work, engine: Engine, share: Share): Shares {
  const { recipe, mixture } = work;
  const cohorts = cohortsOf(recipe);
  const shapeOf = ({ width, variant }: CohortKey) =>
    modelShape(variantRecipe(recipe, variant), mixture, width);
  const costs = new Map(cohorts.map((cohort) => [cohort, tokenCost(shapeOf(cohort))]));
  const placed = (workers: number) =>
    place(cohorts, recipe, (cohort) => costs.get(cohort) as number, workers);
  if (share.index > 0) return { shares: placed(share.of), refusal: null }; // the first has looked
  const runs = cohorts.length * recipe.seeds.length;
  let workers = engine.info.backend === "webgpu" ? 1 : Math.min(share.of, runs);
  for (;;) {
    const shares = placed(workers);
    const refusal = refusalOf(work, engine, shares);
    if (refusal === null || workers === 1) return { shares, refusal };
    workers--;
  }
}

/** The recipe of a part of one worker's share. */
export const partRecipe = (recipe: Recipe, { variant, seeds }: Part): Recipe => ({
  ...variantRecipe(recipe, variant),
  seeds,
});

function refusalOf(work: Work, engine: Engine, shares: Shares["shares"]): string | null {
  const problem = memoryProblem(work, shares);
  if (problem !== null) return problem;
  const specs = new Map<string, CohortSpec>(); // the same object for equal ones, which the engine looks at once
  const all = shares.flat().map((part) => {
    const recipe = partRecipe(work.recipe, part);
    const key = [part.width, part.seeds.length, recipe.layers, recipe.parametrisation].join(" ");
    const spec = specs.get(key) ?? cohortSpec(recipe, work.mixture, part.width);
    specs.set(key, spec);
    return spec;
  });
  return engine.refusal?.(all) ?? null;
}
