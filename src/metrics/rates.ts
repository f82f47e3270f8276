import type { Recipe } from "../recipe/schema.ts";
import { type VariantWords, variantLabel, variantName, variantRecipe } from "../recipe/variants.ts";
import type { Run } from "./run.ts";

/** The variants of a sweep that differ in nothing but the learning rate, and what they lost. */
export interface RatePanel {
  /** What they have in common: `muP`, `2 layers, standard`; empty where variants differ in nothing else. */
  readonly label: string;
  /** Narrow to wide. */
  readonly widths: readonly number[];
  /** Ascending. */
  readonly rates: readonly number[];
  /** The name of each rate's variant. */
  readonly variants: readonly string[];
  /** One array a rate, one a width: held-out loss, mean over seeds; NaN where there is none or a seed diverged. */
  readonly losses: readonly (readonly number[])[];
  /** The same places: how many seeds diverged. */
  readonly diverged: readonly (readonly number[])[];
}

/**
 * A sweep's losses by learning rate, a panel for each other setting; empty where no two variants differ in the
 * learning rate alone.
 *
 * @param runs all of the sweep; none before it has begun
 * @param step what runs are compared at; where it is infinite, the ends of those that have ended
 */
export function ratePanels(
  recipe: Recipe,
  runs: readonly Run[],
  words: VariantWords,
  step: number = Number.POSITIVE_INFINITY,
): RatePanel[] {
  const groups = new Map<string, string[]>();
  for (const name of recipe.variants.map(variantName)) {
    const { layers, parametrisation } = variantRecipe(recipe, name);
    const key = `${layers} ${parametrisation}`;
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()]
    .filter((variants) => variants.length > 1)
    .map((variants) => ({
      label: variantLabel(recipe, variants[0], words, "learningRate"),
      ...panelOf(recipe, variants, runs, step),
    }));
}

function panelOf(recipe: Recipe, group: readonly string[], runs: readonly Run[], step: number) {
  const rateOf = (variant: string) => variantRecipe(recipe, variant).learningRate;
  const variants = [...group].sort((a, b) => rateOf(a) - rateOf(b));
  const inEach = (value: (runs: readonly Run[]) => number) =>
    variants.map((variant) =>
      recipe.widths.map((width) =>
        value(runs.filter((run) => run.variant === variant && run.width === width)),
      ),
    );
  return {
    widths: recipe.widths,
    rates: variants.map(rateOf),
    variants,
    losses: inEach((seeds) => meanLoss(seeds, step)),
    diverged: inEach((seeds) => seeds.filter((run) => run.status === "diverged").length),
  };
}

function meanLoss(seeds: readonly Run[], step: number): number {
  const losses = seeds.map((run) => {
    const isComparable = Number.isFinite(step) || run.status === "done" || run.status === "stopped";
    if (run.status === "diverged" || !isComparable) return Number.NaN;
    const row = run.eval.column("step").findLastIndex((at) => at <= step);
    return run.eval.column("loss/heldout")[row] ?? Number.NaN;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
