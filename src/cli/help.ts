import { MOST_WORKERS } from "../client/pool.ts";
import { expectation, formatField } from "../recipe/parse.ts";
import { PRESETS } from "../recipe/presets.ts";
import { FIELD_NAMES, type FieldName, fieldOf, type Recipe } from "../recipe/schema.ts";
import { TASKS } from "../tasks/registry.ts";
import { DEFAULT_OUT } from "./out.ts";
import { MAX_WORKERS } from "./request.ts";

const INDENT = " ".repeat(19);

/** What `--help` prints: every flag with its meaning, what it takes and its default, from the field table. */
export function helpText(): string {
  return [
    "Trains the ladder of a recipe without a page and writes its logs.",
    "",
    "  npm run -s train -- [flags]     --flag value and --flag=value are the same",
    "",
    "What to run",
    ...entry("preset", "A named recipe to begin with; other flags change it.", presetLines()),
    ...entry("data", "Train on a file of your own, up to 64 MB: .txt, .jsonl, .csv or .tsv.", [
      "takes the place of the recipe's tasks; with --tasks, name it data",
    ]),
    "",
    "The recipe",
    ...FIELD_NAMES.flatMap((name) => fieldEntry(name)),
    "",
    "How to run it",
    ...entry("workers", "Worker threads that share the runs; the losses do not depend on it.", [
      `a whole number from 1 to ${MAX_WORKERS}; default: one a core, at most ${MOST_WORKERS}; on a GPU one`,
    ]),
    "",
    "What to get",
    ...entry("out", "The folder for loss-log.csv, loss-log.jsonl and run.json.", [`default: ${DEFAULT_OUT}`]),
    ...entry("json", "The final summary as one JSON line on stdout; progress stays on stderr."),
    ...entry("list-tasks", "Lists the tasks and ends."),
    ...entry("help", "Prints this and ends."),
    "",
    "Exit codes: 0 trained; 1 a run diverged, training broke or a file could not be written;",
    "2 wrong input, nothing written; 130 interrupted (143 terminated), what there was is written.",
    "",
  ].join("\n");
}

function fieldEntry(name: FieldName): string[] {
  const field = fieldOf(name);
  const standard = formatField(name, field.default as Recipe[FieldName]);
  return entry(field.key, field.help, [`${expectation(field)}; default: ${standard}`]);
}

const presetLines = () => PRESETS.map((preset) => `${preset.name}: ${preset.about}`);

const entry = (flag: string, meaning: string, more: readonly string[] = []): string[] => [
  `  --${flag}`.padEnd(INDENT.length) + meaning,
  ...more.map((line) => INDENT + line),
];

/** What `--list-tasks` prints: one task a line, its name first. */
export function taskList(): string {
  const longest = Math.max(...TASKS.map((task) => task.name.length));
  return TASKS.map((task) => `${task.name.padEnd(longest + 2)}${task.about}\n`).join("");
}
