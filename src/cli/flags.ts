import { show } from "../lib/errors.ts";
import { FIELD_NAMES, FIELDS, type Problem } from "../recipe/schema.ts";
import { nearest } from "./nearest.ts";

/** What stands on the command line, taken apart but not yet checked. */
export interface Flags {
  /** Recipe fields and `preset`, as key and text. */
  readonly pairs: readonly (readonly [string, string])[];
  readonly data: string | null;
  readonly out: string | null;
  /** How many workers, as it was typed. */
  readonly workers: string | null;
  readonly json: boolean;
  readonly listTasks: boolean;
  readonly help: boolean;
  readonly problems: readonly Problem[];
}

const SWITCHES = ["json", "list-tasks", "help"];
const RECIPE_FLAGS = [...FIELD_NAMES.map((name) => FIELDS[name].key as string), "preset"];
/** The other flags with a value, and what that is. */
const NAMED_VALUES: Readonly<Record<string, string>> = {
  preset: "a preset's name",
  data: "a file",
  out: "a folder",
  workers: "a number",
};
const ALL_FLAGS = [...RECIPE_FLAGS, "data", "out", "workers", ...SWITCHES];

/** Long names that people try: a field's own name, such as `learning-rate` for `lr`. */
const OTHER_NAMES = new Map(
  FIELD_NAMES.map((name) => [
    name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`),
    FIELDS[name].key as string,
  ]),
);

interface Word {
  /** As it was typed. */
  readonly text: string;
  /** Without dashes; empty where it is no flag at all. */
  readonly name: string;
  value: string | undefined;
}

/** Takes `--flag value`, `--flag=value` and switches apart; whatever is no flag of ours is a problem. */
export function readFlags(argv: readonly string[]): Flags {
  const given = new Map<string, string>();
  const problems: Problem[] = [];
  let next = 0;
  while (next < argv.length) {
    const text = argv[next++] as string;
    if (text === "--") continue;
    const word = splitWord(text);
    const takesValue = word.name !== "" && word.value === undefined && !SWITCHES.includes(word.name);
    if (takesValue && isValue(argv[next])) word.value = argv[next++];
    const message = whatIsWrong(word, given);
    if (message) problems.push({ key: word.name || word.text, message });
    else given.set(word.name, word.value ?? "");
  }
  return { ...collect(given), problems };
}

function splitWord(text: string): Word {
  if (text === "-h") return { text, name: "help", value: undefined };
  const parts = /^--([^=]+)(?:=(.*))?$/s.exec(text);
  return { text, name: parts?.[1] ?? "", value: parts?.[2] };
}

/** Numbers may begin with one dash, flags begin with two. */
const isValue = (word: string | undefined): boolean => word !== undefined && !word.startsWith("--");

function whatIsWrong({ text, name, value }: Word, given: ReadonlyMap<string, string>): string | null {
  if (name === "") {
    return `${show(text)} is no flag; expected flags such as --steps 200 (with npm, after --: npm run train -- --steps 200)`;
  }
  if (!ALL_FLAGS.includes(name)) return unknownFlag(name);
  if (given.has(name)) return `--${name} is there twice; leave one out`;
  if (SWITCHES.includes(name)) {
    return value === undefined ? null : `--${name} takes no value; got ${show(value)}`;
  }
  // an empty recipe field is told by the field's own check, with what it expects
  if (!value && NAMED_VALUES[name])
    return `${name}: expected ${NAMED_VALUES[name]} after --${name}; got nothing`;
  return null;
}

function unknownFlag(name: string): string {
  const meant = OTHER_NAMES.get(name.toLowerCase()) ?? nearest(name, ALL_FLAGS);
  const hint = meant ? `did you mean --${meant}?` : "--help lists all flags";
  return `there is no flag ${show(`--${name}`)}; ${hint}`;
}

function collect(given: ReadonlyMap<string, string>): Omit<Flags, "problems"> {
  return {
    pairs: [...given].filter(([name]) => RECIPE_FLAGS.includes(name)),
    data: given.get("data") ?? null,
    out: given.get("out") ?? null,
    workers: given.get("workers") ?? null,
    json: given.has("json"),
    listTasks: given.has("list-tasks"),
    help: given.has("help"),
  };
}
