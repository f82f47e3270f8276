/** What a check leaves: a table on the terminal, a log and a plot in files. */
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { table } from "../../src/cli/words.ts";
import { jsonValue } from "../../src/export/number.ts";
import { isPassed, type Line, type Outcome } from "./check.ts";
import { svgOf } from "./plot.ts";

/** What a check's run was, beside its outcome. */
export interface RunFacts {
  readonly name: string;
  readonly source: string;
  /** `2026-11-23` */
  readonly date: string;
  /** On the clock. */
  readonly seconds: number;
  /** Of all threads. */
  readonly processorSeconds: number;
}

/** The machine in words. */
export const hardware = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() || process.arch}, Node ${process.versions.node}`;

const verdictOf = ({ ok }: Line): string => (ok === null ? "shown" : ok ? "within" : "OUTSIDE");

/** Ours beside the reference, a line a figure, and the verdict. */
export function textOf({ lines, engine }: Outcome, facts: RunFacts): string {
  const rows = lines.map((line) => [line.what, line.ours, line.reference, line.tolerance, verdictOf(line)]);
  const outside = lines.filter(({ ok }) => ok === false).length;
  const verdict = isPassed(lines) ? "within tolerance" : `OUTSIDE in ${outside} of ${lines.length} lines`;
  return [
    table([["", "ours", "reference", "tolerance", "verdict"], ...rows]),
    `\n${facts.name}: ${verdict}. Reference: ${facts.source}.\n`,
    `${facts.date}, ${engine.engine} (${engine.device}), ${hardware()}; `,
    `${facts.seconds.toFixed(0)} s, ${(facts.processorSeconds / 60).toFixed(1)} min of processor time.\n`,
  ].join("");
}

/**
 * Writes `NAME.json` and `NAME.svg` and gives their paths; on another engine than wasm `NAME-ENGINE`.
 *
 * @param record every sweep that was trained, as plain data
 */
export async function writeReport(
  out: string,
  outcome: Outcome,
  facts: RunFacts,
  record: unknown,
): Promise<string[]> {
  await mkdir(out, { recursive: true });
  const { lines, engine, figures, plot } = outcome;
  const log = {
    ...facts,
    hardware: hardware(),
    passed: isPassed(lines),
    engine,
    lines,
    figures,
    sweeps: record,
  };
  const finite = (_key: string, value: unknown) => (typeof value === "number" ? jsonValue(value) : value);
  const stem = engine.engine === "wasm" ? facts.name : `${facts.name}-${engine.engine}`;
  const [json, svg] = [join(out, `${stem}.json`), join(out, `${stem}.svg`)];
  await writeFile(json, `${JSON.stringify(log, finite)}\n`);
  await writeFile(svg, svgOf(plot));
  return [json, svg];
}
