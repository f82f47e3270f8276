import { smooth, weightFor } from "../../analysis/smoothing.ts";
import { type Grid, lastOnto, makeGrid, minMaxOnto, type Slots } from "../../metrics/decimate.ts";
import type { Run } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";

/** Above this many runs the unsmoothed lines would only be mud. */
const MOST_RAW = 8;

/** Zero has no logarithm: losses below this are drawn here. */
const FLOOR = 1e-7;

/** What one line or set of dots shows. */
export interface LossSeries {
  readonly run: Run;
  readonly kind: "raw" | "smooth" | "heldOut";
}

/** The series of a sweep's chart, faint ones first so that they lie below. */
export function lossSeries(sweep: Sweep): LossSeries[] {
  const kinds =
    sweep.runs.length > MOST_RAW ? (["heldOut", "smooth"] as const) : (["raw", "heldOut", "smooth"] as const);
  return kinds.flatMap((kind) => sweep.runs.map((run) => ({ run, kind })));
}

/** Steps of a sweep laid on about two slots a pixel; it does not depend on how far training is. */
export const lossGrid = (sweep: Sweep, pixels: number): Grid =>
  makeGrid(sweep.summary.recipe.steps, Math.max(2, 2 * pixels));

/** The columns of the chart: steps first, then one per series. */
export function lossColumns(
  grid: Grid,
  series: readonly LossSeries[],
  steps: number,
): [Float64Array, ...Slots[]] {
  return [grid.x, ...series.map(({ run, kind }) => floored(columnOf(grid, run, kind, steps)))];
}

function columnOf(grid: Grid, run: Run, kind: LossSeries["kind"], steps: number): Slots {
  if (kind === "heldOut") return lastOnto(grid, run.eval.column("step"), run.eval.column("loss/heldout"));
  const values = run.train.column("loss/train");
  const at = run.train.column("step");
  if (kind === "raw") return minMaxOnto(grid, at, values);
  return lastOnto(grid, at, smooth(values, weightFor(steps)));
}

function floored(slots: Slots): Slots {
  for (let i = 0; i < slots.length; i++) {
    const value = slots[i];
    if (typeof value === "number" && value < FLOOR) slots[i] = FLOOR;
  }
  return slots;
}
