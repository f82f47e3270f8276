import { smooth, weightFor } from "../../analysis/smoothing.ts";
import { spread } from "../../analysis/statistics.ts";
import type { TextLoss } from "../../analysis/words.ts";
import type { Axis } from "../../metrics/axis.ts";
import type { Run } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count, flops, nats, seconds, short } from "../format.ts";
import { comparedStep, evaluatedBy } from "./compare.ts";
import { runsOf } from "./progress.ts";

/** Newest rows that decide the smoothed loss: older ones weigh nothing. */
const ROWS = 400;

/** What was found last of a run: its table only grows, so the same length means the same. */
const FOUND = new WeakMap<Run, { readonly length: number; readonly steps: number; readonly loss: number }>();

/** The smoothed training loss at the end of a run that will have `steps` steps. */
export function smoothedLoss(run: Run, steps: number): number {
  const { length } = run.train;
  const known = FOUND.get(run);
  if (known?.length === length && known.steps === steps) return known.loss;
  const loss = smoothedEnd(run, steps);
  FOUND.set(run, { length, steps, loss });
  return loss;
}

function smoothedEnd(run: Run, steps: number): number {
  const values = run.train.column("loss/train");
  const from = Math.max(0, values.length - ROWS);
  const at = run.train.column("step").subarray(from);
  return smooth(values.subarray(from), weightFor(steps), at)[at.length - 1] ?? Number.NaN;
}

/** The last losses of a width, means over the seeds that have not diverged. */
export interface WidthLoss {
  readonly width: number;
  readonly train: number;
  readonly heldOut: number;
  readonly step: number;
  /** Held-out loss up to the step at which widths are compared, which may be infinite. */
  readonly compared: number;
  readonly comparedAt: number;
  /** True where every seed has diverged. */
  readonly diverged: boolean;
}

/** The last losses of every width. */
export function lastLosses(sweep: Sweep): WidthLoss[] {
  const { steps } = sweep.summary.recipe;
  const comparedAt = comparedStep(sweep);
  return sweep.summary.cohorts.map(({ width }) => {
    const live = runsOf(sweep, width).filter((run) => run.status !== "diverged");
    return {
      compared: spread(live.map((run) => evaluatedBy(run, "loss/heldout", comparedAt))).mean,
      comparedAt,
      diverged: live.length === 0,
      width,
      train: spread(live.map((run) => smoothedLoss(run, steps))).mean,
      heldOut: spread(live.map((run) => run.eval.last("loss/heldout"))).mean,
      step: Math.max(0, ...live.map((run) => run.train.last("step") || 0)),
    };
  });
}

/** A text's loss at each width, beside counting, by the name that the page's language has for the text. */
export const textWords = (text: TextLoss & { readonly name: string }): string =>
  strings().charts.loss.text({ ...text, title: strings().named.tasks[text.name]?.title ?? text.title });

/** The sentence above the loss chart; only what the numbers say. */
export function lossWords(losses: readonly WidthLoss[]): string {
  const diverged = losses.filter((loss) => loss.diverged).map((loss) => String(loss.width));
  const trouble = diverged.length > 0 ? strings().charts.loss.diverged(diverged) : "";
  return `${rankWords(losses)} ${trouble}`.trim();
}

function rankWords(losses: readonly WidthLoss[]): string {
  const known = losses.filter(
    (loss) => Number.isFinite(loss.compared) && loss.comparedAt > 0 && loss.step > 0,
  );
  if (known.length === 0) return "";
  const lowest = known.reduce((a, b) => (b.compared < a.compared ? b : a));
  const highest = known.reduce((a, b) => (b.compared > a.compared ? b : a));
  const words = strings().charts.loss;
  const [low, high] = [nats(lowest.compared), nats(highest.compared)];
  const step = Number.isFinite(lowest.comparedAt) ? count(lowest.comparedAt) : "";
  if (known.length === 1) return words.single(lowest.width, low, step);
  if (lowest.compared === highest.compared) return words.equal(low, step);
  const isOrdered = known.every((loss, i) => i === 0 || loss.compared < known[i - 1]!.compared);
  const ranked = words.ranked({ width: lowest.width, loss: low }, { width: highest.width, loss: high }, step);
  return isOrdered && known.length > 2 ? `${ranked} ${words.ordered}` : ranked;
}

/** A place on the axis of the loss chart, as short as a tick: `1,500`, `1.5 M`, `2.3 G`, `61 s`. */
export function tickWords(axis: Axis, at: number): string {
  if (at === 0) return "0";
  if (axis === "step") return count(Math.round(at * 100) / 100);
  if (axis === "tokens") return short(at);
  return axis === "flops" ? flops(at).replace("FLOPs", "").trim() : seconds(at);
}
