import { secondsPerStep, timeLeft } from "../../analysis/time.ts";
import { type Run, stepsDone } from "../../metrics/run.ts";
import type { Recipe } from "../../recipe/schema.ts";
import type { Sweep } from "../../store/store.ts";

/** How one width is doing. */
export interface CohortProgress {
  readonly width: number;
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
  const parts = sweep.shares.flatMap((share) => partsOf(share, recipe));
  const all = cohorts.map(({ width }) => {
    const pace = paceOf(runsOf(sweep, width), recipe.steps);
    const left = parts.filter((part) => part.width === width).map((part) => part.secondsLeft);
    return {
      width,
      runs: runsOf(sweep, width),
      step: pace.step,
      stepsPerSecond: pace.live ? 1 / pace.secondsPerStep : Number.NaN,
      secondsLeft: Math.max(0, ...left),
    };
  });
  const done = sweep.runs.reduce((sum, run) => sum + (isOver(run) ? recipe.steps : stepsDone(run)), 0);
  return {
    cohorts: all,
    share: done / (sweep.runs.length * recipe.steps),
    secondsLeft: Math.max(0, ...parts.map((part) => part.secondsLeft)),
    current: all.find((cohort) => !cohort.runs.every(isOver)),
  };
}

/** The runs of each width on one worker, which take turns there, and how long they still take. */
function partsOf(share: readonly (readonly Run[])[], { steps, order }: Recipe) {
  const paces = share.map((runs) => paceOf(runs, steps));
  const left = timeLeft(paces, order);
  return share.map((runs, i) => ({ width: runs[0]!.width, secondsLeft: left[i]! }));
}

/** The runs of one width, all its seeds. */
export const runsOf = (sweep: Sweep, width: number): Run[] => sweep.runs.filter((run) => run.width === width);

/** True where a run takes no more steps by itself. */
const isOver = (run: Run): boolean => run.status === "done" || run.status === "diverged";

function paceOf(runs: readonly Run[], steps: number) {
  const live = runs.filter((run) => run.status !== "diverged");
  const furthest = (live.length > 0 ? live : runs).reduce((a, b) => (stepsDone(b) > stepsDone(a) ? b : a));
  const step = stepsDone(furthest);
  const { train } = furthest;
  return {
    live: live.length > 0,
    step,
    secondsPerStep: secondsPerStep(train.column("step"), train.column("wall_time")),
    stepsLeft: live.length > 0 && runs.some((run) => !isOver(run)) ? Math.max(0, steps - step) : 0,
  };
}
