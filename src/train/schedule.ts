import type { Recipe } from "../recipe/schema.ts";

/** Cosine and linear decay end at this share of the peak. */
const FINAL_SHARE = 0.1;

/**
 * The learning rate of the update number `step` (1 … steps), before muP's multipliers: a linear
 * warm-up from 0, then cosine (Loshchilov & Hutter, arXiv:1608.03983) or linear decay to 10 %, or none.
 */
export function learningRate(
  recipe: Pick<Recipe, "learningRate" | "steps" | "warmup" | "schedule">,
  step: number,
): number {
  const { learningRate: peak, steps } = recipe;
  const warm = Math.round(recipe.warmup * steps);
  if (step <= warm) return (peak * step) / warm;
  const progress = (step - warm) / (steps - warm);
  return peak * (FINAL_SHARE + (1 - FINAL_SHARE) * remaining(recipe.schedule, progress));
}

/** How much of the fall is still to come, 1 to 0. */
function remaining(schedule: Recipe["schedule"], progress: number): number {
  if (schedule === "constant") return 1;
  return schedule === "linear" ? 1 - progress : 0.5 * (1 + Math.cos(Math.PI * progress));
}
