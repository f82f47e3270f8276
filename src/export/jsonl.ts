import type { Run } from "../metrics/run.ts";
import type { Table } from "../metrics/table.ts";
import { jsonNumber } from "./number.ts";
import { type ExportSource, inChunks } from "./source.ts";

/** A table's columns once, with their keys as JSON. */
interface Columns {
  readonly steps: Float64Array;
  readonly walls: Float64Array;
  readonly timestamps: Float64Array;
  readonly metrics: readonly { readonly key: string; readonly values: Float64Array }[];
}

/** A run's two tables at one moment. */
interface Content {
  /** What every line says of the run. */
  readonly facts: string;
  readonly train: Columns;
  readonly held: Columns;
}

/**
 * The log as JSON lines with W&B's keys: one object per run and step; where a step was also evaluated,
 * its held-out metrics stand in the same object. Runs in order, steps in order. The points are those of
 * the moment of the call, however late the chunks are taken.
 *
 * @returns chunks of about 256 kB, to be written or joined in order
 */
export function jsonlChunks(source: ExportSource): Generator<string> {
  return inChunks(jsonLines(source.runs.map(contentOf)));
}

/** Takes a run's columns as they are now: rows that come later lie behind the views' ends. */
const contentOf = (run: Run): Content => ({
  facts: `"run_id":${JSON.stringify(run.id)},"width":${run.width},"seed":${run.seed}`,
  train: columnsOf(run.train),
  held: columnsOf(run.eval),
});

function* jsonLines(runs: readonly Content[]): Generator<string> {
  for (const run of runs) yield* runLines(run);
}

/** Merges the run's two tables, both in the order of steps; time is the training row's where there is one. */
function* runLines({ facts, train, held }: Content): Generator<string> {
  let t = 0;
  let h = 0;
  while (t < train.steps.length || h < held.steps.length) {
    const trainStep = train.steps[t] ?? Number.POSITIVE_INFINITY;
    const heldStep = held.steps[h] ?? Number.POSITIVE_INFINITY;
    const fromTrain = trainStep <= heldStep;
    const fromHeld = !fromTrain || trainStep === heldStep;
    let line = fromTrain ? `{${timeText(train, t)},${facts}` : `{${timeText(held, h)},${facts}`;
    if (fromTrain) line += metricText(train, t++);
    if (fromHeld) line += metricText(held, h++);
    yield `${line}}\n`;
  }
}

const columnsOf = (table: Table): Columns => ({
  steps: table.column("step"),
  walls: table.column("wall_time"),
  timestamps: table.column("timestamp"),
  metrics: table.columns.slice(3).map((name) => ({ key: JSON.stringify(name), values: table.column(name) })),
});

function timeText(columns: Columns, row: number): string {
  const step = jsonNumber(columns.steps[row] as number);
  const wall = jsonNumber(columns.walls[row] as number);
  return `"_step":${step},"_runtime":${wall},"_timestamp":${jsonNumber(columns.timestamps[row] as number)}`;
}

function metricText(columns: Columns, row: number): string {
  let text = "";
  for (const { key, values } of columns.metrics) text += `,${key}:${jsonNumber(values[row] as number)}`;
  return text;
}
