/** What stands on the command line of `npm run science`. */
import { availableParallelism } from "node:os";
import { FIELDS, type Recipe } from "../../src/recipe/schema.ts";

export interface Options {
  /** The check's name; null where none is given. */
  readonly name: string | null;
  readonly engine: Recipe["engine"];
  /** The file of checks that need one. */
  readonly data: string | null;
  readonly workers: number;
  /** Where log and plot go. */
  readonly out: string;
}

const FLAGS = ["--engine", "--data", "--workers", "--out"] as const;
type Flag = (typeof FLAGS)[number];

const MOST_WORKERS = 64;

/**
 * Takes the command line apart.
 *
 * @throws Error that says which word is wrong, and what was expected
 */
export function readOptions(argv: readonly string[]): Options {
  const values = new Map<Flag, string>();
  const names: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith("-")) names.push(word);
    else values.set(flagOf(word), wordAfter(word, argv[++i]));
  }
  if (names.length > 1) throw new Error(`expected the name of one check; got ${names.join(", ")}`);
  return {
    name: names[0] ?? null,
    engine: engineOf(values.get("--engine") ?? "wasm"),
    data: values.get("--data") ?? null,
    workers: workersOf(values.get("--workers")),
    out: values.get("--out") ?? "out/science",
  };
}

function flagOf(word: string): Flag {
  const flag = FLAGS.find((known) => known === word);
  if (flag) return flag;
  throw new Error(`${word} is no flag; expected ${FLAGS.join(", ")}`);
}

function wordAfter(flag: string, value: string | undefined): string {
  if (value !== undefined && !value.startsWith("--")) return value;
  throw new Error(`${flag}: expected a value after it; got ${value ?? "nothing"}`);
}

function engineOf(text: string): Recipe["engine"] {
  const engine = FIELDS.engine.choices.find((choice) => choice === text && choice !== "auto");
  if (engine) return engine;
  throw new Error(`--engine: expected wasm, webgpu or tfjs; got ${text}`);
}

function workersOf(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  const workers = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (workers >= 1 && workers <= MOST_WORKERS) return workers;
  throw new Error(`--workers: expected a whole number from 1 to ${MOST_WORKERS}; got ${text}`);
}
