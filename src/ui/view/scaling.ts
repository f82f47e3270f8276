import type { LadderLosses } from "../../analysis/ladder-losses.ts";
import type { PowerLaw } from "../../analysis/power-law.ts";
import { lawOf, type Prediction, type ScalingFit } from "../../analysis/scaling.ts";
import type { PredictionFacts } from "../../analysis/scaling-words.ts";
import { leftOutFacts, predictionFacts } from "../../export/predictions.ts";
import { type Forecast, flooredLosses, heldOut, type SizedForecast } from "../../metrics/forecast.ts";
import type { SizeMeasure } from "../../metrics/ladder.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { comparedStep } from "./compare.ts";

/** One width of the ladder. */
export interface SizedWidth {
  readonly width: number;
  readonly size: number;
  /** Held-out losses of the runs that have one at the step shown. */
  readonly losses: readonly number[];
  /** Their mean; NaN where there is none. */
  readonly mean: number;
}

/** A prediction as the chart draws it. */
export interface DrawnForecast {
  readonly prediction: Prediction;
  /** The law it was made by, and the largest size that this was made from. */
  readonly law: PowerLaw;
  readonly from: number;
  /** True where it was made before its loss had come; else the width was left out afterwards. */
  readonly isBefore: boolean;
}

/** A prediction as the table tells it. */
export interface ToldForecast {
  readonly facts: PredictionFacts;
  readonly forecast: Forecast;
}

/** Losses against sizes, all at one step, and what was predicted of them. */
export interface ScalingView {
  readonly step: number;
  readonly losses: LadderLosses;
  readonly widths: readonly SizedWidth[];
  /** All predictions, in the order in which they were made. */
  readonly forecasts: readonly ToldForecast[];
  /** Where the widest was ahead at the end: what leaving it out gives. */
  readonly leftOut: PredictionFacts | null;
  /** Those of the step shown. */
  readonly drawn: readonly DrawnForecast[];
}

/**
 * What the chart of loss against size shows: final losses where widths come one after another or all are done;
 * else those at the step of the newest prediction, or at the newest step that all widths have reached.
 */
export function scalingView(sweep: Sweep, by: SizeMeasure): ScalingView {
  const step = shownStep(sweep);
  const losses = flooredLosses(sweep, by, step);
  const widths = sweep.summary.cohorts.map(({ width }, i) => {
    const own = losses.seeds.map((seed) => seed[i]!).filter(Number.isFinite);
    const mean = own.reduce((sum, loss) => sum + loss, 0) / own.length;
    return { width, size: losses.sizes[i]!, losses: own, mean };
  });
  const forecasts = sweep.forecasts.flatMap((forecast) => {
    const facts = predictionFacts(sweep, forecast, by);
    return facts ? [{ facts, forecast }] : [];
  });
  const leftOut = leftOutFacts(sweep, by);
  return { step, losses, widths, forecasts, leftOut, drawn: drawnForecasts(sweep, by, step) };
}

function shownStep(sweep: Sweep): number {
  const { order, steps } = sweep.summary.recipe;
  if (order !== "together") return steps;
  const compared = comparedStep(sweep);
  const predicted = sweep.forecasts[sweep.forecasts.length - 1]?.step;
  return compared === steps || predicted === undefined ? compared : predicted;
}

/** What was predicted of a step; where the widest was ahead of the others there, what leaving it out gives. */
function drawnForecasts(sweep: Sweep, by: SizeMeasure, step: number): DrawnForecast[] {
  const made = sweep.forecasts.filter((forecast) => forecast.step === step);
  if (made.length > 0) return made.flatMap((forecast) => drawnForecast(forecast.by[by], true));
  return drawnForecast(heldOut(sweep, by, step), false);
}

function drawnForecast(sized: SizedForecast | null, isBefore: boolean): DrawnForecast[] {
  const law = sized && lawOf(sized.losses);
  if (!sized || !law) return [];
  const { sizes, seeds } = sized.losses;
  const used = sizes.filter((_, i) => seeds.some((seed) => Number.isFinite(seed[i])));
  return [{ prediction: sized.prediction, law, from: Math.max(...used), isBefore }];
}

const SYMBOLS: Readonly<Record<SizeMeasure, string>> = { parameters: "N", flops: "C" };

/** The sentence above the chart: what the fit shows. */
export const fitWords = (view: ScalingView, fit: ScalingFit, by: SizeMeasure): string =>
  strings().charts.scaling.fit(fit, SYMBOLS[by], view.losses.floor);

/** The sentence above the predictions: the last one that has come, and one that has not. */
export function forecastWords({ forecasts, leftOut }: ScalingView): string {
  const newest = forecasts[forecasts.length - 1];
  const settled = forecasts.findLast(({ facts }) => Number.isFinite(facts.outcome));
  const told = newest === settled ? [settled] : [settled, newest];
  return [...told.map((one) => one?.facts), leftOut]
    .flatMap((facts) => (facts ? [strings().charts.scaling.prediction(facts)] : []))
    .join(" ");
}

/** How many predictions a sweep can have: room is kept for their rows. */
export function mostForecasts({ summary }: Sweep): number {
  return summary.recipe.order === "together" ? 10 : Math.max(0, summary.cohorts.length - 1);
}
