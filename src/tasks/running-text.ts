import type { Rng } from "../lib/rng.ts";
import type { Example } from "./task.ts";

/** A text as symbols: the first `nTrain` train, the rest is held out. */
export interface RunningText {
  /** (n) indices into a task's symbols. */
  readonly ids: Uint16Array;
  readonly nTrain: number;
}

/** How many held-out windows stand side by side; each shares a character with the next, its last target. */
export const windowCount = (heldOut: number, context: number): number => Math.floor((heldOut - 1) / context);

/** Draws a window of the training part: one character of prompt, and as many after it as the answer holds. */
export function drawWindow({ ids, nTrain }: RunningText, rng: Rng, out: Example): void {
  copyWindow(ids, rng.below(nTrain - out.answer.length), out);
}

/** The held-out window at `index`; all `windowCount` of them are spread evenly over the held-out part. */
export function heldOutWindow({ ids, nTrain }: RunningText, index: number, out: Example): void {
  const context = out.answer.length;
  const heldOut = ids.length - nTrain;
  const windows = windowCount(heldOut, context);
  const spread = windows > 1 ? Math.floor((index * (heldOut - context - 1)) / (windows - 1)) : 0;
  copyWindow(ids, nTrain + spread, out);
}

function copyWindow(ids: Uint16Array, start: number, { prompt, answer }: Example): void {
  prompt[0] = ids[start] as number;
  for (let i = 0; i < answer.length; i++) answer[i] = ids[start + 1 + i] as number;
}
