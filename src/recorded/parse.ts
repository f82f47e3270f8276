import { evalColumns, TRAIN_COLUMNS } from "../metrics/columns.ts";
import { MARKS, MOST_NOTE } from "../metrics/remark.ts";
import { runId } from "../metrics/run.ts";
import type {
  CohortSummary,
  DataSummary,
  Sample,
  SweepSummary,
  TaskSummary,
  TextBaselines,
} from "../protocol.ts";
import { cohortName, cohortsOf } from "../recipe/variants.ts";
import { type Columns, eventsOf, type RecordedRun } from "./events.ts";
import {
  FORMAT,
  fileOf,
  type LastSamples,
  RECORDED_TRAIN,
  type Recording,
  STATUSES,
  VERSION,
  WHOLE_VERSION,
} from "./format.ts";
import { checkName, recordedHead, versionOf } from "./head.ts";
import {
  inFile,
  listOf,
  measured,
  numbers,
  objectOf,
  oneOf,
  orNull,
  parseJson,
  plain,
  type Reader,
  share,
  text,
  whole,
  wrong,
  yesOrNo,
} from "./read.ts";
import { unfolded } from "./unfold.ts";

const textList = listOf(text);

const task = objectOf<TaskSummary>(
  {
    name: text,
    title: text,
    about: text,
    chance: share,
    chanceWhy: text,
    heldOut: yesOrNo,
    answerLength: whole(1),
    scored: oneOf(["answer", "token"]),
    questions: yesOrNo,
    baselines: objectOf<TextBaselines>({ unigram: measured, bigram: measured, trigram: measured }),
  },
  ["questions", "baselines"],
);

/** More than any recipe has: views draw a row for each. */
const MOST_TASKS = 100;

const taskList: Reader<TaskSummary[]> = (value, at) => {
  const tasks = listOf(task)(value, at);
  const names = new Set(tasks.map(({ name }) => name));
  if (tasks.length === 0 || tasks.length > MOST_TASKS || names.size < tasks.length) {
    throw wrong(at, `1 to ${MOST_TASKS} tasks of different names`, tasks.length);
  }
  return tasks;
};

const ownData = objectOf<DataSummary>({
  name: text,
  kind: oneOf(["text", "examples"]),
  bytes: whole(0),
  sha256: text,
  train: whole(0),
  heldOut: whole(0),
  vocabulary: whole(0),
  warnings: textList,
  chance: share,
  chanceWhy: text,
  examples: listOf(objectOf({ prompt: text, answer: text })),
});

const cohort = objectOf<CohortSummary>(
  {
    width: whole(1),
    variant: text,
    heads: whole(1),
    seeds: listOf(whole(0)),
    parameters: whole(1),
    nonEmbedding: whole(1),
    flopsPerToken: whole(1),
    tokensPerStep: whole(1),
  },
  ["variant"],
);

const sample = objectOf<Sample>({
  task: text,
  prompt: textList,
  expected: textList,
  answer: textList,
  right: yesOrNo,
});

/** The readers of a run's last answers, by key. */
export const lastSamples = { step: whole(0), samples: listOf(sample) };

/** Columns of these names and of equal lengths, the first of which are steps that rise. */
const columnsOf =
  (names: readonly string[]): Reader<Columns> =>
  (value, at) => {
    const given = plain(value, at);
    const readers = Object.fromEntries(names.map((name) => [name, numbers]));
    const columns: Columns = objectOf<Record<string, number[]>>(readers)(given, at);
    const steps = columns.step ?? [];
    steps.forEach((step, i) => {
      const least = i === 0 ? 0 : (steps[i - 1] as number) + 1;
      if (!(Number.isInteger(step) && step >= least))
        throw wrong(`${at}.step[${i}]`, `a step from ${least}`, step);
    });
    for (const name of names) {
      const length = columns[name]?.length;
      if (length !== steps.length) throw wrong(`${at}.${name}`, `${steps.length} values, as of step`, length);
    }
    return columns;
  };

/** The columns of a run's training: whole where its learning rate is there. */
const trainColumns: Reader<Columns> = (value, at) =>
  columnsOf("lr" in plain(value, at) ? TRAIN_COLUMNS : RECORDED_TRAIN)(value, at);

const noteOf: Reader<string> = (value, at) => {
  const given = text(value, at);
  if (given.length > MOST_NOTE) throw wrong(at, `at most ${MOST_NOTE} characters`, given.length);
  return given;
};

/** The readers of what a person has written beside a run, by key. */
export const remark = { note: noteOf, mark: orNull(oneOf(MARKS)) };

const runOf = (tasks: readonly string[], isWhole: boolean): Reader<RecordedRun> => {
  const recorded = {
    id: text,
    status: oneOf(STATUSES),
    divergedAt: orNull(whole(0)),
    train: isWhole ? trainColumns : columnsOf(RECORDED_TRAIN),
    eval: columnsOf(evalColumns(tasks)),
    samples: orNull(objectOf<LastSamples>(lastSamples)),
  };
  const remarked = { ...recorded, ...remark };
  const read = isWhole
    ? objectOf<RecordedRun>(remarked, ["note", "mark"])
    : objectOf<Omit<RecordedRun, "note" | "mark">>(recorded);
  return (value, at) => {
    const run = read(value, at);
    const diverged = run.status === "diverged";
    const expected = diverged ? "the step at which it diverged" : "null, since it has not diverged";
    if (diverged !== (run.divergedAt !== null)) throw wrong(`${at}.divergedAt`, expected, run.divergedAt);
    return run;
  };
};

/**
 * Reads a recorded sweep strictly: every key, every type, columns of equal lengths, the runs that the recipe's
 * ladder has.
 *
 * @param name the file's, without its ending
 * @throws RecordingError the place in the file, what was expected, and got
 */
export function parseRecording(source: string, name: string): Recording {
  const recording = inFile(fileOf(name), () => readRecording(parseJson(source, ""), [VERSION]));
  checkName(recording.head, name);
  return recording;
}

/** Reads a sweep file, or a recorded sweep, as strictly. */
export const parseSweep = (source: string, file: string): Recording =>
  inFile(file, () => readRecording(parseJson(source, ""), [VERSION, WHOLE_VERSION]), OPEN_ANOTHER);

/** What to do about a file that cannot be opened. */
export const OPEN_ANOTHER = "save the sweep again where it came from, and open that file";

function readRecording(value: unknown, versions: readonly number[]): Recording {
  const given = plain(value, "");
  oneOf([FORMAT])(given.format, "format"); // first: of another file nothing else need be told
  const version = versionOf(versions);
  const isWhole = version(given.version, "version") === WHOLE_VERSION;
  const tasks = taskList(given.tasks, "tasks");
  const parts = {
    format: oneOf([FORMAT]),
    version,
    head: recordedHead,
    context: whole(1),
    vocabulary: textList,
    tasks: taskList,
    cohorts: listOf(cohort),
    runs: listOf(
      runOf(
        tasks.map(({ name }) => name),
        isWhole,
      ),
    ),
  };
  const read = isWhole
    ? objectOf({ ...parts, data: orNull(ownData) })({ ...given, runs: unfolded(given.runs) }, "")
    : { ...objectOf(parts)(value, ""), data: null };
  const { head, context, vocabulary, cohorts, data, runs } = read;
  const { recipe, engine } = head;
  const workers = [runs.map((run) => run.id)];
  const summary: SweepSummary = { recipe, tasks, vocabulary, context, cohorts, data, engine, workers };
  checkLadder(summary, runs);
  const events = eventsOf(summary, runs, isWhole ? 0 : head.startedAt);
  const remarks = new Map(runs.map(({ id, note = "", mark = null }) => [id, { note, mark }]));
  return { head, summary, events, remarks };
}

/** The cohorts must be those of the recipe, and the runs theirs: views take both for granted. */
function checkLadder(summary: SweepSummary, runs: readonly RecordedRun[]): void {
  const { recipe, cohorts } = summary;
  const same = (at: string, expected: readonly unknown[], got: readonly unknown[]) => {
    if (expected.join() !== got.join()) throw wrong(at, expected.join(", "), got.join(", "));
  };
  same("cohorts", cohortsOf(recipe).map(cohortName), cohorts.map(cohortName));
  for (const one of cohorts) same(`cohorts: seeds of ${cohortName(one)}`, recipe.seeds, one.seeds);
  const ids = cohorts.flatMap(({ width, variant, seeds }) =>
    seeds.map((seed) => runId(width, seed, variant)),
  );
  const given = runs.map(({ id }) => id);
  same("runs", ids, given);
}
