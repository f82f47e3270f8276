import { countUpTo, sharedBudget } from "../../analysis/budget.ts";
import { type Axis, axisColumn } from "../../metrics/axis.ts";
import type { Run } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { flops, seconds, short } from "../format.ts";

/** What widths are compared at: the same number of steps, tokens, FLOPs or seconds. */
export interface Comparison {
  readonly axis: Axis;
  /** What each run may have spent; infinite where each stands where it is. */
  readonly budget: number;
}

/**
 * The step up to which evaluations are shown side by side. Widths take turns, so the narrow ones are always
 * evaluated first: compared are only steps that all of them have reached. Where widths train one after
 * another there is no such step, and each stands where it is.
 */
export const comparedStep = (sweep: Sweep): number => comparisonOf(sweep, "step").budget;

/**
 * What can be compared now: the most that every run has spent that has been evaluated; where widths train one
 * after another, every one that is done. For steps these stand where they are.
 */
export function comparisonOf(sweep: Sweep, axis: Axis): Comparison {
  const isTogether = sweep.summary.recipe.order === "together";
  if (axis === "step" && !isTogether) return { axis, budget: Number.POSITIVE_INFINITY };
  const counted = sweep.runs.filter(
    (run) => run.eval.length > 0 && run.status !== "diverged" && (isTogether || run.status === "done"),
  );
  if (counted.length === 0) return { axis, budget: Number.POSITIVE_INFINITY };
  const spent = counted.map((run) => axisColumn(run, run.eval, axis).at(-1) ?? 0);
  return { axis, budget: sharedBudget(spent) ?? 0 };
}

/** The row of a run's newest evaluation within a budget; -1 where there is none. */
export const evaluatedRow = (run: Run, { axis, budget }: Comparison): number =>
  countUpTo(axisColumn(run, run.eval, axis), budget) - 1;

/** A run's newest value of an evaluated column up to a step; NaN where there is none. */
export const evaluatedBy = (run: Run, column: string, step: number): number =>
  run.eval.column(column)[evaluatedRow(run, { axis: "step", budget: step })] ?? Number.NaN;

/** What each run had spent when it was compared: `1,500 steps`, `1.5 M tokens`, `2.3 GFLOPs`, `4.2 s`. */
export function budgetWords({ axis, budget }: Comparison): string {
  if (!Number.isFinite(budget)) return "";
  if (axis === "flops") return flops(budget);
  if (axis === "wall_time") return seconds(budget);
  const words = strings().stairs;
  return axis === "step" ? words.steps(budget) : words.tokens(short(budget));
}
