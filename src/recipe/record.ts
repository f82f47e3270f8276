import type { Recipe } from "./schema.ts";
import { variantRecipe } from "./variants.ts";

/** What files say of a variant: its name, and all that variants may differ in; nothing for a recipe without any. */
export function variantRecord(recipe: Recipe, name: string | undefined) {
  if (name === undefined) return {};
  const { layers, learningRate, parametrisation } = variantRecipe(recipe, name);
  return { variant: name, layers, learning_rate: learningRate, parametrisation };
}
