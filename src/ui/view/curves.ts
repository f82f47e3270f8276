import type { Interval } from "../../analysis/bootstrap.ts";
import { meanInterval } from "../../analysis/mean-interval.ts";
import { strings } from "../../strings/strings.ts";
import { percent } from "../format.ts";
import { type Ability, type AbilityRow, isLearning, lengthOf } from "./abilities.ts";
import { riseWords } from "./finding.ts";
import { mirageWords } from "./mirage.ts";

/** What the chart of ability against width shows: mean scores, shares of seeds, or exact match beside p^L. */
export const VIEWS = ["mean", "share", "mirage"] as const;
export type AbilityView = (typeof VIEWS)[number];

/** One width of one task. Values are shares of 1; NaN where nothing was measured. */
export interface CurvePoint {
  readonly width: number;
  readonly value: number;
  /** 95 %, or of two seeds their range; null where there is none. */
  readonly interval: Interval | null;
  /** Shares: the mean score of the seeds that have it. Mirage: p^L. NaN where there is none. */
  readonly other: number;
}

/** One task's curve. */
export interface Curve {
  readonly row: AbilityRow;
  readonly points: readonly CurvePoint[];
}

/** The curves of a view: a task each. */
export const curvesOf = (rows: readonly AbilityRow[], view: AbilityView): Curve[] =>
  rows.map((row) => ({
    row,
    points: row.cells.map((cell) => ({ width: cell.width, ...pointOf(row, cell, view) })),
  }));

function pointOf({ task }: AbilityRow, cell: Ability, view: AbilityView): Omit<CurvePoint, "width"> {
  if (view === "mean") return { value: cell.score.mean, interval: spreadOf(cell), other: Number.NaN };
  if (view === "mirage") {
    const other = lengthOf(task) > 1 ? cell.independent : Number.NaN;
    return { value: cell.score.mean, interval: null, other };
  }
  const { success } = cell;
  if (!success) return { value: Number.NaN, interval: null, other: Number.NaN };
  const { share, interval, meanGivenSuccess } = success;
  return { value: share, interval, other: meanGivenSuccess ?? Number.NaN };
}

/** How sure a mean over seeds is: its 95 % interval, of two seeds their range. */
export function spreadOf({ perSeed, score }: Ability): Interval | null {
  const scores = perSeed.map((seed) => seed.score).filter(Number.isFinite);
  if (scores.length === 2) return { low: score.min, high: score.max };
  return meanInterval(scores);
}

/** The sentence above the chart. */
export function viewWords(rows: readonly AbilityRow[], view: AbilityView): string {
  if (!isLearning(rows)) return "";
  if (view === "mean") return riseWords(rows);
  return view === "share" ? shareWords(rows) : mirageWords(rows);
}

/**
 * Where seeds part: the ability and width whose seeds are split most evenly, with the interval of their share and
 * the mean of those that have it.
 */
export function shareWords(rows: readonly AbilityRow[]): string {
  const measured = rows.flatMap(({ task, cells }) =>
    cells.flatMap(({ width, success }) => (success ? [{ task, width, success }] : [])),
  );
  if (measured.length === 0) return "";
  const words = strings().charts.ability;
  const most = Math.max(...measured.map(({ success }) => success.seeds));
  if (most === 1) return words.oneSeed;
  const split = measured.filter(({ success: { passed, seeds } }) => passed > 0 && passed < seeds);
  if (split.length === 0) return words.allAgree(most);
  const { task, width, success } = split.reduce((a, b) =>
    Math.abs(b.success.share - 0.5) < Math.abs(a.success.share - 0.5) ? b : a,
  );
  const { passed, seeds, interval, meanGivenSuccess } = success;
  return words.split({
    ...{ title: task.title, width, passed, seeds },
    ...{ low: percent(interval.low), high: percent(interval.high) },
    mean: percent(meanGivenSuccess ?? Number.NaN),
  });
}

/** From more tasks on their intervals lie on each other: the one that is pointed at comes forward. */
export const MANY = 4;

/** Of more tasks only the chance of the one that is pointed at is drawn. */
export const MOST_CHANCES = 6;

/** What the marks mean. */
export function keyWords(view: AbilityView, seeds: number, tasks: number): string {
  const words = strings().charts.ability;
  if (view === "mirage") return words.mirageKey;
  return view === "share" ? words.shareKey(tasks > MANY) : words.meanKey(seeds, tasks > MOST_CHANCES);
}
