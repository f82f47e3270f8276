import { evalColumns, TRAIN_COLUMNS } from "../metrics/columns.ts";
import type { Mark } from "../metrics/remark.ts";
import { stepsDone } from "../metrics/run.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../metrics/sweep.ts";
import type { CohortSummary, SweepSummary, TableName, TextBaselines } from "../protocol.ts";
import { formatField } from "../recipe/parse.ts";
import { FIELD_NAMES, FIELDS, type Recipe } from "../recipe/schema.ts";
import { cohortName } from "../recipe/variants.ts";
import { type LastSamples, type RecordedHead, STATUSES } from "./format.ts";
import { recipeFrom, recordedEngine } from "./head.ts";
import { lastSamples, remark } from "./parse.ts";
import {
  date,
  listOf,
  measured,
  objectOf,
  oneOf,
  orNull,
  parseJson,
  partOf,
  plain,
  type Reader,
  text,
  whole,
  wrong,
  yesOrNo,
} from "./read.ts";

/** What a log does not say of its tasks, and whoever has them does. */
export interface TaskWords {
  readonly about: string;
  readonly chanceWhy: string;
}

/** A sweep read back from its three files, with what `run.json` says beside it. */
export interface ReadLog {
  readonly sweep: SweepLog;
  readonly app: RecordedHead["app"];
  readonly runtime: string;
}

const manifestRecipe: Reader<Recipe> = (value, at) => {
  const given = plain(value, at);
  const pairs = FIELD_NAMES.filter((name) => name in given).map((name): [string, string] => {
    try {
      return [FIELDS[name].key, formatField(name, given[name] as Recipe[typeof name])];
    } catch {
      throw wrong(`${at}.${name}`, "a value of that field", given[name]);
    }
  });
  const stranger = Object.keys(given).find((key) => !(key in FIELDS));
  if (stranger) throw wrong(at, "only fields of a recipe", stranger);
  return recipeFrom(pairs, at);
};

interface ManifestTask {
  readonly name: string;
  readonly title: string;
  readonly chance: number;
  readonly held_out: boolean;
  readonly answer_length: number;
  readonly scored: "answer" | "token";
  readonly bits_per_character_baselines?: TextBaselines;
}

const manifestTask = partOf<ManifestTask>(
  {
    name: text,
    title: text,
    chance: measured,
    held_out: yesOrNo,
    answer_length: whole(1),
    scored: oneOf(["answer", "token"]),
    bits_per_character_baselines: objectOf<TextBaselines>({
      unigram: measured,
      bigram: measured,
      trigram: measured,
    }),
  },
  ["bits_per_character_baselines"],
);

interface ManifestRun {
  readonly id: string;
  readonly width: number;
  readonly variant?: string;
  readonly seed: number;
  readonly heads: number;
  readonly parameters: number;
  readonly non_embedding_parameters: number;
  readonly flops_per_token: number;
  readonly tokens_per_step: number;
  readonly steps: number;
  readonly status: (typeof STATUSES)[number];
  readonly diverged_at: number | null;
  readonly note?: string;
  readonly mark?: Mark | null;
}

const manifestRun = partOf<ManifestRun>(
  {
    id: text,
    width: whole(1),
    variant: text,
    seed: whole(0),
    heads: whole(1),
    parameters: whole(1),
    non_embedding_parameters: whole(1),
    flops_per_token: whole(1),
    tokens_per_step: whole(1),
    steps: whole(0),
    status: oneOf(STATUSES),
    diverged_at: orNull(whole(0)),
    ...remark,
  },
  ["variant", "note", "mark"],
);

interface Manifest {
  readonly schema_version: number;
  readonly app: { readonly version: string; readonly commit: string | null };
  readonly recipe: Recipe;
  readonly tasks: readonly ManifestTask[];
  readonly vocabulary_size: number;
  readonly context: number;
  readonly engine: SweepSummary["engine"];
  readonly runtime: string;
  readonly started_at: number;
  readonly ended_at: number;
  readonly data: null;
  readonly runs: readonly ManifestRun[];
  readonly samples?: readonly (LastSamples & { readonly run: string })[];
}

const noFile: Reader<null> = (value, at) => {
  if (value !== null) throw wrong(at, "a sweep of the task suite, whose data every visitor has", value);
  return null;
};

const manifest = partOf<Manifest>(
  {
    schema_version: (value, at) => {
      if (value !== 1) throw wrong(at, "1", value);
      return 1;
    },
    app: partOf({ version: text, commit: orNull(text) }),
    recipe: manifestRecipe,
    tasks: listOf(manifestTask),
    vocabulary_size: whole(1),
    context: whole(1),
    engine: recordedEngine,
    runtime: text,
    started_at: date,
    ended_at: date,
    data: noFile,
    runs: listOf(manifestRun),
    samples: listOf(objectOf<LastSamples & { readonly run: string }>({ run: text, ...lastSamples })),
  },
  ["samples"],
);

/**
 * Reads a sweep back from `run.json` and the lines of `loss-log.jsonl`, every point.
 *
 * @param run what stands in `run.json`
 * @param lines of `loss-log.jsonl`
 * @param wordsOf what a task's summary says beside the manifest
 * @param vocabularyOf the symbols of a recipe's tasks
 * @throws RecordingError where the files are not those of a sweep that has ended, or do not fit together
 */
export async function readLog(
  run: unknown,
  lines: AsyncIterable<string>,
  wordsOf: (task: string) => TaskWords,
  vocabularyOf: (recipe: Recipe) => readonly string[],
): Promise<ReadLog> {
  const told = manifest(run, "");
  const vocabulary = vocabularyOf(told.recipe);
  if (vocabulary.length !== told.vocabulary_size) {
    throw wrong(
      "vocabulary_size",
      `${vocabulary.length}, as the tasks have in this version`,
      told.vocabulary_size,
    );
  }
  const sweep = createSweepLog(summaryOf(told, wordsOf, vocabulary), told.started_at);
  await readLines(sweep, lines);
  for (const one of told.runs) endRun(sweep, one);
  for (const { id, note = "", mark = null } of told.runs) sweep.remarks.set(id, { note, mark });
  for (const { run: id, ...last } of told.samples ?? []) sweep.samples.set(id, last);
  applyEvent(sweep, { type: "finished", stopped: false }, told.ended_at);
  return { sweep, app: { ...told.app, commit: told.app.commit ?? "" }, runtime: told.runtime };
}

function summaryOf(
  told: Manifest,
  wordsOf: (task: string) => TaskWords,
  vocabulary: readonly string[],
): SweepSummary {
  const tasks = told.tasks.map(({ held_out, answer_length, bits_per_character_baselines, ...task }) => ({
    ...task,
    ...wordsOf(task.name),
    heldOut: held_out,
    answerLength: answer_length,
    ...(bits_per_character_baselines && { baselines: bits_per_character_baselines }),
  }));
  const { recipe, context, engine, runs } = told;
  const workers = [runs.map(({ id }) => id)];
  return { recipe, tasks, vocabulary, context, cohorts: cohortsOf(runs), data: null, engine, workers };
}

/** The runs of one width and variant are a cohort. */
function cohortsOf(runs: readonly ManifestRun[]): CohortSummary[] {
  const names = [...new Set(runs.map(cohortName))];
  return names.map((name) => {
    const own = runs.filter((run) => cohortName(run) === name);
    const { width, variant, heads, ...first } = own[0] as ManifestRun;
    return {
      width,
      ...(variant !== undefined && { variant }),
      heads,
      seeds: own.map(({ seed }) => seed),
      parameters: first.parameters,
      nonEmbedding: first.non_embedding_parameters,
      flopsPerToken: first.flops_per_token,
      tokensPerStep: first.tokens_per_step,
    };
  });
}

/** Takes every line; one that tells training and evaluation goes into both tables. */
async function readLines(sweep: SweepLog, lines: AsyncIterable<string>): Promise<void> {
  const tables: Record<TableName, readonly string[]> = {
    train: TRAIN_COLUMNS,
    eval: evalColumns(sweep.summary.tasks.map(({ name }) => name)),
  };
  const ids = new Set(sweep.runs.map(({ id }) => id));
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line === "") continue;
    const at = `line ${number}`;
    const given = plain(parseJson(line, at), at);
    const run = text(given.run_id, `${at}: run_id`);
    if (!ids.has(run)) throw wrong(`${at}: run_id`, "a run of run.json", run);
    for (const table of ["train", "eval"] as const) {
      if (!((tables[table][3] as string) in given)) continue;
      const rows = Float64Array.from(tables[table], (name) =>
        measured(given[TIMES[name] ?? name], `${at}: ${name}`),
      );
      applyEvent(sweep, { type: "rows", run, table, rows });
    }
  }
}

/** The keys that a line has for the columns of time. */
const TIMES: Readonly<Record<string, string>> = {
  step: "_step",
  wall_time: "_runtime",
  timestamp: "_timestamp",
};

/** Ends a run as `run.json` says, after a look whether its log is whole. */
function endRun(sweep: SweepLog, told: ManifestRun): void {
  const run = sweep.runs.find(({ id }) => id === told.id);
  const steps = run ? stepsDone(run) : 0;
  if (steps !== told.steps)
    throw wrong(`loss-log.jsonl: steps of ${told.id}`, `${told.steps}, as run.json says`, steps);
  if (told.status === "done") applyEvent(sweep, { type: "done", run: told.id });
  if (told.diverged_at !== null) {
    applyEvent(sweep, { type: "diverged", run: told.id, step: told.diverged_at, message: "" });
  }
}
