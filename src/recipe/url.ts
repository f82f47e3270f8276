import { formatField } from "./parse.ts";
import { DEFAULT_RECIPE, FIELD_NAMES, FIELDS, type Problem, type Recipe } from "./schema.ts";
import { type Reading, readRecipe } from "./validate.ts";

/** The longest address that is read; longer ones are reported and ignored. */
const LONGEST = 2000;

/** The address's hash for a recipe: its non-default fields, `#widths=8,16&steps=200`; empty for the default. */
export function recipeToHash(recipe: Recipe): string {
  const pairs = FIELD_NAMES.map((name) => [FIELDS[name].key, formatField(name, recipe[name]), name] as const)
    .filter(([, text, name]) => text !== formatField(name, DEFAULT_RECIPE[name]))
    .map(([key, text]) => `${key}=${encodeURIComponent(text).replaceAll("%2C", ",").replaceAll("%3A", ":")}`);
  return pairs.length > 0 ? `#${pairs.join("&")}` : "";
}

/** Reads a recipe from an address's hash. Unknown or out-of-range fields are reported and ignored. */
export function recipeFromHash(hash: string): Reading {
  const text = hash.replace(/^#/, "");
  if (text.length > LONGEST) {
    const message = `address: expected at most ${LONGEST} characters; got ${text.length}; the default recipe is shown`;
    return { recipe: DEFAULT_RECIPE, problems: [{ key: "address", message }] };
  }
  const reading = readRecipe(new URLSearchParams(text.replaceAll("+", "%2B")));
  return { recipe: reading.recipe, problems: reading.problems.map(inAddress) };
}

const inAddress = (problem: Problem): Problem => ({
  key: problem.key,
  message: `In the address, ${problem.message}. It was ignored.`,
});
