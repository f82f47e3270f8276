import { formatField } from "./parse.ts";
import { DEFAULT_RECIPE, FIELD_NAMES, FIELDS, type Problem, type Recipe } from "./schema.ts";
import { type Reading, readRecipe } from "./validate.ts";

/** The two parts of an address that may hold a recipe. Where both name a field, the hash wins. */
export interface Address {
  /** `?autotune=off` */
  readonly search: string;
  /** `#widths=8,16` */
  readonly hash: string;
}

/** The longest address that is read; longer ones are reported and ignored. */
const LONGEST = 2000;

/** The address's hash for a recipe: its non-default fields, `#widths=8,16&steps=200`; empty for the default. */
export function recipeToHash(recipe: Recipe): string {
  const pairs = FIELD_NAMES.map((name) => [FIELDS[name].key, formatField(name, recipe[name]), name] as const)
    .filter(([, text, name]) => text !== formatField(name, DEFAULT_RECIPE[name]))
    .map(([key, text]) => `${key}=${encodeURIComponent(text).replace(READABLE, decodeURIComponent)}`);
  return pairs.length > 0 ? `#${pairs.join("&")}` : "";
}

/**
 * A hash that opens a recipe whatever the page would begin with by itself, so never an empty one; null where the
 * recipe needs more characters than an address may have.
 */
export function linkHash(recipe: Recipe): string | null {
  const hash = recipeToHash(recipe) || "#preset=quick";
  return hash.length - 1 > LONGEST ? null : hash;
}

/** What may stand as it is in a hash: `, : + =`. */
const READABLE = /%(2C|3A|2B|3D)/g;

/** Reads a recipe from an address's query and hash. Unknown or out-of-range fields are reported and ignored. */
export function recipeFromAddress({ search, hash }: Address): Reading {
  const length = Math.max(0, search.length - 1) + Math.max(0, hash.length - 1);
  if (length > LONGEST) {
    const message = `address: expected at most ${LONGEST} characters; got ${length}; the default recipe is shown`;
    return { recipe: DEFAULT_RECIPE, problems: [{ key: "address", message }] };
  }
  const inHash = fieldsOf(hash);
  const named = new Set(inHash.map(([key]) => key));
  const inQuery = fieldsOf(search).filter(([key]) => !named.has(key));
  const reading = readRecipe([...inQuery, ...inHash]);
  return { recipe: reading.recipe, problems: reading.problems.map(inAddress) };
}

/** An address's query without the recipe's fields: once read they stand in the hash, and must not come back. */
export function foreignQuery(search: string): string {
  const all = new URLSearchParams(search);
  const keys = ["preset", ...FIELD_NAMES.map((name) => FIELDS[name].key)].filter((key) => all.has(key));
  if (keys.length === 0) return search;
  for (const key of keys) all.delete(key);
  const rest = all.toString();
  return rest === "" ? "" : `?${rest}`;
}

/** Signs of plus stand for themselves, as in `lr=1e+0`. */
const fieldsOf = (part: string): [string, string][] => [
  ...new URLSearchParams(part.replace(/^[?#]/, "").replaceAll("+", "%2B")),
];

const inAddress = (problem: Problem): Problem => ({
  key: problem.key,
  message: `In the address, ${problem.message}. It was ignored.`,
});
