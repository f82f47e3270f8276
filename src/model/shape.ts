import type { Recipe } from "../recipe/schema.ts";
import { headsOf } from "../recipe/validate.ts";
import type { ModelShape } from "./spec.ts";

/**
 * The model that a recipe trains at one width.
 *
 * @param examples what its tasks decide: V symbols, T positions
 */
export const modelShape = (
  recipe: Recipe,
  examples: Pick<ModelShape, "vocabulary" | "context">,
  width: number,
): ModelShape => ({
  vocabulary: examples.vocabulary,
  context: examples.context,
  dModel: width,
  nHeads: headsOf(recipe, width),
  nLayers: recipe.layers,
  parametrisation: recipe.parametrisation,
  baseWidth: recipe.baseWidth,
  initialisation: recipe.initialisation,
});
