import type { Run } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";

/**
 * The step up to which evaluations are shown side by side. Widths take turns, so the narrow ones are always
 * evaluated first: compared are only steps that all of them have reached. Where widths train one after
 * another there is no such step, and each stands where it is.
 */
export function comparedStep(sweep: Sweep): number {
  if (sweep.summary.recipe.order !== "together") return Number.POSITIVE_INFINITY;
  const evaluated = sweep.runs.filter((run) => run.status !== "diverged" && run.eval.length > 0);
  return Math.min(...evaluated.map((run) => run.eval.last("step")));
}

/** A run's newest value of an evaluated column up to a step; NaN where there is none. */
export function evaluatedBy(run: Run, column: string, step: number): number {
  const row = run.eval.column("step").findLastIndex((at) => at <= step);
  return run.eval.column(column)[row] ?? Number.NaN;
}
