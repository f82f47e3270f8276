import { FIELD_NAMES, type Recipe } from "./schema.ts";
import { variantRecipe } from "./variants.ts";

/** A recipe as files hold it: every field; `variants` only where it has some, as it was before there were any. */
export const recipeRecord = (recipe: Recipe): Record<string, unknown> =>
  Object.fromEntries(
    FIELD_NAMES.filter((name) => name !== "variants" || recipe.variants.length > 0).map((name) => [
      name,
      recipe[name],
    ]),
  );

/** What files say of a variant: its name, and all that variants may differ in; nothing for a recipe without any. */
export function variantRecord(recipe: Recipe, name: string | undefined) {
  if (name === undefined) return {};
  const { layers, learningRate, parametrisation } = variantRecipe(recipe, name);
  return { variant: name, layers, learning_rate: learningRate, parametrisation };
}
