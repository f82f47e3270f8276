import { evalColumns, TRAIN_COLUMNS } from "../metrics/columns.ts";
import type { Mark } from "../metrics/remark.ts";
import type { SweepSummary, TableName, TrainerEvent } from "../protocol.ts";
import type { LastSamples, STATUSES } from "./format.ts";
import { timeAt } from "./time.ts";

/** Named columns of equal lengths. */
export type Columns = Readonly<Record<string, readonly number[]>>;

/** A run as its file has it. */
export interface RecordedRun {
  readonly id: string;
  readonly status: (typeof STATUSES)[number];
  readonly divergedAt: number | null;
  readonly train: Columns;
  readonly eval: Columns;
  readonly samples: LastSamples | null;
  readonly note?: string;
  readonly mark?: Mark | null;
}

/**
 * What a trainer would have told, in its order: where widths train together step by step, the runs of each step
 * narrow to wide; else one width after the other. What is made of a log on the way is then made of the same.
 *
 * @param origin what the evaluations' `timestamp` counts from, Unix milliseconds
 */
export function eventsOf(
  summary: SweepSummary,
  runs: readonly RecordedRun[],
  origin: number,
): TrainerEvent[] {
  const { recipe, cohorts } = summary;
  const tasks = summary.tasks.map(({ name }) => name);
  const n = recipe.seeds.length; // of every cohort
  const byCohort = cohorts.map((_, i) => runs.slice(i * n, (i + 1) * n));
  const groups = recipe.order === "together" ? [runs] : byCohort;
  const events = groups.flatMap((group) => [...stepByStep(group, tasks, origin), ...group.flatMap(endOf)]);
  return [...events, { type: "finished", stopped: false }];
}

/** The rows of some runs, up to one evaluated step after the other: training first, then the evaluation. */
function stepByStep(runs: readonly RecordedRun[], tasks: readonly string[], origin: number): TrainerEvent[] {
  const ends = [...new Set(runs.flatMap((run) => run.eval.step ?? []))].sort((a, b) => a - b);
  const training = runs.map((run) => partsOf(run.id, "train", timed(run), TRAIN_COLUMNS));
  const evaluations = runs.map((run) => partsOf(run.id, "eval", dated(run, origin), evalColumns(tasks)));
  return [...ends, Number.POSITIVE_INFINITY].flatMap((end) =>
    [...training, ...evaluations].flatMap((next) => next(end)),
  );
}

/** Training steps without times get those that lie between the evaluations'. */
function timed({ train, eval: evaluated }: RecordedRun): Columns {
  if (train.wall_time) return train;
  const { step: steps = [], wall_time: seconds = [] } = evaluated;
  return { ...train, wall_time: (train.step ?? []).map((step) => timeAt(steps, seconds, step)) };
}

/** Evaluations have their times as Unix seconds again. */
const dated = ({ eval: evaluated }: RecordedRun, origin: number): Columns => ({
  ...evaluated,
  timestamp: (evaluated.timestamp ?? []).map((seconds) => origin / 1000 + seconds),
});

/** Hands out a table's rows: at each call those up to a step that have not been handed out, if there are any. */
function partsOf(run: string, table: TableName, columns: Columns, names: readonly string[]) {
  const steps = columns.step ?? [];
  const flat = rowsOf(columns, names);
  let row = 0;
  return (end: number): TrainerEvent[] => {
    const first = row;
    while (row < steps.length && (steps[row] as number) <= end) row++;
    const rows = flat.subarray(first * names.length, row * names.length);
    return rows.length > 0 ? [{ type: "rows", run, table, rows }] : [];
  };
}

/** Flat rows (n × columns); NaN where a column is not recorded. */
function rowsOf(columns: Columns, names: readonly string[]): Float64Array {
  const length = columns.step?.length ?? 0;
  const rows = new Float64Array(length * names.length);
  names.forEach((name, c) => {
    const column = columns[name];
    for (let r = 0; r < length; r++) rows[r * names.length + c] = column?.[r] ?? Number.NaN;
  });
  return rows;
}

/** How a run ended, with its last answers; one that was stopped is told by the end of all. */
function endOf({ id, status, divergedAt, samples }: RecordedRun): TrainerEvent[] {
  const told: TrainerEvent[] = samples ? [{ type: "samples", run: id, ...samples }] : [];
  if (status === "done") told.push({ type: "done", run: id });
  if (divergedAt !== null) {
    told.push({ type: "diverged", run: id, step: divergedAt, message: `diverged at step ${divergedAt}` });
  }
  return told;
}
