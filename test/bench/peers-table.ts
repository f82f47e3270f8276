/** The benchmark's results as Markdown. */
import { cpus } from "node:os";
import type { Counts, Name, Shape } from "./peers/contender.ts";

/** One contender at one width. */
export interface Row {
  readonly name: Name;
  readonly shape: Shape;
  /** Why it could not be timed. */
  readonly problem: string | null;
  /** Of a step: median of the turns. */
  readonly milliseconds: number;
  /** Of a step, turn by turn. */
  readonly times: readonly number[];
  readonly tokensPerSecond: number;
  /** After the warm-up, and at the end. */
  readonly firstLoss: number;
  readonly lastLoss: number;
  readonly counts: Counts | null;
}

export const heading = (chromium: string, adapter: string): string =>
  `Chromium ${chromium}, ${adapter}; ${cpus().length} × ${cpus()[0]?.model}, ${process.arch}\n\n`;

const columns = (first: Name) => [
  "contender",
  "ms/step",
  "tokens/s",
  `${first} is faster by`,
  "dispatches",
  "passes",
  "submits",
  "buffers",
  "bind groups",
  "pipelines",
  "MB",
];

/** Rows of one shape, held against the first contender. */
export function table(rows: readonly Row[]): string {
  const { name, milliseconds: ours, shape } = rows[0] as Row;
  const { layers, width, context, batch, vocabulary } = shape;
  const titles = columns(name);
  const lines = [
    `L=${layers}, C=${width}, T=${context}, B=${batch}, V=${vocabulary}`,
    "",
    `| ${titles.join(" | ")} |`,
    `|${"---|".repeat(titles.length)}`,
    ...rows.map((row) => `| ${cells(row, ours).join(" | ")} |`),
  ];
  return `${lines.join("\n")}\n\n`;
}

function cells({ name, problem, milliseconds, tokensPerSecond, counts }: Row, ours: number): string[] {
  if (problem !== null || counts === null) return [name, `failed: ${problem}`];
  return [
    name,
    milliseconds.toPrecision(3),
    String(Math.round(tokensPerSecond)),
    `${(milliseconds / ours).toFixed(1)} ×`,
    ...[counts.dispatchesPerStep, counts.passesPerStep, counts.submitsPerStep].map(short),
    ...[counts.buffersPerStep, counts.bindGroupsPerStep].map(short),
    String(counts.pipelines),
    (counts.bytes / 1e6).toFixed(1),
  ];
}

const short = (n: number): string => String(Number(n.toFixed(2)));
