/** What checks read off a sweep's last evaluation. */
import { type Emergence, emergence } from "../../src/analysis/emergence.ts";
import { medianOf } from "../../src/analysis/median.ts";
import { rescale } from "../../src/analysis/score.ts";
import { type AbilityMeasure, abilityColumn } from "../../src/metrics/columns.ts";
import type { SweepLog } from "../../src/metrics/sweep.ts";

/** One score a seed of a width; NaN for runs that diverged. */
export const scoresAt = (
  { runs }: SweepLog,
  width: number,
  task: string,
  measure: AbilityMeasure = "exact",
): number[] =>
  runs
    .filter((run) => run.width === width)
    .map((run) => (run.status === "diverged" ? Number.NaN : run.eval.last(abilityColumn(task, measure))));

/** The median of scores as they come; NaN where one of them is, or there are none. */
export function median(scores: readonly number[]): number {
  if (scores.length === 0 || scores.some(Number.isNaN)) return Number.NaN;
  return medianOf([...scores].sort((a, b) => a - b));
}

/** `0.12, 0.4, 1.00`: scores, least first. */
export const listOf = (scores: readonly number[], decimals = 2): string =>
  [...scores]
    .sort((a, b) => a - b)
    .map((score) => score.toFixed(decimals))
    .join(", ");

/** The chance level of a task that is alone in its sweep. */
export const chanceOf = ({ summary }: SweepLog): number => summary.tasks[0]?.chance ?? Number.NaN;

/** Where a task that is alone in its sweep emerged on the ladder, over seeds. */
export function emergenceOf(sweep: SweepLog): Emergence {
  const { widths, seeds, tasks } = sweep.summary.recipe;
  const byWidth = widths.map((width) => scoresAt(sweep, width, tasks[0]?.name ?? ""));
  const scoreOf = (seed: number, scores: readonly number[]) =>
    rescale(scores[seed] ?? Number.NaN, chanceOf(sweep));
  return emergence(
    widths,
    seeds.map((_, seed) => byWidth.map((scores) => scoreOf(seed, scores))),
  );
}
