import { smooth, weightFor } from "../../analysis/smoothing.ts";
import { spread } from "../../analysis/statistics.ts";
import {
  bridged,
  type Grid,
  lastOf,
  lastOnto,
  makeGrid,
  minMaxOnto,
  type Slots,
} from "../../metrics/decimate.ts";
import { type Run, stepsDone } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";
import { runsOf } from "../view/progress.ts";

/** Above this many runs the unsmoothed lines would only be mud. */
const MOST_RAW = 8;

/** Zero has no logarithm: losses below this are drawn here. */
const FLOOR = 1e-7;

/** What one line (a run) or one set of dots (a width: the mean over its runs) shows. */
export interface LossSeries {
  readonly width: number;
  readonly runs: readonly Run[];
  readonly kind: "raw" | "smooth" | "heldOut" | "behind";
}

/**
 * The series of a sweep's chart, faint ones first so that they lie below: first those of the sweep that it is
 * set against, one a width that both have.
 */
export function lossSeries(sweep: Sweep, behind: Sweep | null): LossSeries[] {
  const lines = (kind: "raw" | "smooth"): LossSeries[] =>
    sweep.runs.map((run) => ({ width: run.width, runs: [run], kind }));
  const dots = sweep.summary.cohorts.map(
    ({ width }): LossSeries => ({
      width,
      runs: sweep.runs.filter((run) => run.width === width),
      kind: "heldOut",
    }),
  );
  const raw = sweep.runs.length > MOST_RAW ? [] : lines("raw");
  const compared = behind ? lossSeriesBehind(sweep, behind) : [];
  return [...compared, ...raw, ...lines("smooth"), ...dots];
}

function lossSeriesBehind(sweep: Sweep, behind: Sweep): LossSeries[] {
  const { widths } = sweep.summary.recipe;
  const shared = behind.summary.cohorts.filter(({ width }) => widths.includes(width));
  return shared.map(({ width }) => ({ width, runs: runsOf(behind, width), kind: "behind" }));
}

/** The newest step that anything is known of. */
export const newestStep = (sweep: Sweep): number =>
  Math.max(0, ...sweep.runs.flatMap((run) => [stepsDone(run), run.eval.last("step") || 0]));

/**
 * Steps up to `last` laid on two slots a pixel, one where there are only smoothed lines; within a stage of
 * the axis it does not depend on how far training is, so that what is drawn stays where it is.
 */
export const lossGrid = (sweep: Sweep, last: number, pixels: number): Grid =>
  makeGrid(last, Math.max(2, pixels * (sweep.runs.length > MOST_RAW ? 1 : 2)));

/** The columns of the chart: steps first, then one per series. */
export function lossColumns(
  grid: Grid,
  series: readonly LossSeries[],
  steps: number,
): [Float64Array, ...Slots[]] {
  const columnOf = ({ runs, kind }: LossSeries): Slots => {
    const [run] = runs;
    if (!run || kind === "heldOut") return heldOutMean(grid, runs);
    if (kind === "behind") return trainMean(grid, runs, steps);
    return trainColumn(grid, run, kind, steps);
  };
  return [grid.x, ...series.map((one) => floored(columnOf(one)))];
}

function trainColumn(grid: Grid, run: Run, kind: "raw" | "smooth", steps: number): Slots {
  const all = run.train.column("step");
  // a sweep that this one is set against may be further than the axis
  const at = all.subarray(0, all.findLastIndex((step) => step <= lastOf(grid)) + 1);
  const values = run.train.column("loss/train").subarray(0, at.length);
  if (kind === "raw") return minMaxOnto(grid, at, values);
  return bridged(lastOnto(grid, at, smooth(values, weightFor(steps), at)));
}

/** The mean of the smoothed training losses of the runs that have not diverged. */
function trainMean(grid: Grid, runs: readonly Run[], steps: number): Slots {
  const live = runs.filter((run) => run.status !== "diverged");
  const columns = live.map((run) => trainColumn(grid, run, "smooth", steps));
  return Array.from(grid.x, (_, slot) => meanAt(columns, slot));
}

/** The mean over the columns that have a value at a slot; null where none has. */
function meanAt(columns: readonly Slots[], slot: number): number | null {
  if (columns.every((column) => column[slot] === null)) return null;
  return spread(columns.map((column) => column[slot] ?? Number.NaN)).mean;
}

/** The mean over the runs that were evaluated at a slot and have not diverged. */
function heldOutMean(grid: Grid, runs: readonly Run[]): Slots {
  const live = runs.filter((run) => run.status !== "diverged");
  const columns = live.map((run) => lastOnto(grid, run.eval.column("step"), run.eval.column("loss/heldout")));
  const [first, ...others] = columns;
  if (!first) return new Array<null>(grid.x.length).fill(null);
  if (others.length === 0) return first;
  // Evaluations are few: only their slots are averaged.
  return first.map((_, slot) => meanAt(columns, slot));
}

function floored(slots: Slots): Slots {
  for (let i = 0; i < slots.length; i++) {
    const value = slots[i];
    if (typeof value === "number" && value < FLOOR) slots[i] = FLOOR;
  }
  return slots;
}
