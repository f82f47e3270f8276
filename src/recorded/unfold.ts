import { AS_BEFORE, MOST_NUMBERS } from "./format.ts";
import { wrong } from "./read.ts";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The runs of a sweep file with every column written out, as far as they have the shape of runs: what has not is told
 * by whoever reads them.
 *
 * @throws RecordingError where there are more numbers than a tab can hold, before they are taken in
 */
export function unfolded(runs: unknown): unknown {
  if (!Array.isArray(runs)) return runs;
  let before: Json = {};
  const whole = runs.map((run: unknown) => {
    if (!isObject(run)) return run;
    before = {
      ...run,
      train: columnsLike(run.train, before.train),
      eval: columnsLike(run.eval, before.eval),
    };
    return before;
  });
  checkSize(whole);
  return whole;
}

function columnsLike(columns: unknown, before: unknown): unknown {
  if (!isObject(columns)) return columns;
  const known = isObject(before) ? before : {};
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      column === AS_BEFORE && Object.hasOwn(known, name) ? known[name] : column,
    ]),
  );
}

/** A column takes this much room however short it is (`metrics/table.ts`). */
const LEAST = 256;

function checkSize(runs: readonly unknown[]): void {
  const tables = runs.filter(isObject).flatMap((run) => [run.train, run.eval].filter(isObject));
  const numbers = tables
    .flatMap((table) => Object.values(table))
    .reduce<number>((sum, column) => sum + Math.max(LEAST, Array.isArray(column) ? column.length : 0), 0);
  if (numbers > MOST_NUMBERS) throw wrong("runs", `at most ${MOST_NUMBERS} numbers in all`, numbers);
}
