import { evalColumns } from "../metrics/columns.ts";
import type { Run } from "../metrics/run.ts";
import type { SweepLog } from "../metrics/sweep.ts";
import type { Table } from "../metrics/table.ts";
import { DIGITS, FORMAT, MOST_POINTS, type RecordedHead, VERSION } from "./format.ts";
import { headToJson } from "./head.ts";

/**
 * A finished sweep as a recorded one: the text of its file.
 *
 * @param sweep its whole log; only the last answers of its samples are kept
 */
export function recordingText(sweep: SweepLog, head: RecordedHead): string {
  const { context, vocabulary, tasks, cohorts } = sweep.summary;
  const names = tasks.map(({ name }) => name);
  const recording = {
    format: FORMAT,
    version: VERSION,
    head: headToJson(head),
    context,
    vocabulary,
    tasks,
    cohorts,
    runs: sweep.runs.map((run) => runToJson(run, names, sweep)),
  };
  // a run a line: files that differ in one are easily compared
  return `${JSON.stringify(recording).replaceAll('{"id":', '\n{"id":')}\n`;
}

function runToJson(run: Run, tasks: readonly string[], { samples, startedAt }: SweepLog) {
  const { id, status, divergedAt } = run;
  return {
    id,
    status,
    divergedAt,
    train: blockMeans(run.train, MOST_POINTS),
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
  return { step: steps, "loss/train": rounded(means, "loss/train") };
}

const rounded = (values: Iterable<number>, name: string): (number | string)[] =>
  Array.from(values, (value) => (name === "step" ? value : numberOf(value)));

const numberOf = (value: number) => jsonOf(Number(value.toPrecision(DIGITS)));

const jsonOf = (value: number): number | string => (Number.isFinite(value) ? value : String(value));
