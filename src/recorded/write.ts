import { evalColumns } from "../metrics/columns.ts";
import { isEmpty } from "../metrics/remark.ts";
import type { Run } from "../metrics/run.ts";
import type { SweepLog } from "../metrics/sweep.ts";
import type { Table } from "../metrics/table.ts";
import {
  AS_BEFORE,
  DIGITS,
  FORMAT,
  MOST_POINTS,
  MOST_ROWS,
  type RecordedHead,
  VERSION,
  WHOLE_VERSION,
} from "./format.ts";
import { headToJson } from "./head.ts";

/**
 * A finished sweep as a recorded one: the text of its file.
 *
 * @param sweep its whole log; only the last answers of its samples are kept
 */
export function recordingText(sweep: SweepLog, head: RecordedHead): string {
  const runs = sweep.runs.map((run) => runToJson(run, sweep));
  return [...fileLines(factsOf(sweep, head, VERSION), runs)].join("");
}

/**
 * A sweep as a sweep file, whole; of one that is under way what there is at the call, however late the lines are taken.
 *
 * @param most training steps of all runs to write one by one
 * @returns its text, a run a line
 */
export function sweepLines(sweep: SweepLog, head: RecordedHead, most = MOST_ROWS): Generator<string> {
  const { data } = sweep.summary;
  const isWhole = rowsOf(sweep) <= most;
  const points = isWhole ? null : Math.ceil(most / sweep.runs.length);
  const runs = sweep.runs.map((run) => wholeRun(run, sweep, points));
  return fileLines({ ...factsOf(sweep, head, WHOLE_VERSION), data }, foldedRuns(runs));
}

/** Training steps of all runs. */
const rowsOf = ({ runs }: SweepLog): number => runs.reduce((sum, run) => sum + run.train.length, 0);

/** True where a sweep file has every training step of a sweep; else means of several. */
export const fitsWhole = (sweep: SweepLog): boolean => rowsOf(sweep) <= MOST_ROWS;

const factsOf = ({ summary }: SweepLog, head: RecordedHead, version: number) => {
  const { context, vocabulary, tasks, cohorts } = summary;
  return { format: FORMAT, version, head: headToJson(head), context, vocabulary, tasks, cohorts };
};

/** A run a line: files that differ in one are easily compared, and long ones are written piece by piece. */
function* fileLines(facts: object, runs: Iterable<object>): Generator<string> {
  yield `${JSON.stringify(facts).slice(0, -1)},"runs":[`;
  let separator = "\n";
  for (const run of runs) {
    yield separator + JSON.stringify(run);
    separator = ",\n";
  }
  yield "]}\n";
}

function runToJson(run: Run, { summary, samples, startedAt }: SweepLog) {
  const { id, status, divergedAt } = run;
  const tasks = summary.tasks.map(({ name }) => name);
  const train = blockMeans(run.train, MOST_POINTS);
  return {
    id,
    status,
    divergedAt,
    train: { step: train.steps, "loss/train": rounded(train.means, "loss/train") },
    eval: evaluations(run.eval, tasks, startedAt),
    samples: samples.get(id) ?? null,
  };
}

/** Every evaluation; its time of day as whole seconds since the sweep began. */
function evaluations(table: Table, tasks: readonly string[], startedAt: number) {
  const valuesOf = (name: string) => {
    const column = table.column(name);
    if (name !== "timestamp") return rounded(column, name);
    return Array.from(column, (seconds) => jsonOf(Math.round(seconds - startedAt / 1000)));
  };
  return Object.fromEntries(evalColumns(tasks).map((name) => [name, valuesOf(name)]));
}

/** Few points of a long series: each is the mean of the steps since the one before. */
function blockMeans(table: Table, most: number) {
  const values = table.column("loss/train");
  const length = Math.ceil(values.length / most);
  const starts = Array.from({ length: Math.ceil(values.length / length) || 0 }, (_, i) => i * length);
  const blocks = starts.map((start) => values.subarray(start, start + length));
  const ends = starts.map((start) => Math.min(start + length, values.length) - 1);
  const steps = ends.map((end) => table.column("step")[end] as number);
  const means = blocks.map((block) => block.reduce((sum, value) => sum + value, 0) / block.length);
  return { steps, means };
}

/** A run's columns at one moment. */
interface WholeRun {
  readonly facts: object;
  readonly train: Readonly<Record<string, ArrayLike<number>>>;
  readonly eval: Readonly<Record<string, ArrayLike<number>>>;
  readonly samples: unknown;
}

/** Takes a run's columns as they are now: rows that come later lie behind the views' ends. */
function wholeRun(run: Run, { samples, remarks }: SweepLog, points: number | null): WholeRun {
  const { id, divergedAt } = run;
  const status = run.status === "waiting" || run.status === "training" ? "stopped" : run.status;
  const remark = remarks.get(id);
  const means = points === null ? null : blockMeans(run.train, points);
  return {
    facts: { id, status, divergedAt, ...(remark && !isEmpty(remark) && remark) },
    train: means ? { step: means.steps, "loss/train": means.means } : columnsOf(run.train),
    eval: columnsOf(run.eval),
    samples: samples.get(id) ?? null,
  };
}

const columnsOf = (table: Table) =>
  Object.fromEntries(table.columns.map((name) => [name, table.column(name)]));

/** Columns that are as in the run before are said to be: those of time and learning rate are alike in a cohort. */
function* foldedRuns(runs: readonly WholeRun[]): Generator<object> {
  let before: WholeRun | undefined;
  for (const run of runs) {
    yield {
      ...run.facts,
      train: folded(run.train, before?.train),
      eval: folded(run.eval, before?.eval),
      samples: run.samples,
    };
    before = run;
  }
}

const folded = (columns: WholeRun["train"], before: WholeRun["train"] = {}) =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => {
      const last = before[name];
      return [name, last && isEqual(column, last) ? AS_BEFORE : Array.from(column, jsonOf)];
    }),
  );

function isEqual(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

const rounded = (values: Iterable<number>, name: string): (number | string)[] =>
  Array.from(values, (value) => (name === "step" ? value : numberOf(value)));

const numberOf = (value: number) => jsonOf(Number(value.toPrecision(DIGITS)));

const jsonOf = (value: number): number | string => (Number.isFinite(value) ? value : String(value));
