import { namedError } from "../lib/errors.ts";
import type { SweepSummary } from "../protocol.ts";
import { formatField } from "../recipe/parse.ts";
import { FIELD_NAMES, FIELDS, type Recipe } from "../recipe/schema.ts";
import { readRecipe } from "../recipe/validate.ts";
import { fileOf, INDEX_FILE, INDEX_FORMAT, NAME, type RecordedHead, VERSION } from "./format.ts";
import {
  date,
  inFile,
  listOf,
  objectOf,
  oneOf,
  parseJson,
  type Reader,
  text,
  texts,
  whole,
  wrong,
} from "./read.ts";

/** The recipe of key–text pairs; its own words where one is wrong. */
export function recipeFrom(pairs: Iterable<readonly [string, string]>, at: string): Recipe {
  const { recipe, problems } = readRecipe(pairs);
  if (problems[0]) throw namedError("RecordingError", `${at}: ${problems[0].message}`);
  return recipe;
}

const recordedRecipe: Reader<Recipe> = (value, at) => recipeFrom(Object.entries(texts(value, at)), at);

const name: Reader<string> = (value, at) => {
  const given = text(value, at);
  if (!NAME.test(given)) throw wrong(at, "small letters, digits and hyphens", given);
  return given;
};

/** What computed. */
export const recordedEngine: Reader<SweepSummary["engine"]> = objectOf<SweepSummary["engine"]>({
  engine: oneOf(["webgpu", "wasm", "tfjs"]),
  backend: oneOf(["webgpu", "wasm", "cpu"]),
  device: text,
  reason: text,
  details: texts,
});

/** What a file says about its sweep. */
export const recordedHead: Reader<RecordedHead> = objectOf<RecordedHead>({
  name,
  title: text,
  command: text,
  hardware: text,
  runtime: text,
  app: objectOf({ version: text, commit: text }),
  startedAt: date,
  endedAt: date,
  engine: recordedEngine,
  finding: text,
  recipe: recordedRecipe,
});

/** The head as the file has it. */
export const headToJson = (head: RecordedHead) => ({
  ...head,
  startedAt: new Date(head.startedAt).toISOString(),
  endedAt: new Date(head.endedAt).toISOString(),
  recipe: Object.fromEntries(
    FIELD_NAMES.map((field) => [FIELDS[field].key, formatField(field, head.recipe[field])]),
  ),
});

/** A version that this program reads; others are told apart from damage. */
export const versionOf =
  (known: readonly number[]): Reader<number> =>
  (value, at) => {
    const given = whole(1)(value, at);
    if (known.includes(given)) return given;
    throw wrong(at, `version ${known.join(" or ")} (reload the page, or update the files)`, given);
  };

/**
 * Reads the index of the recorded sweeps.
 *
 * @throws RecordingError what was expected, and got
 */
export function parseIndex(source: string): RecordedHead[] {
  const read = objectOf({
    format: oneOf([INDEX_FORMAT]),
    version: versionOf([VERSION]),
    recordings: listOf(recordedHead),
  });
  return inFile(INDEX_FILE, () => read(parseJson(source, ""), "").recordings);
}

/** The index of these recorded sweeps, the cheapest to train first: a visitor's first look is at that. */
export function indexText(
  recordings: readonly { readonly head: RecordedHead; readonly flops: number }[],
): string {
  const sorted = [...recordings].sort((a, b) => a.flops - b.flops);
  const index = {
    format: INDEX_FORMAT,
    version: VERSION,
    recordings: sorted.map(({ head }) => headToJson(head)),
  };
  return `${JSON.stringify(index, null, 1)}\n`;
}

/** What is wrong where a file is not that of its name. */
export function checkName(head: RecordedHead, expected: string): void {
  if (head.name === expected) return;
  throw inFile(fileOf(expected), () => {
    throw wrong("head.name", expected, head.name);
  });
}
