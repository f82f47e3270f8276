import { type Emergence, emergence } from "../../analysis/emergence.ts";
import { findingWords } from "../../analysis/emergence-words.ts";
import { rescale } from "../../analysis/score.ts";
import { type Spread, spread } from "../../analysis/statistics.ts";
import { type Success, success } from "../../analysis/success.ts";
import { abilityColumn } from "../../metrics/columns.ts";
import type { Run } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";
import { percent } from "../format.ts";
import type { TaskSummary } from "../types.ts";
import { comparedStep, evaluatedBy } from "./compare.ts";
import { runsOf } from "./progress.ts";

/** What one width can do of one task, over its seeds. */
export interface Ability {
  readonly width: number;
  /** Exact match of the runs that have not diverged. */
  readonly score: Spread;
  readonly perSeed: readonly { readonly seed: number; readonly score: number }[];
  /** How many of the seeds have it; null before the first evaluation. */
  readonly success: Success | null;
  /** True where half of the seeds have it, or more: the median seed is what {@link AbilityRow.emergence} tells. */
  readonly there: boolean;
  /** The step of the newest evaluation; NaN before the first. */
  readonly step: number;
  readonly diverged: boolean;
}

/** One row of the stairs. */
export interface AbilityRow {
  readonly task: TaskSummary;
  readonly cells: readonly Ability[];
  readonly emergence: Emergence;
}

/** The stairs: a row a task, a cell a width. Without a sweep all cells are empty. */
export function abilityRows(
  tasks: readonly TaskSummary[],
  widths: readonly number[],
  sweep: Sweep | null,
): AbilityRow[] {
  const runs = widths.map((width) => (sweep ? runsOf(sweep, width) : []));
  const by = sweep ? comparedStep(sweep) : Number.NaN;
  return tasks.map((task) => {
    const cells = widths.map((width, i) => abilityOf(task, width, runs[i]!, by));
    return { task, cells, emergence: emergence(widths, scoresBySeed(cells, task.chance)) };
  });
}

/** Rescaled scores, one array a seed, one score a width; NaN where a seed has diverged. */
function scoresBySeed(cells: readonly Ability[], chance: number): number[][] {
  const seeds = [...new Set(cells.flatMap((cell) => cell.perSeed.map(({ seed }) => seed)))];
  return seeds.map((seed) =>
    cells.map((cell) => rescale(cell.perSeed.find((one) => one.seed === seed)?.score ?? Number.NaN, chance)),
  );
}

/**
 * The rows by where their abilities emerged, narrowest first; those that have not emerged come last. Rows
 * of the same place keep their order.
 */
export const byEmergence = (rows: readonly AbilityRow[]): AbilityRow[] =>
  rows
    .map((row) => ({ row, at: placeOf(row.emergence) }))
    .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at))
    .map(({ row }) => row);

function placeOf({ point }: Emergence): number {
  return point.kind === "by-first" || point.kind === "between" ? point.at : Number.POSITIVE_INFINITY;
}

function abilityOf(task: TaskSummary, width: number, runs: readonly Run[], by: number): Ability {
  const live = runs.filter((run) => run.status !== "diverged");
  const column = abilityColumn(task.name, "exact");
  const perSeed = live.map((run) => ({ seed: run.seed, score: evaluatedBy(run, column, by) }));
  const scores = perSeed.map((seed) => seed.score);
  const passing = success(scores, task.chance);
  return {
    width,
    score: spread(scores),
    perSeed,
    success: passing,
    there: passing !== null && passing.share >= 0.5,
    step: live[0] ? evaluatedBy(live[0], "step", by) : Number.NaN,
    diverged: runs.length > 0 && live.length === 0,
  };
}

/** Rises whenever a cell of the stairs may have changed: evaluations so far, and runs that diverged. */
export const abilityVersion = (sweep: Sweep | null): number =>
  sweep
    ? sweep.runs.reduce((sum, run) => sum + run.eval.length * 1000 + Number(run.status === "diverged"), 1)
    : 0;

/** Where a row's ability emerged, with its interval; empty before the first evaluation. */
export function rowWords({ task, cells, emergence: found }: AbilityRow): string {
  const steps = Math.max(...cells.map((cell) => cell.step).filter(Number.isFinite));
  return findingWords({ title: task.title, emergence: found }, steps);
}

/** Everything known of a cell, in words. */
export function abilityWords(task: TaskSummary, cell: Ability): string {
  const head = `${task.title}, width ${cell.width}`;
  if (cell.diverged) return `${head}: every run diverged, so there is nothing to score.`;
  if (cell.score.n === 0) return `${head}: not evaluated yet. Chance is ${percent(task.chance)} %.`;
  const seeds =
    cell.perSeed.length > 1
      ? ` (seeds: ${cell.perSeed.map(({ seed, score }) => `${seed} at ${percent(score)} %`).join(", ")})`
      : "";
  const scored = task.scored === "token" ? "of tokens right" : "exact";
  const heldOut = task.heldOut ? "on held-out prompts" : "on prompts that training may have shown";
  const found = `${head}: ${percent(cell.score.mean)} % ${scored}${seeds}, ${heldOut}, at step ${cell.step}.`;
  return `${found} Chance is ${percent(task.chance)} %.${successWords(cell)}`;
}

/** ` 2 of 3 seeds have it (95 % interval: 20 to 93 % of seeds).`; empty for a single seed. */
function successWords({ success: found }: Ability): string {
  if (!found || found.seeds < 2) return "";
  const { low, high } = found.interval;
  return ` ${found.passed} of ${found.seeds} seeds have it (95 % interval: ${percent(low)} to ${percent(high)} % of seeds).`;
}
