import { namedError, show } from "../lib/errors.ts";
import { hash32, threefry2x32 } from "../lib/rng.ts";
import type { Row } from "./rows.ts";

/** A constant, so that a file is split the same way every time it is opened. */
const SPLIT_SEED = 9010;
const HELD_OUT_SHARE = 0.1;

/** Indices of a file's rows by the part they belong to. */
export interface Split {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
  /** Test rows whose prompt also stands in training: only where the file says so. */
  readonly overlap: number;
}

/**
 * Splits a file's rows: as its own `split` says, else 90/10 by a seeded hash of the prompt, so that equal
 * prompts stay on one side.
 *
 * @throws DataError where a part would be empty, or only some rows name their split
 */
export function splitRows(name: string, rows: readonly Row[]): Split {
  if (rows.length < 2) {
    const got = rows.length === 0 ? "none" : "one";
    throw dataError(
      `${name}: expected at least two examples, one to train on and one to test; got ${got}; add more`,
    );
  }
  const isNamed = rows[0]?.split !== null;
  const odd = rows.find((row) => (row.split !== null) !== isNamed);
  if (odd) throw mixed(name, odd, isNamed);
  const isTest = isNamed ? (row: Row) => row.split === "test" : seeded(name, rows);
  const split = { train: indices(rows, (row) => !isTest(row)), test: indices(rows, isTest) };
  if (split.train.length === 0) throw noRows(name, "train");
  if (split.test.length === 0) throw noRows(name, "test");
  return { ...split, overlap: isNamed ? overlapOf(rows, split) : 0 };
}

function mixed(name: string, row: Row, isNamed: boolean): Error {
  const [expected, got] = isNamed
    ? ["a split, as the lines before have", "none"]
    : ["no split, as the lines before", `"${row.split}"`];
  return dataError(
    `${name}, line ${row.line}: expected ${expected}; got ${got}; name the split of every example or of none`,
  );
}

const noRows = (name: string, part: string) =>
  dataError(
    `${name}: expected some examples with split ${part}; got none; mark some, or leave split out for a 90/10 split`,
  );

function indices(rows: readonly Row[], isIn: (row: Row) => boolean): Uint32Array {
  const found = new Uint32Array(rows.length);
  let count = 0;
  rows.forEach((row, index) => {
    if (isIn(row)) found[count++] = index;
  });
  return found.slice(0, count);
}

/**
 * Tells test rows by a random number that depends on the prompt alone: the lowest tenth of the rows is held
 * out, or the nearest to a tenth that keeps equal prompts together.
 */
function seeded(name: string, rows: readonly Row[]): (row: Row) => boolean {
  const keys = Uint32Array.from(rows, (row) => keyOf(row.prompt)).sort();
  const wanted = Math.max(1, Math.round(rows.length * HELD_OUT_SHARE));
  const last = keys[wanted - 1] as number;
  const below = keys.indexOf(last);
  const upTo = keys.lastIndexOf(last) + 1;
  if (below === 0 && upTo === rows.length) throw onePrompt(name, rows);
  if (below > 0 && wanted - below < upTo - wanted) return (row) => keyOf(row.prompt) < last;
  // A prompt that fills most of the file must train, whichever number it drew.
  return upTo > rows.length / 2 ? (row) => keyOf(row.prompt) > last : (row) => keyOf(row.prompt) <= last;
}

const words = new Uint32Array(2);

/** A random number that depends on a prompt alone; FNV by itself would put similar prompts side by side. */
function keyOf(prompt: string): number {
  threefry2x32(SPLIT_SEED, 0, hash32(prompt), prompt.length, words);
  return words[0] as number;
}

const onePrompt = (name: string, rows: readonly Row[]) =>
  dataError(
    `${name}: expected different prompts, some to train on and some to test; got ${show(rows[0]?.prompt)} in all ${rows.length} examples; add others or name a split`,
  );

/** How many test rows have a prompt that also stands in training. */
function overlapOf(rows: readonly Row[], split: { train: Uint32Array; test: Uint32Array }): number {
  const tested = new Map<string, number>();
  for (const index of split.test) {
    const prompt = rows[index]?.prompt as string;
    tested.set(prompt, (tested.get(prompt) ?? 0) + 1);
  }
  let overlap = 0;
  for (const index of split.train) {
    const prompt = rows[index]?.prompt as string;
    overlap += tested.get(prompt) ?? 0;
    tested.delete(prompt);
  }
  return overlap;
}

const dataError = (message: string) => namedError("DataError", message);
