import { type Axis, placesOf, unitOf } from "../../metrics/axis.ts";
import { type Run, stepsDone } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";
import { lastShown } from "./ticks.ts";

/** A stretch of an axis. */
export type Range = readonly [number, number];

/** What is looked at closer; null where an axis shows all that there is. */
export interface Zoom {
  readonly x: Range | null;
  readonly y: Range | null;
}

export const UNZOOMED: Zoom = { x: null, y: null };

/** No stretch is shorter than this share of the whole. */
const CLOSEST = 1e-4;

/** The newest step that anything is known of. */
export const newestStep = (sweep: Sweep): number =>
  Math.max(0, ...sweep.runs.map((run) => Math.max(stepsDone(run), run.eval.last("step") || 0)));

/**
 * All of an axis that is shown unzoomed. It grows in stages while training comes nearer to its end, so that what is
 * drawn stays where it is; seconds, whose end is not known, by round numbers.
 */
export function wholeRange(sweep: Sweep, axis: Axis, isLog: boolean): Range {
  const last = lastShown(newestStep(sweep), sweep.summary.recipe.steps);
  const ends = sweep.runs.map((run) => (axis === "wall_time" ? secondsOf(run) : unitOf(run, axis) * last));
  const most = Math.max(...ends, 0);
  const to = axis === "wall_time" ? roundUp(most) : most;
  if (!isLog) return [0, to];
  return [Math.min(to / 10, ...sweep.runs.map((run) => firstPlace(run, axis))), to];
}

const secondsOf = (run: Run): number =>
  Math.max(run.train.last("wall_time") || 0, run.eval.last("wall_time") || 0);

/** The first place above 0 that a run has a loss at; infinite where there is none yet. */
export const firstPlace = (run: Run, axis: Axis): number =>
  (placesOf(run.train, axis).find((place) => place > 0) ?? Number.POSITIVE_INFINITY) * unitOf(run, axis);

const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The next round number; 1 at least. */
export function roundUp(value: number): number {
  if (!(value > 1)) return 1;
  const decade = 10 ** Math.floor(Math.log10(value));
  return decade * ROUND.find((round) => round * decade >= value * (1 - 1e-9))!;
}

const forth = (isLog: boolean) => (isLog ? Math.log10 : (value: number) => value);
const back = (isLog: boolean) => (isLog ? (value: number) => 10 ** value : (value: number) => value);

/** A range made `factor` times as wide around the place at `share` of it. */
export function scaled(range: Range, share: number, factor: number, isLog: boolean): Range {
  const [from, to] = range.map(forth(isLog)) as [number, number];
  const at = from + share * (to - from);
  return [at + (from - at) * factor, at + (to - at) * factor].map(back(isLog)) as [number, number];
}

/** A range moved by a share of its own length. */
export function moved(range: Range, share: number, isLog: boolean): Range {
  const [from, to] = range.map(forth(isLog)) as [number, number];
  return [from + share * (to - from), to + share * (to - from)].map(back(isLog)) as [number, number];
}

/** The part of a range between two shares of it. */
export function partOf(range: Range, from: number, to: number, isLog: boolean): Range {
  const [least, most] = range.map(forth(isLog)) as [number, number];
  const at = (share: number) => back(isLog)(least + share * (most - least));
  return [at(from), at(to)];
}

/** A range kept inside the whole, not too close; null where it is all of it. */
export function within(range: Range, whole: Range, isLog: boolean): Range | null {
  const [least, most] = whole.map(forth(isLog)) as [number, number];
  const [from, to] = range.map(forth(isLog)) as [number, number];
  const length = Math.max(to - from, (most - least) * CLOSEST);
  if (!(length < (most - least) * (1 - 1e-9))) return null;
  const start = Math.min(Math.max((from + to - length) / 2, least), most - length);
  return [start, start + length].map(back(isLog)) as [number, number];
}
