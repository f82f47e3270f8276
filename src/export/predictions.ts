import { predictionError } from "../analysis/scaling.ts";
import { type PredictionFacts, predictionWords } from "../analysis/scaling-words.ts";
import { finish } from "../lib/pieces.ts";
import { completing, type Forecast, outcomeOf, type SizedForecast } from "../metrics/forecast.ts";
import type { SizeMeasure } from "../metrics/ladder.ts";
import type { ExportSource } from "./source.ts";

/**
 * Every prediction of a sweep as data: what was predicted, from what, when it was written down, and what came.
 * Losses in nats per answer token; null where not measured or not known.
 */
export function predictionRecords(sweep: ExportSource) {
  finish(completing(sweep.forecasts));
  return sweep.forecasts.map((forecast) => ({
    width: forecast.width,
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
  sweep: ExportSource,
  forecast: Forecast,
  by: SizeMeasure,
): PredictionFacts | null {
  const sized = forecast.by[by];
  return (
    sized && {
      width: forecast.width,
      step: forecast.step,
      from: forecast.from.length,
      prediction: sized.prediction,
      outcome: outcomeOf(sweep, forecast),
    }
  );
}

/** The last prediction of each width by parameters, in words. */
export function predictionLines(sweep: ExportSource): string[] {
  finish(completing(sweep.forecasts));
  const last = new Map(sweep.forecasts.map((forecast) => [forecast.width, forecast]));
  return [...last.values()].flatMap((forecast) => {
    const facts = predictionFacts(sweep, forecast, "parameters");
    return facts ? [predictionWords(facts)] : [];
  });
}
