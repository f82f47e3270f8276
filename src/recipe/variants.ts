/** A sweep may train each width in several variants. A cohort is then (width, variant), a run (width, variant, seed). */
import type { Recipe, Variant } from "./schema.ts";

/** The fields that a variant may change, in the order in which they are told. */
export const VARIED = [
  "layers",
  "learningRate",
  "parametrisation",
] as const satisfies readonly (keyof Variant)[];

/** What is trained together: all seeds of one width, in one variant. */
export interface CohortKey {
  readonly width: number;
  /** The variant's name; left out where the recipe has none. */
  readonly variant?: string | undefined;
}

/** A variant's name in run ids: `l1`, `lr0.01-sp`. Short, stable, and different for different variants. */
export const variantName = ({ layers, learningRate, parametrisation }: Variant): string =>
  [
    ...(layers === undefined ? [] : [`l${layers}`]),
    ...(learningRate === undefined ? [] : [`lr${learningRate}`]),
    ...(parametrisation === undefined ? [] : [parametrisation === "mup" ? "mup" : "sp"]),
  ].join("-");

/** How people read a value that variants differ in, in one language. */
export interface VariantWords {
  layers(n: number): string;
  learningRate(rate: number): string;
  parametrisation(which: "mup" | "standard"): string;
}

/** The same in English. */
export const VARIANT_WORDS: VariantWords = {
  layers: (n) => `${n} ${n === 1 ? "layer" : "layers"}`,
  learningRate: (rate) => `lr ${rate}`,
  parametrisation: (which) => (which === "mup" ? "muP" : "standard"),
};

/**
 * A variant as people read it, with its value of everything that any variant changes: `1 layer`, `lr 0.01, standard`.
 * Empty where a recipe has no variants.
 *
 * @param without what is not to be told
 */
export function variantLabel(
  recipe: Recipe,
  name: string | undefined,
  words: VariantWords,
  without?: keyof Variant,
): string {
  const { layers, learningRate, parametrisation } = variantRecipe(recipe, name);
  const told: Readonly<Record<keyof Variant, string>> = {
    layers: words.layers(layers),
    learningRate: words.learningRate(learningRate),
    parametrisation: words.parametrisation(parametrisation),
  };
  return VARIED.filter(
    (field) => field !== without && recipe.variants.some((one) => one[field] !== undefined),
  )
    .map((field) => told[field])
    .join(", ");
}

/** The names of a recipe's variants; one undefined name where it has none, so that there is always something to go over. */
export const variantNames = ({ variants }: Pick<Recipe, "variants">): readonly (string | undefined)[] =>
  variants.length > 0 ? variants.map(variantName) : [undefined];

/** The variant to look at first: the one that changes nothing of the recipe, where there is such a one, else the first. */
export function firstVariant(recipe: Recipe): string | undefined {
  const names = variantNames(recipe);
  const isPlain = (name: string | undefined) =>
    VARIED.every((field) => variantRecipe(recipe, name)[field] === recipe[field]);
  return names.find(isPlain) ?? names[0];
}

/** Every cohort of a recipe: narrow to wide, each width's variants in the recipe's order. */
export const cohortsOf = (recipe: Pick<Recipe, "widths" | "variants">): CohortKey[] =>
  recipe.widths.flatMap((width) =>
    variantNames(recipe).map((variant) => (variant === undefined ? { width } : { width, variant })),
  );

/** True for two runs, cohorts or parts of the same cohort. */
export const isSameCohort = (a: CohortKey, b: CohortKey): boolean =>
  a.width === b.width && a.variant === b.variant;

/** A cohort's name: `w8`, `w8-lr0.01-sp`. */
export const cohortName = ({ width, variant }: CohortKey): string =>
  variant === undefined ? `w${width}` : `w${width}-${variant}`;

/** What trains the runs of one variant: the recipe with that variant's values and no variants. */
export const variantRecipe = (recipe: Recipe, name: string | undefined): Recipe =>
  name === undefined
    ? recipe
    : { ...recipe, ...recipe.variants.find((variant) => variantName(variant) === name), variants: [] };
