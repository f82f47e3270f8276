import { type Crossing, passedAt } from "../../analysis/crossing.ts";
import { type Emergence, emergence } from "../../analysis/emergence.ts";
import { findingWords, type Spent } from "../../analysis/emergence-words.ts";
import { independentExact } from "../../analysis/mirage.ts";
import { isThere, rescale, TAU } from "../../analysis/score.ts";
import { type Spread, spread } from "../../analysis/statistics.ts";
import { type Success, success } from "../../analysis/success.ts";
import type { Axis } from "../../metrics/axis.ts";
import { type AbilityMeasure, abilityColumn } from "../../metrics/columns.ts";
import type { Run } from "../../metrics/run.ts";
import { whenEmerged } from "../../metrics/when.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count, percent, percents } from "../format.ts";
import type { TaskSummary } from "../types.ts";
import { budgetWords, type Comparison, comparisonOf, evaluatedRow } from "./compare.ts";
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
  /** Where it is there but counts as emerged at wider widths only: how many seeds lose it again at one; else 0. */
  readonly lost: number;
  /** p^L: exact match if the tokens of an answer were right independently of each other. Mean over seeds. */
  readonly independent: number;
  /** Mean −log-probability per answer token, nats. */
  readonly loss: number;
  /** When it emerged, on the axis of steps, in all that has been evaluated. */
  readonly when: Emergence;
  /** The step of the evaluation that is shown; NaN before the first. */
  readonly step: number;
  readonly diverged: boolean;
}

/** One row of the stairs. */
export interface AbilityRow {
  readonly task: TaskSummary;
  readonly cells: readonly Ability[];
  readonly emergence: Emergence;
  /** What the widths are compared at; null without a sweep. */
  readonly compared: Comparison | null;
}

/**
 * The stairs: a row a task, a cell a width, compared at equal `axis`. Without a sweep all cells are empty. Scores of
 * step 0 are those of untrained models: nothing has emerged from them, and nothing has failed to.
 */
export function abilityRows(
  tasks: readonly TaskSummary[],
  widths: readonly number[],
  sweep: Sweep | null,
  axis: Axis = "step",
): AbilityRow[] {
  const compared = sweep && comparisonOf(sweep, axis);
  const runs = widths.map((width) =>
    sweep && compared ? runsOf(sweep, width).map((run) => ({ run, row: evaluatedRow(run, compared) })) : [],
  );
  return tasks.map((task) => {
    const cells = widths.map((width, i) => abilityOf(task, width, runs[i]!));
    const found = emergence(widths, scoresBySeed(cells, task.chance));
    return { task, cells: withLost(cells, task.chance, found.point), emergence: found, compared };
  });
}

/** A run and the row of its evaluation that is shown. */
interface ScoredRun {
  readonly run: Run;
  readonly row: number;
}

/** Rescaled scores, one array a seed, one score a width; NaN where a seed has diverged, or has not been trained. */
function scoresBySeed(cells: readonly Ability[], chance: number): number[][] {
  const seeds = [...new Set(cells.flatMap((cell) => cell.perSeed.map(({ seed }) => seed)))];
  return seeds.map((seed) => cells.map((cell) => rescaledOf(cell, seed, chance)));
}

function rescaledOf({ perSeed, step }: Ability, seed: number, chance: number): number {
  const found = step > 0 ? perSeed.find((one) => one.seed === seed) : undefined;
  return rescale(found?.score ?? Number.NaN, chance);
}

/** Cells that seem to contradict where their ability emerged, with the number of seeds that explain it. */
function withLost(cells: readonly Ability[], chance: number, point: Crossing): readonly Ability[] {
  const isEarly = ({ there, width }: Ability) =>
    there && (point.kind === "not-yet" || (point.kind === "between" && width <= point.below));
  return cells.map((cell, i) =>
    isEarly(cell) ? { ...cell, lost: lostSeeds(cells.slice(i), chance) } : cell,
  );
}

/** Seeds that have an ability at the first of the cells and lack it at a later one. */
function lostSeeds([first, ...wider]: readonly Ability[], chance: number): number {
  const seeds = (first?.perSeed ?? []).filter(({ score }) => isThere(score, chance));
  return seeds.filter(({ seed }) => wider.some((cell) => rescaledOf(cell, seed, chance) < TAU)).length;
}

/** True where an ability has emerged at some width. */
export const hasEmerged = ({ emergence }: AbilityRow): boolean => Number.isFinite(passedAt(emergence.point));

/**
 * The rows by where their abilities emerged, narrowest first; those that have not emerged come last. Rows
 * of the same place keep their order.
 */
export const byEmergence = (rows: readonly AbilityRow[]): AbilityRow[] =>
  rows
    .map((row) => ({ row, at: passedAt(row.emergence.point) }))
    .sort((a, b) => Number(Number.isNaN(a.at)) - Number(Number.isNaN(b.at)) || a.at - b.at || 0)
    .map(({ row }) => row);

function abilityOf(task: TaskSummary, width: number, runs: readonly ScoredRun[]): Ability {
  const live = runs.filter(({ run }) => run.status !== "diverged");
  const told = ({ run, row }: ScoredRun, column: string) => run.eval.column(column)[row] ?? Number.NaN;
  const mean = (measure: AbilityMeasure, of = (value: number) => value) =>
    spread(live.map((one) => of(told(one, abilityColumn(task.name, measure))))).mean;
  const perSeed = live.map((one) => ({
    seed: one.run.seed,
    score: told(one, abilityColumn(task.name, "exact")),
  }));
  const scores = perSeed.map((seed) => seed.score);
  const passing = success(scores, task.chance);
  return {
    width,
    score: spread(scores),
    perSeed,
    success: passing,
    there: passing !== null && passing.share >= 0.5,
    lost: 0,
    independent: mean("token", (token) => independentExact(token, lengthOf(task))),
    loss: -mean("loglik"),
    when: whenEmerged(
      live.map(({ run }) => run),
      task,
    ),
    step: live[0] ? told(live[0], "step") : Number.NaN,
    diverged: runs.length > 0 && live.length === 0,
  };
}

/** A cell of a width that has not been trained. */
export const emptyAbility = (task: TaskSummary, width: number): Ability => abilityOf(task, width, []);

/** True where chance can be told from zero. */
export const hasChance = ({ chance }: Pick<TaskSummary, "chance">): boolean => chance >= 0.01;

/** Tokens that count as one answer: of running text each for itself. */
export const lengthOf = (task: TaskSummary): number => (task.scored === "token" ? 1 : task.answerLength);

/**
 * Rises whenever what evaluations tell may have changed: evaluations so far, runs that are done or diverged, and
 * predictions that have been made or have their intervals.
 */
export const abilityVersion = (sweep: Sweep | null): number =>
  sweep
    ? sweep.runs.reduce((sum, run) => sum + run.eval.length + STATES[run.status], 1) +
      sweep.forecasts.reduce((sum, forecast) => sum + (forecast.isComplete ? 2 : 1), 0)
    : 0;

/** All of these only grow. */
const STATES: Readonly<Record<Run["status"], number>> = {
  waiting: 0,
  training: 0,
  done: 1,
  diverged: 1,
  stopped: 1,
};

/** Where a row's ability emerged, with its interval; empty before the first evaluation. */
export function rowWords({ task, cells, emergence: found, compared }: AbilityRow): string {
  const { emergence: words } = strings().stairs;
  return findingWords({ title: task.title, emergence: found }, spentOf([{ cells, compared }]), words);
}

/** What the runs had spent when they were compared: steps as they are, else the budget in words. */
export function spentOf(rows: readonly Pick<AbilityRow, "cells" | "compared">[]): Spent {
  const compared = rows[0]?.compared;
  const words = compared && compared.axis !== "step" ? budgetWords(compared) : "";
  return words || newestStep(rows);
}

/** The newest step at which any of the cells was evaluated. */
export const newestStep = (rows: readonly Pick<AbilityRow, "cells">[]): number =>
  Math.max(...rows.flatMap(({ cells }) => cells.map((cell) => cell.step)).filter(Number.isFinite));

/** True once something has been evaluated that had been trained. */
export const isLearning = (rows: readonly Pick<AbilityRow, "cells">[]): boolean => newestStep(rows) > 0;

/** Everything known of a cell, in words. */
export function abilityWords(task: TaskSummary, cell: Ability): string {
  const words = strings().stairs.cell;
  const head = words.head(task.title, cell.width);
  if (cell.diverged) return words.diverged(head);
  const chance = words.chance(percents(task.chance));
  if (cell.score.n === 0) return `${words.notEvaluated(head)} ${chance}`;
  const seeds = cell.perSeed.length > 1 ? cell.perSeed : [];
  const found = words.found(
    head,
    percents(cell.score.mean),
    seeds.map(({ seed, score }) => words.seed(seed, percents(score))),
    { isToken: task.scored === "token", heldOut: task.heldOut, step: count(cell.step) },
  );
  const more = [successWords(cell), lostWords(cell) || timeWords(cell)];
  return [found, chance, ...more].filter((one) => one !== "").join(" ");
}

/** `2 of 3 seeds have it (95 % interval: 20 to 93 % of seeds).`; empty for a single seed. */
function successWords({ success: found }: Ability): string {
  if (!found || found.seeds < 2) return "";
  const { low, high } = found.interval;
  return strings().stairs.cell.success(found.passed, found.seeds, percent(low), percent(high));
}

/** Why a width that has an ability lies below the place where it emerged; empty where no seed falls back. */
const lostWords = ({ lost, perSeed }: Ability): string =>
  lost === 0 ? "" : strings().stairs.cell.lost(lost, perSeed.length);

/** `It emerged between steps 300 and 350.`; empty where it has not, which the cell says itself. */
function timeWords({ when }: Ability): string {
  const words = strings().stairs;
  const told = when.point.kind === "not-yet" ? "" : words.when(when);
  return told && words.cell.when(told);
}
