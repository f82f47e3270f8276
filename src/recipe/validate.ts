import { show } from "../lib/errors.ts";
import { formatField, listOr, parseField } from "./parse.ts";
import { PRESETS, presetOf, recipeOf } from "./presets.ts";
import { DEFAULT_RECIPE, FIELD_NAMES, FIELDS, fieldOfKey, type Problem, type Recipe } from "./schema.ts";
import { formatVariant } from "./variant-text.ts";
import { VARIED, variantName, variantRecipe } from "./variants.ts";

/** `heads: auto`: 1 where C < 4 or odd, 4 from C = 64, else 2. */
export function headsOf(recipe: Pick<Recipe, "heads">, width: number): number {
  if (recipe.heads !== "auto") return recipe.heads;
  if (width < 4 || width % 2 !== 0) return 1;
  return width >= 64 && width % 4 === 0 ? 4 : 2;
}

/** What a reader of keys and texts made of them: a whole recipe, and everything that was wrong. */
export interface Reading {
  readonly recipe: Recipe;
  readonly problems: readonly Problem[];
}

/**
 * Reads a recipe from key–text pairs, an address's or a command line's. `preset` comes first
 * wherever it stands. Pairs with problems are reported and ignored.
 */
export function readRecipe(
  pairs: Iterable<readonly [string, string]>,
  base: Recipe = DEFAULT_RECIPE,
): Reading {
  const problems: Problem[] = [];
  const all = [...pairs];
  let recipe = base;
  for (const [key, text] of all) {
    if (key !== "preset") continue;
    const preset = presetOf(text);
    if (preset) recipe = recipeOf(preset);
    else problems.push({ key, message: `preset: expected ${presetNames()}; got ${show(text)}` });
  }
  for (const [key, text] of all) {
    if (key === "preset") continue;
    const name = fieldOfKey(key);
    if (!name) {
      problems.push({
        key,
        message: `${show(key)} is no field of a recipe; expected one of preset, ${fieldKeys()}`,
      });
      continue;
    }
    const parsed = parseField(name, text);
    if (parsed.ok) recipe = { ...recipe, [name]: parsed.value };
    else problems.push(parsed.problem);
  }
  return { recipe, problems };
}

const presetNames = () => listOr(PRESETS.map((preset) => preset.name));

const fieldKeys = () => FIELD_NAMES.map((name) => FIELDS[name].key).join(", ");

/**
 * Everything wrong with a recipe, at once, in plain words; empty where it can be trained.
 * Tasks are checked against `taskNames`; whether their examples fit the context is the mixture's to say.
 */
export function validateRecipe(recipe: Recipe, taskNames: readonly string[]): Problem[] {
  const problems = variantProblems(recipe);
  for (const name of FIELD_NAMES) {
    const parsed = parseField(name, formatField(name, recipe[name]));
    if (!parsed.ok) problems.push(parsed.problem);
  }
  return [...problems, ...taskProblems(recipe, taskNames), ...headProblems(recipe), ...stageProblems(recipe)];
}

/** Whether a task has levels, and how many, is the mixture's to say. */
function stageProblems({ stages, steps }: Recipe): Problem[] {
  const late = stages.find((step) => step >= steps);
  if (late === undefined) return [];
  const message = `stages: expected steps below ${steps}, the sweep's last; got ${late}; lower it or raise steps`;
  return [{ key: "stages", message }];
}

function taskProblems(recipe: Recipe, taskNames: readonly string[]): Problem[] {
  return recipe.tasks
    .filter((task) => !taskNames.includes(task.name))
    .map((task) => ({ key: "tasks", message: unknownTask(task.name, taskNames) }));
}

function unknownTask(name: string, taskNames: readonly string[]): string {
  if (name === OWN_DATA)
    return "tasks: data stands for a file of your own, and none is open; choose the file again";
  return `tasks: there is no task ${show(name)}; use ${listOr(taskNames)}`;
}

/** The task name that stands for the user's own file. */
export const OWN_DATA = "data";

/** True where the user's own file is trained on. */
export const usesData = ({ tasks }: Pick<Recipe, "tasks">): boolean =>
  tasks.some((task) => task.name === OWN_DATA);

function headProblems(recipe: Recipe): Problem[] {
  const heads = recipe.heads;
  if (heads === "auto") return [];
  return recipe.widths
    .filter((width) => width % heads !== 0)
    .map((width) => ({
      key: "heads",
      message: `heads: ${heads} does not divide width ${width}; use ${listOr(divisors(width))}`,
    }));
}

/** Variants may differ in what they say and still come to the same, as the recipe itself has a value for all of it. */
function variantProblems(recipe: Recipe): Problem[] {
  const seen = new Map<string, string>();
  return recipe.variants.flatMap((variant) => {
    const trained = variantRecipe(recipe, variantName(variant));
    const values = VARIED.map((name) => trained[name]).join(" ");
    const [text, other] = [formatVariant(variant), seen.get(values)];
    seen.set(values, other ?? text);
    if (other === undefined) return [];
    return [
      { key: "variants", message: `variants: ${other} and ${text} train the same models; leave one out` },
    ];
  });
}

function divisors(width: number): number[] {
  const all: number[] = [];
  for (let d = 1; d <= Math.min(width, FIELDS.heads.max); d++) if (width % d === 0) all.push(d);
  return all;
}
