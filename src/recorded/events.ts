import { evalColumns, TRAIN_COLUMNS } from "../metrics/columns.ts";
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
}

/**
 * What a trainer would have told, in its order: where widths train together step by step, the runs of each step
 * narrow to wide; else one width after the other. What is made of a log on the way is then made of the same.
 */
export function eventsOf(summary: SweepSummary, runs: readonly RecordedRun[]): TrainerEvent[] {
  const { recipe, cohorts } = summary;
  const tasks = summary.tasks.map(({ name }) => name);
  const n = recipe.seeds.length; // of every cohort
  const byCohort = cohorts.map((_, i) => runs.slice(i * n, (i + 1) * n));
  const groups = recipe.order === "together" ? [runs] : byCohort;
  const events = groups.flatMap((group) => [...stepByStep(group, tasks), ...group.flatMap(endOf)]);
  return [...events, { type: "finished", stopped: false }];
}

/** The rows of some runs, up to one evaluated step after the other: training first, then the evaluation. */
function stepByStep(runs: readonly RecordedRun[], tasks: readonly string[]): TrainerEvent[] {
  const ends = [...new Set(runs.flatMap((run) => run.eval.step ?? []))].sort((a, b) => a - b);
  const tables = runs.map((run) => ({ run, train: timed(run), evaluated: run.eval }));
  let after = Number.NEGATIVE_INFINITY;
  return [...ends, Number.POSITIVE_INFINITY].flatMap((end) => {
    const part = (
      id: string,
      table: TableName,
      columns: Columns,
      names: readonly string[],
    ): TrainerEvent[] => {
      const rows = rowsBetween(columns, names, after, end);
      return rows.length > 0 ? [{ type: "rows", run: id, table, rows }] : [];
    };
    const told = [
      ...tables.flatMap(({ run, train }) => part(run.id, "train", train, TRAIN_COLUMNS)),
      ...tables.flatMap(({ run, evaluated }) => part(run.id, "eval", evaluated, evalColumns(tasks))),
    ];
    after = end;
    return told;
  });
}

/** Training steps get the times that lie between those of the evaluations. */
function timed({ train, eval: evaluated }: RecordedRun): Columns {
  const { step: steps = [], wall_time: seconds = [] } = evaluated;
  return { ...train, wall_time: (train.step ?? []).map((step) => timeAt(steps, seconds, step)) };
}

/** Flat rows (n × columns) of the steps above `after`, up to `end`; NaN where a column is not recorded. */
function rowsBetween(columns: Columns, names: readonly string[], after: number, end: number): Float64Array {
  const steps = columns.step ?? [];
  const first = steps.findIndex((step) => step > after);
  const last = steps.findLastIndex((step) => step <= end);
  const length = first < 0 ? 0 : Math.max(0, last - first + 1);
  const rows = new Float64Array(length * names.length);
  names.forEach((name, c) => {
    for (let r = 0; r < length; r++) rows[r * names.length + c] = columns[name]?.[first + r] ?? Number.NaN;
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
