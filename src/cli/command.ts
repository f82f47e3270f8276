import { formatField } from "../recipe/parse.ts";
import { PRESETS, type Preset, recipeOf } from "../recipe/presets.ts";
import { FIELD_NAMES, FIELDS, type FieldName, type Recipe } from "../recipe/schema.ts";

const differing = (recipe: Recipe, preset: Preset): FieldName[] => {
  const base = recipeOf(preset);
  return FIELD_NAMES.filter((name) => formatField(name, recipe[name]) !== formatField(name, base[name]));
};

/** The preset that a recipe differs from in the fewest fields; of equals the first. */
export const nearestPreset = (recipe: Recipe): Preset =>
  PRESETS.reduce((best, preset) =>
    differing(recipe, preset).length < differing(recipe, best).length ? preset : best,
  );

/** The command that trains a recipe of the task suite: its nearest preset, and flags for what differs. */
export function trainCommand(recipe: Recipe): string {
  const preset = nearestPreset(recipe);
  const flags = differing(recipe, preset).map(
    (name) => ` --${FIELDS[name].key} ${formatField(name, recipe[name])}`,
  );
  return `npm run train -- --preset ${preset.name}${flags.join("")}`;
}
