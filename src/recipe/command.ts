import { formatField } from "./parse.ts";
import { PRESETS, type Preset, recipeOf } from "./presets.ts";
import { FIELD_NAMES, FIELDS, type FieldName, type Recipe } from "./schema.ts";
import { OWN_DATA, usesData } from "./validate.ts";

const differing = (recipe: Recipe, preset: Preset): FieldName[] => {
  const base = recipeOf(preset);
  return FIELD_NAMES.filter((name) => formatField(name, recipe[name]) !== formatField(name, base[name]));
};

/** The preset that a recipe differs from in the fewest fields; of equals the first. */
export const nearestPreset = (recipe: Recipe): Preset =>
  PRESETS.reduce((best, preset) =>
    differing(recipe, preset).length < differing(recipe, best).length ? preset : best,
  );

/**
 * The command that trains a recipe: its nearest preset, and flags for what differs.
 *
 * @param file the path of the person's own file, where the recipe trains on one
 */
export function trainCommand(recipe: Recipe, file = "FILE"): string {
  const preset = nearestPreset(recipe);
  // a file alone takes the place of the preset's tasks by itself
  const isFileAlone = formatField("tasks", recipe.tasks) === OWN_DATA;
  const flags = differing(recipe, preset)
    .filter((name) => name !== "tasks" || !isFileAlone)
    .map((name) => ` --${FIELDS[name].key} ${formatField(name, recipe[name])}`);
  const data = usesData(recipe) ? ` --data ${shellWord(pathOf(file))}` : "";
  return `npm run train -- --preset ${preset.name}${data}${flags.join("")}`;
}

/** A name that begins with a dash would read as a flag. */
const pathOf = (file: string): string => (file.startsWith("-") ? `./${file}` : file);

/** A word as a POSIX shell takes it: what stands for itself as it is, all else in single quotes. */
export const shellWord = (text: string): string =>
  /^[\w./:,+=@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
