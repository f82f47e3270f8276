import { LEAST_SEEDS } from "./bootstrap.ts";
import {
  ENOUGH_DECADES,
  ENOUGH_SIZES,
  type Prediction,
  predictionError,
  type ScalingFit,
} from "./scaling.ts";
import { numberWord, plural, sentence, thousands } from "./words.ts";

/** A residual above which a factor says more than a share. */
export const FAR = 0.5;

const CLAIM = `a claim asks for ${numberWord(ENOUGH_SIZES)} widths over ${ENOUGH_DECADES} decades of size`;

/**
 * What a scaling fit shows, and how far it may be believed.
 *
 * @param size what the widths are measured by, as a symbol: `N` for parameters, `C` for FLOPs
 * @param floor E where it was given
 */
export function scalingWords(fit: ScalingFit, size: string, floor: number | undefined): string {
  if (fit.kind === "too-few") {
    const widths = fit.sizes === 0 ? "none" : numberWord(fit.sizes);
    return `Too few widths for a fit yet: ${widths} of at least ${numberWord(fit.needed)}; ${CLAIM}.`;
  }
  if (fit.kind === "flat") return "The loss does not fall with size yet.";
  if (fit.kind === "unsettled") return "The losses do not settle an exponent yet.";
  const { law, intervals, seeds, sizes, residual, follows, enough } = fit;
  const range = intervals
    ? ` (${figures(intervals.exponent.low)} to ${figures(intervals.exponent.high)}, ${plural(seeds, "seed")})`
    : "";
  const towards = floorWords(law.floor, floor, intervals?.floor ?? null);
  const preview = seeds < LEAST_SEEDS ? ` ${sentence(plural(seeds, "seed"))}, so a preview.` : "";
  const line = `loss falls as ${size}^−${figures(law.exponent)}${range}${towards}`;
  const off =
    residual < FAR
      ? `${sharePercent(residual, " %")} off the line`
      : `off the line by a factor of ${figures(Math.exp(residual))}`;
  if (!enough) {
    return `A first line through ${numberWord(sizes)} widths: ${line}, the runs ${off}. Too few for a claim: ${CLAIM}.${preview}`;
  }
  if (!follows) {
    return `${sentence(numberWord(sizes))} widths do not lie on a power law: the runs are ${off}; as nearly as one can say, ${line}.${preview}`;
  }
  return `Over ${numberWord(sizes)} widths ${line}, the runs ${off}.${preview}`;
}

function floorWords(
  fitted: number,
  known: number | undefined,
  interval: { low: number; high: number } | null,
) {
  if (known !== undefined) return `, towards ${known}`;
  if (!interval) return "";
  return `, towards ${figures(fitted)} (${figures(interval.low)} to ${figures(interval.high)})`;
}

/** A prediction, where it stands, and what came. */
export interface PredictionFacts {
  readonly width: number;
  readonly step: number;
  /** How many widths it was made from. */
  readonly from: number;
  readonly prediction: Prediction;
  /** The loss that came, nats; NaN before. */
  readonly outcome: number;
  /** True where it was made before that loss was known; else the width was left out afterwards. */
  readonly isBefore: boolean;
}

/** A prediction in a sentence, and its error once it is known. */
export function predictionWords({
  width,
  step,
  from,
  prediction,
  outcome,
  isBefore,
}: PredictionFacts): string {
  const { interval, enough } = prediction;
  const range = interval ? ` (${figures(interval.low)} to ${figures(interval.high)})` : "";
  const guess = enough ? "" : ", a first guess";
  const error = predictionError(prediction, outcome);
  const at = `at step ${thousands(step)}`;
  const what = `predicted at ${figures(prediction.loss)} nats${range} from ${numberWord(from)} narrower widths${guess}`;
  if (!error) return `Width ${width} is ${what}, ${at}; its own loss has not come yet.`;
  const came = `${figures(error.actual)}, ${differenceWords(error.actual / prediction.loss)}`;
  if (!isBefore) {
    return `Left out afterwards, ${at}, width ${width} would have been ${what}: it is ${came}.`;
  }
  const inside =
    error.inside === null ? "" : error.inside ? ", inside the interval" : ", outside the interval";
  return `Width ${width} was ${what}, before its own loss ${at} had come: ${came}${inside}.`;
}

/** A ratio as a difference: `12 % higher`, `half as high`; large ones as factors. */
function differenceWords(ratio: number): string {
  if (ratio >= 2) return `${figures(ratio)} times as high`;
  if (ratio <= 0.5) return `${figures(1 / ratio)} times lower`;
  const share = Math.round(Math.abs(ratio - 1) * 100);
  if (share === 0) return "as predicted to the per cent";
  return `${share} % ${ratio > 1 ? "higher" : "lower"}`;
}

/** A share in per cent. @param sign with its space where the language has one */
export const sharePercent = (share: number, sign: string): string =>
  `${(share * 100).toFixed(share < 0.095 ? 1 : 0)}${sign}`;

/** Three figures that matter: `0.52`, `1.94`, `0.0031`, `5.6e-4`. */
export const figures = (n: number): string =>
  n !== 0 && Math.abs(n) < 0.001 ? n.toExponential(1) : String(Number(n.toPrecision(3)));
