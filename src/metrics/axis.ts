import type { Run } from "./run.ts";
import type { Table } from "./table.ts";

/** What runs of different widths can be compared by: the same number of steps, tokens, FLOPs or seconds. */
export const AXES = ["step", "tokens", "flops", "wall_time"] as const;
export type Axis = (typeof AXES)[number];

/** What one unit of {@link placesOf} spends of an axis: all but `wall_time` are counted in steps. */
export function unitOf(run: Run, axis: Axis): number {
  if (axis === "step" || axis === "wall_time") return 1;
  return run.tokensPerStep * (axis === "tokens" ? 1 : run.flopsPerToken);
}

/** The column (rows, ascending) that times {@link unitOf} is the axis: a live view, nothing is copied. */
export const placesOf = (table: Table, axis: Axis): Float64Array =>
  table.column(axis === "wall_time" ? "wall_time" : "step");

/** An axis beside a table of a run: what the run had spent at each row (rows), ascending. */
export function axisColumn(run: Run, table: Table, axis: Axis): Float64Array {
  const places = placesOf(table, axis);
  if (axis === "wall_time") return places;
  const unit = unitOf(run, axis);
  return places.map((step) => step * unit);
}

/** What a run has spent so far; 0 before its first step. */
export function spent(run: Run, axis: Axis): number {
  const places = placesOf(run.train, axis);
  return (places[places.length - 1] ?? 0) * unitOf(run, axis);
}
