import type { Run } from "../metrics/run.ts";
import type { Table } from "../metrics/table.ts";
import { numberText } from "./number.ts";
import { type ExportSource, inChunks } from "./source.ts";

/** The columns of the tidy CSV (CONTRIBUTING, contracts). */
export const CSV_HEADER = "run_id,task,width,seed,split,metric,step,tokens,flops,wall_time,value";

/** One metric of a run's table: the text before its step, and its values. */
interface Series {
  readonly start: string;
  readonly values: Float64Array;
}

/** A run's table at one moment. */
interface Content {
  readonly run: Run;
  readonly steps: Float64Array;
  readonly walls: Float64Array;
  readonly series: readonly Series[];
}

/**
 * The tidy CSV of a sweep: one row a point, every point; runs in order, each step by step, its training
 * rows before its evaluations. UTF-8 without BOM, lines end in LF. The points are those of the moment of
 * the call, however late the chunks are taken.
 *
 * @returns chunks of about 256 kB, to be written or joined in order
 */
export function csvChunks(source: ExportSource): Generator<string> {
  const tables = source.runs.flatMap((run) => [
    contentOf(run, run.train, "train"),
    contentOf(run, run.eval, "heldout"),
  ]);
  return inChunks(csvLines(tables));
}

function* csvLines(tables: readonly Content[]): Generator<string> {
  yield `${CSV_HEADER}\n`;
  for (const table of tables) yield* tableLines(table);
}

/** Takes a table's columns as they are now: rows that come later lie behind the views' ends. */
function contentOf(run: Run, table: Table, split: "train" | "heldout"): Content {
  const series = table.columns.slice(3).map((metric): Series => {
    const cells = [textCell(run.id), textCell(taskOf(metric)), run.width, run.seed, split, textCell(metric)];
    return { start: cells.join(","), values: table.column(metric) };
  });
  return { run, steps: table.column("step"), walls: table.column("wall_time"), series };
}

function* tableLines({ run, steps, walls, series }: Content): Generator<string> {
  for (let row = 0; row < steps.length; row++) {
    const when = whenCells(run, steps[row] as number, walls[row] as number);
    for (const { start, values } of series) {
      yield `${start},${when},${numberText(values[row] as number)}\n`;
    }
  }
}

/** `step,tokens,flops,wall_time`: tokens and floating-point operations of this run up to the step. */
function whenCells(run: Run, step: number, wall: number): string {
  const tokens = step * run.tokensPerStep;
  return [step, tokens, tokens * run.flopsPerToken, wall].map(numberText).join(",");
}

/** The task of `ability/sort/exact`; empty for metrics of the whole mixture. */
const taskOf = (metric: string): string => /^ability\/(.*)\/[^/]*$/s.exec(metric)?.[1] ?? "";

/**
 * A text cell that no spreadsheet takes for a formula (OWASP, "CSV Injection": a leading = + - @, tab or
 * CR gets an apostrophe before it), quoted where RFC 4180 asks for it. Never used for numbers.
 */
export function textCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
