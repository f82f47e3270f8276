import { finish, type Pieces } from "../lib/pieces.ts";
import { Rng } from "../lib/rng.ts";
import type { Interval } from "./bootstrap.ts";
import {
  expandedInterval,
  isLoss,
  type LadderLosses,
  logResiduals,
  meanLosses,
  measuredSeeds,
  type Resampling,
  resampledLaws,
} from "./ladder-losses.ts";
import { fitPowerLaw, lossAt, type PowerLaw, type SizedLoss } from "./power-law.ts";

export type { LadderLosses, Resampling } from "./ladder-losses.ts";

/** A scaling law and how sure it is, or in a word why there is none. */
export type ScalingFit =
  /** Fewer sizes than a fit needs. */
  | { readonly kind: "too-few"; readonly sizes: number; readonly needed: number }
  /** The loss does not fall with size. */
  | { readonly kind: "flat" }
  /** The losses do not pin the exponent: the best one lies at an end of the range searched. */
  | { readonly kind: "unsettled" }
  | {
      readonly kind: "fit";
      readonly law: PowerLaw;
      /**
       * 95 % over seeds; null below three seeds. In simulated ladders of five widths they hold the truth as often
       * as they say from five seeds on, and in four of five with three seeds.
       */
      readonly intervals: {
        /** Null where the floor was given, or where the interval reaches 0 and so says nothing. */
        readonly floor: Interval | null;
        readonly exponent: Interval;
      } | null;
      /** Root mean square of log(loss / law): about the relative distance where it is small. */
      readonly residual: number;
      /** False where the means of the sizes lie further off the law than the scatter of the seeds explains. */
      readonly follows: boolean;
      readonly sizes: number;
      readonly seeds: number;
      /** Five sizes over one and a half decades: below, the law describes its points and no more. */
      readonly enough: boolean;
    };

/** What a claim asks for: below, a law describes its points and no more. */
export const ENOUGH_SIZES = 5;
export const ENOUGH_DECADES = 1.5;

/** Sizes that a fit needs: one more than it has unknowns. */
const neededSizes = ({ floor }: LadderLosses): number => (floor === undefined ? 4 : 3);

/** The scaling law of a ladder's final losses, with its bootstrap over seeds. */
export const scalingFit = (losses: LadderLosses, resampling: Resampling = {}): ScalingFit =>
  finish(fitting(losses, resampling));

/** {@link scalingFit} in pieces: its bootstrap takes some hundredths of a second. */
export function* fitting(losses: LadderLosses, resampling: Resampling = {}): Pieces<ScalingFit> {
  const points = meanLosses(losses);
  const needed = neededSizes(losses);
  if (points.length < needed) return { kind: "too-few", sizes: points.length, needed };
  const { law, exponent } = fitPowerLaw(points, losses.floor);
  if (law.scale === 0) return { kind: "flat" };
  if (exponent === "at the end") return { kind: "unsettled" };
  return {
    kind: "fit",
    law,
    intervals: yield* lawIntervals(losses, resampling),
    residual: rootMeanSquare(logResiduals(losses, law)),
    follows: doesFollow(losses, law),
    sizes: points.length,
    seeds: measuredSeeds(losses).length,
    enough: isEnough(points),
  };
}

function isEnough(points: readonly SizedLoss[]): boolean {
  const sizes = points.map(({ size }) => size);
  const decades = Math.log10(Math.max(...sizes) / Math.min(...sizes));
  return points.length >= ENOUGH_SIZES && decades >= ENOUGH_DECADES;
}

/** What a law says of a size that has not been trained. */
export interface Prediction {
  readonly size: number;
  readonly loss: number;
  /** 95 % for the mean of as many seeds at that size; null below three seeds. */
  readonly interval: Interval | null;
  /** Sizes and seeds it was made from. */
  readonly sizes: number;
  readonly seeds: number;
  readonly enough: boolean;
}

/**
 * Predicts the loss at a size from those of other sizes. The interval holds both what the seeds leave open of
 * the law (bootstrap) and how far seeds scatter about it (residuals drawn for as many seeds); it does not hold
 * that the law may be another one. Null where {@link scalingFit} finds no law.
 */
export const predictLoss = (
  losses: LadderLosses,
  size: number,
  resampling: Resampling = {},
): Prediction | null => finish(predicting(losses, size, resampling));

/** {@link predictLoss} in pieces. */
export function* predicting(
  losses: LadderLosses,
  size: number,
  resampling: Resampling = {},
): Pieces<Prediction | null> {
  const found = lawOf(losses);
  if (!found || !(size > 0)) return null;
  const laws = yield* resampledLaws(losses, resampling);
  if (!laws) return pointPrediction(losses, size);
  const noise = scatterOf(losses, found, resampling);
  const values = laws.map((resampled) => lossAt(resampled, size) * Math.exp(noise()));
  return { ...predictionBy(found, losses, size), interval: expandedInterval(values, losses) };
}

/** {@link predictLoss} without its interval, which is what takes time. */
export function pointPrediction(losses: LadderLosses, size: number): Prediction | null {
  const law = lawOf(losses);
  return law && size > 0 ? predictionBy(law, losses, size) : null;
}

/** The law of mean losses, that predictions are made by; null where there is none. */
export function lawOf(losses: LadderLosses): PowerLaw | null {
  const points = meanLosses(losses);
  if (points.length < neededSizes(losses)) return null;
  const { law, exponent } = fitPowerLaw(points, losses.floor);
  return law.scale === 0 || exponent === "at the end" ? null : law;
}

function predictionBy(law: PowerLaw, losses: LadderLosses, size: number): Prediction {
  const points = meanLosses(losses);
  return {
    size,
    loss: lossAt(law, size),
    interval: null,
    sizes: points.length,
    seeds: measuredSeeds(losses).length,
    enough: isEnough(points),
  };
}

/** Draws how far the mean of as many seeds lies from the law, as a logarithm: means of residuals. */
function scatterOf(losses: LadderLosses, law: PowerLaw, { rng = Rng.fromSeed(0) }: Resampling) {
  const residuals = freed(logResiduals(losses, law), neededSizes(losses) - 1);
  const seeds = measuredSeeds(losses).length;
  const draws = rng.fork("scatter");
  return () => {
    let sum = 0;
    for (let i = 0; i < seeds; i++) sum += residuals[draws.below(residuals.length)] as number;
    return sum / seeds;
  };
}

/** How a prediction came out. */
export interface PredictionError {
  readonly actual: number;
  /** Actual − predicted, nats. */
  readonly difference: number;
  /** The difference as a share of the actual loss. */
  readonly relative: number;
  /** Whether the interval holds the actual loss; null without an interval. */
  readonly inside: boolean | null;
}

/** Compares a prediction with the loss that came; null where that is not a positive number. */
export function predictionError(prediction: Prediction, actual: number): PredictionError | null {
  if (!isLoss(actual)) return null;
  const difference = actual - prediction.loss;
  const { interval } = prediction;
  const inside = interval && actual >= interval.low && actual <= interval.high;
  return { actual, difference, relative: difference / actual, inside };
}

/** Means this near to the law lie on it, whatever the seeds say. */
const NEAR = 0.25;

/** Means off the law by more than twice their standard errors, as the seeds' scatter tells them, do not follow it. */
function doesFollow(losses: LadderLosses, law: PowerLaw): boolean {
  const points = meanLosses(losses);
  const off = rootMeanSquare(points.map(({ size, loss }) => Math.log(loss / lossAt(law, size))));
  const runs = points.reduce((sum, point) => sum + point.runs, 0) / points.length;
  return off <= NEAR || off <= (2 * seedScatter(losses)) / Math.sqrt(runs);
}

/** Standard deviation of log L over the seeds of a size, pooled over sizes; NaN where none has two. */
function seedScatter({ sizes, seeds }: LadderLosses): number {
  let [squares, freedom] = [0, 0];
  for (const i of sizes.keys()) {
    const logs = seeds
      .map((losses) => losses[i])
      .filter(isLoss)
      .map(Math.log);
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    squares += logs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    freedom += Math.max(0, logs.length - 1);
  }
  return Math.sqrt(squares / freedom);
}

const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

/** Residuals as wide as the noise: a fit with so many unknowns has drawn the law towards its points. */
function freed(residuals: readonly number[], unknowns: number): number[] {
  const factor = Math.sqrt(residuals.length / Math.max(1, residuals.length - unknowns));
  return residuals.map((residual) => residual * factor);
}

function* lawIntervals(losses: LadderLosses, resampling: Resampling) {
  const laws = yield* resampledLaws(losses, resampling);
  if (!laws) return null;
  const of = (value: (law: PowerLaw) => number) => expandedInterval(laws.map(value), losses);
  const floor = losses.floor === undefined ? of((law) => law.floor) : null;
  return { exponent: of((law) => law.exponent), floor: floor && floor.low > 0 ? floor : null };
}
