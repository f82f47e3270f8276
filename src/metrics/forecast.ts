import { type LadderLosses, type Prediction, pointPrediction, predicting } from "../analysis/scaling.ts";
import type { Pieces } from "../lib/pieces.ts";
import type { SweepSummary } from "../protocol.ts";
import { OWN_DATA } from "../recipe/validate.ts";
import { type CohortKey, isSameCohort } from "../recipe/variants.ts";
import { ladderLosses, SIZES, type SizeMeasure } from "./ladder.ts";
import { type Run, stepsDone } from "./run.ts";
import type { SweepLog } from "./sweep.ts";

/** The loss of one width, predicted from others and written down before it was known. */
export interface Forecast extends CohortKey {
  /** The step of the losses, those it is made from and the one it is for: all widths have seen the same tokens. */
  readonly step: number;
  readonly tokens: number;
  /** Unix milliseconds. */
  readonly madeAt: number;
  /** Steps that the width's furthest run had taken when it was made. */
  readonly stepsTaken: number;
  /** The widths that it is made from. */
  readonly from: readonly number[];
  /** By non-embedding parameters and by training FLOPs; null where the losses follow no law. */
  readonly by: Readonly<Record<SizeMeasure, SizedForecast | null>>;
  /** False until its predictions have their intervals, which take a moment: {@link completing}. */
  isComplete: boolean;
}

/** A forecast along one measure of size. */
export interface SizedForecast {
  /** All that it is made from: everything else follows from it. */
  readonly losses: LadderLosses;
  prediction: Prediction;
}

/**
 * E of a sweep's loss: 0 where every task asks for an answer that its prompt decides; not known (to be fitted) for
 * running text and for files of one's own.
 */
export const knownFloor = ({ tasks }: Pick<SweepSummary, "tasks">): 0 | undefined =>
  tasks.every((task) => task.name !== OWN_DATA && !task.baselines) ? 0 : undefined;

/** {@link ladderLosses} with the sweep's known floor. */
export const flooredLosses = (sweep: SweepLog, by: SizeMeasure, step?: number): LadderLosses => ({
  ...ladderLosses(sweep, by, step),
  floor: knownFloor(sweep.summary),
});

/** Forecasts in a run where all widths train side by side: this many, evenly over its steps. */
const MOMENTS = 10;

/**
 * The forecasts of a sweep without variants, or of one of them (`variantSweep`), that can be made now, have not been
 * made, and whose loss has not come. Where widths train together
 * the widest is predicted from the others at the same step, about ten times on the way; where one comes after the
 * other, each from the finished narrower ones.
 *
 * @param now Unix milliseconds
 */
export function dueForecasts(sweep: SweepLog, now: number): Forecast[] {
  const due = sweep.summary.recipe.order === "together" ? dueTogether(sweep) : dueInTurn(sweep);
  return due.flatMap(({ place, step }) => forecastOf(sweep, place, step, now) ?? []);
}

interface Due {
  /** The width's place on the ladder. */
  readonly place: number;
  readonly step: number;
}

function dueTogether(sweep: SweepLog): Due[] {
  const { cohorts, recipe } = sweep.summary;
  const place = cohorts.length - 1;
  const momentOf = (step: number) => Math.floor((MOMENTS * step) / recipe.steps);
  let moment = momentOf(sweep.forecasts[sweep.forecasts.length - 1]?.step ?? 0);
  return sharedSteps(cohorts.slice(0, place).flatMap((cohort) => liveRuns(sweep, cohort))).flatMap((step) => {
    if (momentOf(step) <= moment || isKnown(sweep, place, step)) return [];
    moment = momentOf(step);
    return [{ place, step }];
  });
}

/** Steps at which each of these runs has been evaluated, ascending. */
function sharedSteps(runs: readonly Run[]): number[] {
  const columns = runs.map((run) => run.eval.column("step"));
  const fewest = columns.reduce((a, b) => (b.length < a.length ? b : a), columns[0] ?? new Float64Array());
  return [...fewest];
}

function dueInTurn(sweep: SweepLog): Due[] {
  const { cohorts, recipe } = sweep.summary;
  const step = recipe.steps;
  const first = cohorts.findIndex((_, place) => !isKnown(sweep, place, step));
  const isNew = sweep.forecasts.every(({ width }) => width !== cohorts[first]?.width);
  return first > 0 && isNew ? [{ place: first, step }] : [];
}

const liveRuns = (sweep: Pick<SweepLog, "runs">, cohort: CohortKey): Run[] =>
  sweep.runs.filter((run) => isSameCohort(run, cohort) && run.status !== "diverged");

/** True once every run of a width that has not diverged has been evaluated at a step. */
const isKnown = (sweep: SweepLog, place: number, step: number): boolean =>
  liveRuns(sweep, sweep.summary.cohorts[place]!).every((run) => run.eval.column("step").includes(step));

function forecastOf(sweep: SweepLog, place: number, step: number, now: number): Forecast | null {
  const cohort = sweep.summary.cohorts[place]!;
  const by = Object.fromEntries(
    SIZES.map((size) => [size, sizedForecast(flooredLosses(sweep, size, step), place)]),
  ) as Record<SizeMeasure, SizedForecast | null>;
  const losses = (by.parameters ?? by.flops)?.losses;
  if (!losses) return null;
  const measured = losses.sizes.map((_, i) => losses.seeds.some((seed) => Number.isFinite(seed[i])));
  return {
    width: cohort.width,
    variant: cohort.variant,
    step,
    tokens: step * cohort.tokensPerStep,
    madeAt: now,
    stepsTaken: Math.max(0, ...liveRuns(sweep, cohort).map(stepsDone)),
    from: sweep.summary.cohorts.filter((_, i) => measured[i]).map(({ width }) => width),
    by,
    isComplete: false,
  };
}

/** The widest's loss at a step from the narrower ones', after it has come: held out, not predicted. */
export const heldOut = (sweep: SweepLog, by: SizeMeasure, step: number): SizedForecast | null =>
  sizedForecast(flooredLosses(sweep, by, step), sweep.summary.cohorts.length - 1);

/** From the narrower ones alone, whatever is known of the others. */
function sizedForecast({ sizes, seeds, floor }: LadderLosses, place: number): SizedForecast | null {
  const narrower = seeds.map((losses) => losses.map((loss, i) => (i < place ? loss : Number.NaN)));
  const losses = { sizes, seeds: narrower, floor };
  const prediction = pointPrediction(losses, sizes[place]!);
  return prediction && { losses, prediction };
}

/** Adds the intervals of forecasts, from nothing but what they were made from. */
export function* completing(forecasts: readonly Forecast[]): Pieces<void> {
  for (const forecast of forecasts) {
    if (forecast.isComplete) continue;
    for (const size of SIZES) {
      const sized = forecast.by[size];
      if (!sized) continue;
      const { losses, prediction } = sized;
      sized.prediction = (yield* predicting(losses, prediction.size)) ?? prediction;
    }
    forecast.isComplete = true;
  }
}

/** The loss that a forecast was for, mean over seeds; NaN until all of them have it. */
export function outcomeOf(
  sweep: Pick<SweepLog, "runs">,
  forecast: CohortKey & Pick<Forecast, "step">,
): number {
  const losses = liveRuns(sweep, forecast).map(
    (run) =>
      run.eval.column("loss/heldout")[run.eval.column("step").lastIndexOf(forecast.step)] ?? Number.NaN,
  );
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
