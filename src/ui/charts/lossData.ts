import { smooth, weightFor } from "../../analysis/smoothing.ts";
import { spread } from "../../analysis/statistics.ts";
import { type Grid, lastOnto, makeGrid, minMaxOnto, type Slots } from "../../metrics/decimate.ts";
import { type Run, stepsDone } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";

/** Above this many runs the unsmoothed lines would only be mud. */
const MOST_RAW = 8;

/** Zero has no logarithm: losses below this are drawn here. */
const FLOOR = 1e-7;

/** What one line (a run) or one set of dots (a width: the mean over its runs) shows. */
export interface LossSeries {
  readonly width: number;
  readonly runs: readonly Run[];
  readonly kind: "raw" | "smooth" | "heldOut";
}

/** The series of a sweep's chart, faint ones first so that they lie below. */
export function lossSeries(sweep: Sweep): LossSeries[] {
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
  return [...raw, ...lines("smooth"), ...dots];
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
    return trainColumn(grid, run, kind, steps);
  };
  return [grid.x, ...series.map((one) => floored(columnOf(one)))];
}

function trainColumn(grid: Grid, run: Run, kind: "raw" | "smooth", steps: number): Slots {
  const values = run.train.column("loss/train");
  const at = run.train.column("step");
  return kind === "raw" ? minMaxOnto(grid, at, values) : lastOnto(grid, at, smooth(values, weightFor(steps)));
}

/** The mean over the runs that were evaluated at a slot and have not diverged. */
function heldOutMean(grid: Grid, runs: readonly Run[]): Slots {
  const live = runs.filter((run) => run.status !== "diverged");
  const columns = live.map((run) => lastOnto(grid, run.eval.column("step"), run.eval.column("loss/heldout")));
  const [first, ...others] = columns;
  if (!first) return new Array<null>(grid.x.length).fill(null);
  if (others.length === 0) return first;
  // Evaluations are few: only their slots are averaged.
  return first.map((_, slot) => {
    if (columns.every((column) => column[slot] === null)) return null;
    return spread(columns.map((column) => column[slot] ?? Number.NaN)).mean;
  });
}

function floored(slots: Slots): Slots {
  for (let i = 0; i < slots.length; i++) {
    const value = slots[i];
    if (typeof value === "number" && value < FLOOR) slots[i] = FLOOR;
  }
  return slots;
}
