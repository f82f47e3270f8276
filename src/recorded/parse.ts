import { evalColumns } from "../metrics/columns.ts";
import { createSweepLog } from "../metrics/sweep.ts";
import type { CohortSummary, Sample, SweepSummary, TaskSummary, TextBaselines } from "../protocol.ts";
import { cohortName, cohortsOf } from "../recipe/variants.ts";
import { type Columns, eventsOf, type RecordedRun } from "./events.ts";
import { FORMAT, fileOf, type LastSamples, RECORDED_TRAIN, type Recording, STATUSES } from "./format.ts";
import { checkName, recordedHead, version } from "./head.ts";
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
  text,
  whole,
  wrong,
  yesOrNo,
} from "./read.ts";

const textList = listOf(text);

const task = objectOf<TaskSummary>(
  {
    name: text,
    title: text,
    about: text,
    chance: measured,
    chanceWhy: text,
    heldOut: yesOrNo,
    answerLength: whole(1),
    scored: oneOf(["answer", "token"]),
    questions: yesOrNo,
    baselines: objectOf<TextBaselines>({ unigram: measured, bigram: measured, trigram: measured }),
  },
  ["questions", "baselines"],
);

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

const runOf = (tasks: readonly string[]): Reader<RecordedRun> => {
  const read = objectOf<RecordedRun>({
    id: text,
    status: oneOf(STATUSES),
    divergedAt: orNull(whole(0)),
    train: columnsOf(RECORDED_TRAIN),
    eval: columnsOf(evalColumns(tasks)),
    samples: orNull(objectOf<LastSamples>(lastSamples)),
  });
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
  const recording = inFile(fileOf(name), () => readRecording(parseJson(source, "")));
  checkName(recording.head, name);
  return recording;
}

function readRecording(value: unknown): Recording {
  const given = plain(value, "");
  oneOf([FORMAT])(given.format, "format"); // first: of another file nothing else need be told
  version(given.version, "version");
  const tasks = listOf(task)(given.tasks, "tasks");
  const read = objectOf({
    format: oneOf([FORMAT]),
    version,
    head: recordedHead,
    context: whole(1),
    vocabulary: textList,
    tasks: listOf(task),
    cohorts: listOf(cohort),
    runs: listOf(runOf(tasks.map(({ name }) => name))),
  })(value, "");
  const { head, context, vocabulary, cohorts, runs } = read;
  const { recipe, engine } = head;
  const workers = [runs.map((run) => run.id)];
  const summary: SweepSummary = { recipe, tasks, vocabulary, context, cohorts, data: null, engine, workers };
  checkLadder(summary, runs);
  return { head, summary, events: eventsOf(summary, runs, head.startedAt) };
}

/** The cohorts must be those of the recipe, and the runs theirs: views take both for granted. */
function checkLadder(summary: SweepSummary, runs: readonly RecordedRun[]): void {
  const { recipe, cohorts } = summary;
  const same = (at: string, expected: readonly unknown[], got: readonly unknown[]) => {
    if (expected.join() !== got.join()) throw wrong(at, expected.join(", "), got.join(", "));
  };
  const ids = createSweepLog(summary).runs.map(({ id }) => id);
  same("cohorts", cohortsOf(recipe).map(cohortName), cohorts.map(cohortName));
  for (const one of cohorts) same(`cohorts: seeds of ${cohortName(one)}`, recipe.seeds, one.seeds);
  const given = runs.map(({ id }) => id);
  same("runs", ids, given);
}
