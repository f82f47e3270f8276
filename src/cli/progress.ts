import { stepWeight } from "../analysis/estimate.ts";
import { preparingWords } from "../analysis/preparing.ts";
import { secondsPerStep, timeLeft } from "../analysis/time.ts";
import { finalScores, meanOf } from "../export/final.ts";
import { type Run, stepsDone } from "../metrics/run.ts";
import type { SweepLog } from "../metrics/sweep.ts";
import type { Building } from "../protocol.ts";
import { isSameCohort, variantNames } from "../recipe/variants.ts";
import type { CliIo } from "./io.ts";
import { duration, number } from "./words.ts";

/** On a terminal the line is rewritten this often, milliseconds. */
const REWRITE_MS = 200;
/** Elsewhere a new line comes after this long, or every tenth of the way. */
const LINE_MS = 5000;
const LINE_SHARE = 0.1;

const ERASE_LINE = "\r\u001b[2K";

/** Tells on stderr how far a sweep is. */
export class Progress {
  readonly #io: Pick<CliIo, "stderr" | "columns">;
  readonly #now: () => number;
  #toldAt = Number.NEGATIVE_INFINITY;
  #toldShare = 0;
  #open = false;

  constructor(io: Pick<CliIo, "stderr" | "columns">, now: () => number = () => performance.now()) {
    this.#io = io;
    this.#now = now;
  }

  /** Tells where the sweep is, if it is time to. */
  update(sweep: SweepLog): void {
    const columns = this.#io.columns();
    const since = this.#now() - this.#toldAt;
    const share = shareDone(sweep);
    if (share === 0) return;
    const due =
      columns === null ? since >= LINE_MS || share - this.#toldShare >= LINE_SHARE : since >= REWRITE_MS;
    if (!due) return;
    this.#toldAt = this.#now();
    this.#toldShare = share;
    const line = progressLine(sweep);
    if (columns === null) this.#io.stderr.write(`${line}\n`);
    else this.#rewrite(line, columns);
  }

  /** Tells on a terminal how far the start is; elsewhere nothing, it is soon over. */
  preparing(news: Building): void {
    const columns = this.#io.columns();
    if (columns !== null) this.#rewrite(preparingWords(news), columns);
  }

  /** Takes an unfinished line away. */
  clear(): void {
    if (this.#open) this.#io.stderr.write(ERASE_LINE);
    this.#open = false;
  }

  /** A line of its own, above or in place of the progress. */
  say(text: string): void {
    this.clear();
    this.#io.stderr.write(`${text}\n`);
  }

  #rewrite(line: string, columns: number): void {
    this.#io.stderr.write(`${ERASE_LINE}${line.slice(0, columns - 1)}`);
    this.#open = true;
  }
}

/** `step 300 of 1,500   20 %   3 min left   loss 2: 1.930  4: 1.104`; of several variants, each width's lowest loss. */
export function progressLine(sweep: SweepLog): string {
  const { recipe } = sweep.summary;
  const step = Math.max(...activeRuns(sweep).map(stepsDone));
  const losses = recipe.widths.flatMap((width) => {
    const loss = lowestLoss(sweep, width);
    return loss === null ? [] : [`${width}: ${number(loss, 3)}`];
  });
  const left = secondsLeft(sweep);
  return [
    `step ${step.toLocaleString("en-US")} of ${recipe.steps.toLocaleString("en-US")}`,
    `${Math.floor(100 * shareDone(sweep))} %`,
    ...(Number.isFinite(left) && left > 0 ? [`${duration(left)} left`] : []),
    `${recipe.variants.length > 0 ? "lowest loss" : "loss"} ${losses.join("  ")}`, // last: what a narrow window cuts off
  ].join("   ");
}

/** The mean training loss over seeds, of the variant in which it is lowest; null before the first step. */
function lowestLoss(sweep: SweepLog, width: number): number | null {
  const losses = variantNames(sweep.summary.recipe).map((variant) => {
    const runs = sweep.runs.filter((run) => isSameCohort(run, { width, variant }));
    return meanOf(runs.map((run) => finalScores(run, []).trainLoss));
  });
  const known = losses.filter((loss) => loss !== null);
  return known.length > 0 ? known.reduce((a, b) => (b < a || Number.isNaN(a) ? b : a)) : null;
}

const isOver = (run: Run): boolean => run.status !== "waiting" && run.status !== "training";

/** The runs that are at work; all, where none is. */
function activeRuns(sweep: SweepLog): readonly Run[] {
  const active = sweep.runs.filter((run) => run.status === "training");
  return active.length > 0 ? active : sweep.runs;
}

/** The part of all steps that is behind us, 0 to 1; a run that has ended has none before it. */
export function shareDone(sweep: SweepLog): number {
  const { steps } = sweep.summary.recipe;
  const done = sweep.runs.map((run) => (isOver(run) ? steps : stepsDone(run)));
  return done.reduce((a, b) => a + b, 0) / (steps * sweep.runs.length);
}

/** Until the last worker is done. */
function secondsLeft(sweep: SweepLog): number {
  const { recipe, vocabulary, context } = sweep.summary;
  const examples = { vocabulary: vocabulary.length, context };
  const paceOf = (runs: readonly Run[]) => {
    const run = runs.find((candidate) => !isOver(candidate));
    const table = (run ?? runs[0]!).train;
    return {
      secondsPerStep: secondsPerStep(table.column("step"), table.column("wall_time")),
      stepsLeft: run ? recipe.steps - stepsDone(run) : 0,
      cost: stepWeight(recipe, examples, runs[0]!),
    };
  };
  return Math.max(0, ...sweep.shares.flatMap((share) => timeLeft(share.map(paceOf), recipe.order)));
}
