import { countUpTo } from "../../analysis/budget.ts";
import { type Spread, spread } from "../../analysis/statistics.ts";
import type { Axis } from "../../metrics/axis.ts";
import type { Run } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";
import { meant } from "./lossData.ts";
import { type Rows, smoothedRows, trainPlaces } from "./lossRows.ts";
import { firstPlace, type Range } from "./lossView.ts";

/** A place on the axis, and each width's smoothed losses there: over the seeds that have got as far. */
export interface Reading {
  readonly at: number;
  readonly losses: ReadonlyMap<number, Spread>;
}

/** The losses at a place on the axis, whatever the pixels. */
export function readLosses(sweep: Sweep, rows: Rows, at: number): Reading {
  const widths = [...new Set(sweep.runs.map((run) => run.width))];
  const seedsOf = (width: number) => meant(sweep.runs.filter((run) => run.width === width));
  return {
    at,
    losses: new Map(
      widths.map((width) => [width, spread(seedsOf(width).map((run) => lossAt(run, rows, at)))]),
    ),
  };
}

/** A run's newest smoothed loss at a place; NaN where it has not begun, or has not got as far. */
function lossAt(run: Run, rows: Rows, at: number): number {
  const { column, unit } = trainPlaces(run, rows);
  const row = countUpTo(column, at / unit) - 1;
  const isBeyond = row === column.length - 1 && at > (column[row] ?? 0) * unit * (1 + 1e-9);
  return isBeyond ? Number.NaN : (smoothedRows(run, rows)[row] ?? Number.NaN);
}

/** A place that something can be read at: steps are whole ones. */
export const readable = (axis: Axis, at: number): number => (axis === "step" ? Math.round(at) : at);

/** About so many presses of a key from end to end. */
const MOVES = 100;

/** The places that the keyboard goes through: about a hundred over what is shown of the data, as they lie on it. */
export function stopsOf(sweep: Sweep, rows: Rows, shown: Range, isLog: boolean): number[] {
  const { axis } = rows;
  const ends = sweep.runs.map((run) => {
    const { column, unit } = trainPlaces(run, rows);
    return (column[column.length - 1] ?? 0) * unit;
  });
  const first = Math.min(...sweep.runs.map((run) => firstPlace(run, axis)));
  const [from, to] = [Math.max(shown[0], first), Math.min(shown[1], Math.max(0, ...ends))];
  if (!(to > from)) return to > 0 && to === from ? [to] : [];
  const place = (share: number) => (isLog ? from * (to / from) ** share : from + (to - from) * share);
  const places = Array.from({ length: MOVES + 1 }, (_, i) => readable(axis, place(i / MOVES)));
  return [...new Set(places)];
}
