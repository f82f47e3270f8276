import { predictionError } from "../analysis/scaling.ts";
import { type PredictionFacts, predictionWords } from "../analysis/scaling-words.ts";
import { finish } from "../lib/pieces.ts";
import { completing, type Forecast, heldOut, outcomeOf, type SizedForecast } from "../metrics/forecast.ts";
import type { SizeMeasure } from "../metrics/ladder.ts";
import { hasEnded } from "../metrics/run.ts";
import type { SweepLog } from "../metrics/sweep.ts";
import { variantRecord } from "../recipe/record.ts";
import type { ExportSource } from "./source.ts";

/**
 * Every prediction of a sweep as data: what was predicted, from what, when it was written down, and what came.
 * Losses in nats per answer token; null where not measured or not known.
 */
export function predictionRecords(sweep: ExportSource) {
  finish(completing(sweep.forecasts));
  return sweep.forecasts.map((forecast) => ({
    width: forecast.width,
    ...variantRecord(sweep.summary.recipe, forecast.variant),
    step: forecast.step,
    tokens: forecast.tokens,
    made_at: new Date(forecast.madeAt).toISOString(),
    made_after_seconds: (forecast.madeAt - sweep.startedAt) / 1000,
    steps_taken: forecast.stepsTaken,
    from_widths: forecast.from,
    by_parameters: sizedRecord(forecast.by.parameters, outcomeOf(sweep, forecast)),
    by_flops: sizedRecord(forecast.by.flops, outcomeOf(sweep, forecast)),
  }));
}

function sizedRecord(sized: SizedForecast | null, outcome: number) {
  if (!sized) return null;
  const { prediction, losses } = sized;
  const error = predictionError(prediction, outcome);
  return {
    size: prediction.size,
    known_floor: losses.floor ?? null,
    loss: prediction.loss,
    low: prediction.interval?.low ?? null,
    high: prediction.interval?.high ?? null,
    enough: prediction.enough,
    actual: error?.actual ?? null,
    relative_error: error?.relative ?? null,
  };
}

/** One forecast along one measure, and what came of it; null where that measure gave none. */
export function predictionFacts(
  sweep: Pick<ExportSource, "runs">,
  forecast: Forecast,
  by: SizeMeasure,
): PredictionFacts | null {
  const sized = forecast.by[by];
  const { width, step, from } = forecast;
  const outcome = outcomeOf(sweep, forecast);
  return sized && { width, step, from: from.length, prediction: sized.prediction, outcome, isBefore: true };
}

/**
 * The widest's final loss as the others give it, made afterwards: for sweeps in which it was ahead of them at the
 * end, so that nothing could be predicted. Null where something was, or the sweep is not done.
 */
export function leftOutFacts(sweep: SweepLog, by: SizeMeasure): PredictionFacts | null {
  const { cohorts, recipe } = sweep.summary;
  const widest = cohorts[cohorts.length - 1]!;
  const { width } = widest;
  const step = recipe.steps;
  const outcome = outcomeOf(sweep, { ...widest, step });
  const isPredicted = sweep.forecasts.some((forecast) => forecast.width === width && forecast.step === step);
  const isDone = sweep.runs.every(hasEnded);
  const sized = isPredicted || !isDone ? null : heldOut(sweep, by, step);
  if (!sized || !Number.isFinite(outcome)) return null;
  const { prediction } = sized;
  return { width, step, from: prediction.sizes, prediction, outcome, isBefore: false };
}

/** The last prediction of each width by parameters, in words. */
export function predictionLines(sweep: SweepLog): string[] {
  finish(completing(sweep.forecasts));
  const last = new Map(sweep.forecasts.map((forecast) => [forecast.width, forecast]));
  const made = [...last.values()].map((forecast) => predictionFacts(sweep, forecast, "parameters"));
  return [...made, leftOutFacts(sweep, "parameters")].flatMap((facts) =>
    facts ? [predictionWords(facts)] : [],
  );
}
