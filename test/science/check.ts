/** What a check is, and when a figure counts as within its tolerance. */
import type { Interval } from "../../src/analysis/bootstrap.ts";
import type { EngineInfo } from "../../src/engine/engine.ts";
import type { Lab } from "./lab.ts";
import type { Plot } from "./plot.ts";

/** One figure of ours beside the reference. */
export interface Line {
  readonly what: string;
  readonly ours: string;
  readonly reference: string;
  readonly tolerance: string;
  /** Null where the figure is shown, not judged. */
  readonly ok: boolean | null;
}

/** What a check found. */
export interface Outcome {
  readonly lines: readonly Line[];
  readonly plot: Plot;
  readonly engine: EngineInfo;
  /** Figures for the log beside those of the sweeps; plain data. */
  readonly figures?: unknown;
}

/** One comparison with published figures or pilots. Its tolerance is committed before its first full run. */
export interface Check {
  /** One line for the list. */
  readonly about: string;
  /** Runs, and about how many minutes of processor time on the wasm engine. */
  readonly takes: string;
  /** Where the reference is from. */
  readonly source: string;
  /** True where a file has to be given with `--data`. */
  readonly needsData?: boolean;
  run(lab: Lab): Promise<Outcome>;
}

/** What a figure may be, ends included; left out, that side is open. */
export interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

/** False also for what is no number: nothing measured is nothing shown. */
export const isWithin = (value: number, { least = -Infinity, most = Infinity }: Bounds): boolean =>
  value >= least && value <= most;

/** `at least 0.85`, `at most 0.02`, `0.2 to 0.4`. */
export function boundsWords({ least, most }: Bounds): string {
  if (least === undefined) return most === undefined ? "" : `at most ${short(most)}`;
  return most === undefined ? `at least ${short(least)}` : `${short(least)} to ${short(most)}`;
}

/** Without what rounding leaves behind: 1.88 − 0.05 is 1.83. */
const short = (value: number): string => String(Number(value.toPrecision(6)));

/** A figure with what it may be. */
export const judged = (
  what: string,
  value: number,
  bounds: Bounds,
  reference: string,
  decimals = 3,
): Line => ({
  what,
  ours: value.toFixed(decimals),
  reference,
  tolerance: boundsWords(bounds),
  ok: isWithin(value, bounds),
});

/** A figure that is only shown. */
export const shown = (what: string, ours: string, reference: string): Line => ({
  what,
  ours,
  reference,
  tolerance: "",
  ok: null,
});

/** True where two intervals have a point in common; ends may be infinite. */
export const overlaps = (a: Interval, b: Interval): boolean => a.low <= b.high && b.low <= a.high;

/** True where every figure that is judged is within; false where none is. */
export const isPassed = (lines: readonly Line[]): boolean =>
  lines.some(({ ok }) => ok === true) && lines.every(({ ok }) => ok !== false);
