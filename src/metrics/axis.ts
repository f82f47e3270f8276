import type { Run } from "./run.ts";
import type { Table } from "./table.ts";

/** What runs of different widths can be compared by: the same number of steps, tokens, FLOPs or seconds. */
export const AXES = ["step", "tokens", "flops", "wall_time"] as const;
export type Axis = (typeof AXES)[number];

/** What one step of a run spends of an axis that is counted; `wall_time` is measured instead. */
function perStep(run: Run, axis: Exclude<Axis, "wall_time">): number {
  if (axis === "step") return 1;
  return run.tokensPerStep * (axis === "tokens" ? 1 : run.flopsPerToken);
}

/** An axis beside a table of a run: what the run had spent at each row (rows), ascending. */
export function axisColumn(run: Run, table: Table, axis: Axis): Float64Array {
  if (axis === "wall_time") return table.column("wall_time");
  const cost = perStep(run, axis);
  return table.column("step").map((step) => step * cost);
}

/** What a run has spent so far; 0 before its first step. */
export function spent(run: Run, axis: Axis): number {
  if (run.train.length === 0) return 0;
  return axis === "wall_time" ? run.train.last("wall_time") : run.train.last("step") * perStep(run, axis);
}
