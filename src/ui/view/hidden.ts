import { stepsDone } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count, duration, percent } from "../format.ts";

/** Steps of all runs in a stretch of time. */
export interface Pace {
  readonly seconds: number;
  readonly taken: number;
}

/** Steps of all runs so far. */
export const stepsOf = ({ runs }: Sweep): number => runs.reduce((sum, run) => sum + stepsDone(run), 0);

interface Mark {
  /** Milliseconds. */
  readonly at: number;
  readonly steps: number;
}

/** How training went on between two moments. */
export const paceOf = (from: Mark, to: Mark): Pace => ({
  seconds: (to.at - from.at) / 1000,
  taken: to.steps - from.steps,
});

/** A pace from less than this says little, seconds. */
const ENOUGH = 2;
/** Slower than this share of its pace, and the browser has slowed it. */
const SLOWED = 0.7;

/** How training went on while the tab was hidden, as it was observed: against the pace before. */
export function hiddenWords(hidden: Pace, before: Pace): string {
  const words = strings().play;
  const time = duration(hidden.seconds);
  if (hidden.taken === 0) return words.hiddenStill(time);
  const normal = before.seconds >= ENOUGH ? before.taken / before.seconds : Number.NaN;
  const share = hidden.taken / hidden.seconds / normal;
  if (share < SLOWED) return words.hiddenSlowed(time, count(hidden.taken), percent(share));
  return words.hiddenOn(time, count(hidden.taken));
}
