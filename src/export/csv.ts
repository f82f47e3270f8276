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

/**
 * The tidy CSV of a sweep: one row a point, every point; runs in order, each step by step, its training
 * rows before its evaluations. UTF-8 without BOM, lines end in LF.
 *
 * @returns chunks of about 256 kB, to be written or joined in order
 */
export function csvChunks(source: ExportSource): Generator<string> {
  return inChunks(csvLines(source));
}

function* csvLines(source: ExportSource): Generator<string> {
  yield `${CSV_HEADER}\n`;
  for (const run of source.runs) {
    yield* tableLines(run, run.train, "train");
    yield* tableLines(run, run.eval, "heldout");
  }
}

function* tableLines(run: Run, table: Table, split: "train" | "heldout"): Generator<string> {
  const steps = table.column("step");
  const walls = table.column("wall_time");
  const series = table.columns.slice(3).map((metric): Series => {
    const cells = [textCell(run.id), textCell(taskOf(metric)), run.width, run.seed, split, textCell(metric)];
    return { start: cells.join(","), values: table.column(metric) };
  });
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
