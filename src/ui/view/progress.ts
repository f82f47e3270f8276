import { stepWeight } from "../../analysis/estimate.ts";
import { secondsPerStep, timeLeft } from "../../analysis/time.ts";
import { hasEnded, type Run, stepsDone } from "../../metrics/run.ts";
import { type CohortKey, isSameCohort } from "../../recipe/variants.ts";
import type { Sweep } from "../../store/store.ts";

/** How one cohort is doing. */
export interface CohortProgress extends CohortKey {
  readonly runs: readonly Run[];
  /** Steps of the cohort's furthest run that still counts. */
  readonly step: number;
  readonly stepsPerSecond: number;
  readonly secondsLeft: number;
}

/** How the whole sweep is doing. */
export interface Progress {
  readonly cohorts: readonly CohortProgress[];
  /** 0 to 1, over all runs. */
  readonly share: number;
  readonly secondsLeft: number;
  /** The cohort that is being trained: the narrowest unfinished one. */
  readonly current: CohortProgress | undefined;
}

/** Reads the tables' ends; cheap enough for every redraw. */
export function progressOf(sweep: Sweep): Progress {
  const { recipe, cohorts } = sweep.summary;
  const parts = sweep.shares.flatMap((share) => partsOf(share, sweep));
  const all = cohorts.map(({ width, variant }) => {
    const key = { width, variant };
    const runs = sweep.runs.filter((run) => isSameCohort(run, key));
    const pace = paceOf(runs, recipe.steps);
    const left = parts.filter((part) => isSameCohort(part.cohort, key)).map((part) => part.secondsLeft);
    return {
      ...key,
      runs,
      step: pace.step,
      stepsPerSecond: pace.live ? 1 / pace.secondsPerStep : Number.NaN,
      secondsLeft: Math.max(0, ...left),
    };
  });
  const done = sweep.runs.reduce((sum, run) => sum + (hasEnded(run) ? recipe.steps : stepsDone(run)), 0);
  return {
    cohorts: all,
    share: done / (sweep.runs.length * recipe.steps),
    secondsLeft: Math.max(0, ...parts.map((part) => part.secondsLeft)),
    current: all.find((cohort) => !cohort.runs.every(hasEnded)),
  };
}

/** The runs of each cohort on one worker, which take turns there, and how long they still take. */
function partsOf(share: readonly (readonly Run[])[], { summary }: Sweep) {
  const { recipe, vocabulary, context } = summary;
  const examples = { vocabulary: vocabulary.length, context };
  const paces = share.map((runs) => ({
    ...paceOf(runs, recipe.steps),
    cost: stepWeight(recipe, examples, runs[0]!),
  }));
  const left = timeLeft(paces, recipe.order);
  return share.map((runs, i) => ({ cohort: runs[0]!, secondsLeft: left[i]! }));
}

/** One variant's part of a sweep's progress, for views in which a width is a cohort. */
export const variantProgress = (progress: Progress, variant: string | undefined): Progress => ({
  ...progress,
  cohorts: progress.cohorts.filter((cohort) => cohort.variant === variant),
});

/** The runs of one width, all its seeds: of a sweep without variants, or of one of them. */
export const runsOf = (sweep: Sweep, width: number): Run[] => sweep.runs.filter((run) => run.width === width);

/** The run that speaks for a width: its first seed that has not diverged. */
export const firstLiveRun = (sweep: Sweep, width: number): Run | undefined =>
  runsOf(sweep, width).find((run) => run.status !== "diverged");

function paceOf(runs: readonly Run[], steps: number) {
  const live = runs.filter((run) => run.status !== "diverged");
  const furthest = (live.length > 0 ? live : runs).reduce((a, b) => (stepsDone(b) > stepsDone(a) ? b : a));
  const step = stepsDone(furthest);
  const { train } = furthest;
  return {
    live: live.length > 0,
    step,
    secondsPerStep: secondsPerStep(train.column("step"), train.column("wall_time")),
    stepsLeft: live.length > 0 && runs.some((run) => !hasEnded(run)) ? Math.max(0, steps - step) : 0,
  };
}
