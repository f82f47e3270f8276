import { smooth, weightFor } from "../../analysis/smoothing.ts";
import { spread } from "../../analysis/statistics.ts";
import type { Run } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";
import { count, nats } from "../format.ts";
import { runsOf } from "./progress.ts";

/** Newest rows that decide the smoothed loss: older ones weigh nothing. */
const ROWS = 400;

/** The smoothed training loss at the end of a run that will have `steps` steps. */
export function smoothedLoss(run: Run, steps: number): number {
  const values = run.train.column("loss/train");
  const newest = values.subarray(Math.max(0, values.length - ROWS));
  return smooth(newest, weightFor(steps))[newest.length - 1] ?? Number.NaN;
}

/** The last losses of a width, means over the seeds that have not diverged. */
export interface WidthLoss {
  readonly width: number;
  readonly train: number;
  readonly heldOut: number;
  readonly step: number;
  /** True where every seed has diverged. */
  readonly diverged: boolean;
}

/** The last losses of every width. */
export function lastLosses(sweep: Sweep): WidthLoss[] {
  const { steps } = sweep.summary.recipe;
  return sweep.summary.cohorts.map(({ width }) => {
    const live = runsOf(sweep, width).filter((run) => run.status !== "diverged");
    return {
      diverged: live.length === 0,
      width,
      train: spread(live.map((run) => smoothedLoss(run, steps))).mean,
      heldOut: spread(live.map((run) => run.eval.last("loss/heldout"))).mean,
      step: Math.max(0, ...live.map((run) => run.train.last("step") || 0)),
    };
  });
}

/** The sentence above the loss chart; only what the numbers say. */
export function lossWords(losses: readonly WidthLoss[]): string {
  const diverged = losses.filter((loss) => loss.diverged).map((loss) => String(loss.width));
  const trouble = diverged.length > 0 ? ` Diverged: ${diverged.join(", ")}.` : "";
  return (rankWords(losses) + trouble).trim();
}

function rankWords(losses: readonly WidthLoss[]): string {
  const known = losses.filter((loss) => Number.isFinite(loss.heldOut) && loss.step > 0);
  if (known.length === 0) return "";
  const lowest = known.reduce((a, b) => (b.heldOut < a.heldOut ? b : a));
  const highest = known.reduce((a, b) => (b.heldOut > a.heldOut ? b : a));
  const low = `${nats(lowest.heldOut)} nats`;
  if (known.length === 1)
    return `Width ${lowest.width}: ${low} on held-out prompts at step ${count(lowest.step)}.`;
  const ordered = known.every((loss, i) => i === 0 || loss.heldOut <= known[i - 1]!.heldOut);
  const order = ordered && known.length > 2 ? " Every wider model is lower than the one before." : "";
  return `Width ${lowest.width} is lowest on held-out prompts: ${low}; width ${highest.width} is highest: ${nats(highest.heldOut)}.${order}`;
}
