import { LEAST_SEEDS } from "../../analysis/bootstrap.ts";
import { ENOUGH_DECADES, ENOUGH_SIZES, predictionError, type ScalingFit } from "../../analysis/scaling.ts";
import { FAR, figures, type PredictionFacts, sharePercent } from "../../analysis/scaling-words.ts";
import type { TextLoss } from "../../analysis/words.ts";
import { previewWords, seedsOf } from "./emergence.ts";
import { count, list, object } from "./words.ts";

const CLAIM = `주장하려면 크기가 10의 ${ENOUGH_DECADES}제곱배에 걸친 폭 ${ENOUGH_SIZES}가지가 필요합니다`;

/** What a scaling fit shows, and how far it may be believed. */
export function scalingWords(fit: ScalingFit, size: string, floor: number | undefined): string {
  if (fit.kind === "too-few") {
    return `아직 폭이 모자라 직선을 그을 수 없습니다: 적어도 ${fit.needed}가지 가운데 ${fit.sizes}가지. ${CLAIM}.`;
  }
  if (fit.kind === "flat") return "손실이 아직 크기에 따라 내려가지 않습니다.";
  if (fit.kind === "unsettled") return "아직 손실로 지수를 정하기 어렵습니다.";
  const { law, intervals, seeds, sizes, residual, follows, enough } = fit;
  const range = intervals
    ? `(${figures(intervals.exponent.low)}~${figures(intervals.exponent.high)}, ${seedsOf(seeds)})`
    : "";
  const line = `손실은 ${size}^−${figures(law.exponent)}${range}로 내려갑니다${floorWords(law.floor, floor, intervals?.floor ?? null)}`;
  const off =
    residual < FAR ? `직선에서 ${sharePercent(residual, "%")}` : `직선에서 ${figures(Math.exp(residual))}배`;
  const preview = seeds < LEAST_SEEDS ? ` ${previewWords(seeds)}` : "";
  if (!enough)
    return `폭 ${sizes}가지를 지나는 첫 직선: ${line}. 학습 실행은 ${off} 벗어납니다. ${CLAIM}.${preview}`;
  if (follows) return `폭 ${sizes}가지에 걸쳐 ${line}. 학습 실행은 ${off} 벗어납니다.${preview}`;
  return `폭 ${sizes}가지는 거듭제곱 법칙을 따르지 않습니다. 학습 실행은 ${off} 벗어납니다. 굳이 말하면 ${line}.${preview}`;
}

function floorWords(
  fitted: number,
  known: number | undefined,
  interval: { readonly low: number; readonly high: number } | null,
): string {
  if (known !== undefined) return `(바닥 ${known})`;
  if (!interval) return "";
  return `(바닥 ${figures(fitted)}, ${figures(interval.low)}~${figures(interval.high)})`;
}

/** A prediction in sentences, and its error once it is known. */
export function predictionWords(facts: PredictionFacts): string {
  const { width, step, from, prediction, outcome, isBefore } = facts;
  const { interval, enough, loss } = prediction;
  const range = interval ? `(${figures(interval.low)}~${figures(interval.high)})` : "";
  const guess = enough ? "" : " 첫 어림입니다.";
  const made = `더 좁은 폭 ${from}가지에서 ${object(`${figures(loss)}내트${range}`)}`;
  const at = `${count(step)}스텝`;
  const error = predictionError(prediction, outcome);
  if (!error) return `폭 ${width}의 ${at} 손실은 ${made} 예측했습니다.${guess} 실제 손실은 아직입니다.`;
  const came = `실제로는 ${figures(error.actual)}, ${differenceWords(error.actual / loss)}`;
  if (!isBefore) {
    return `나중에 ${object(`폭 ${width}`)} 빼고 계산하면 ${at} 손실은 ${made} 예측합니다.${guess} ${came}.`;
  }
  const inside = error.inside === null ? "" : error.inside ? ", 구간 안" : ", 구간 밖";
  return `폭 ${width}의 ${at} 손실이 나오기 전에 ${made} 예측했습니다.${guess} ${came}${inside}.`;
}

function differenceWords(ratio: number): string {
  if (ratio >= 2) return `예측의 ${figures(ratio)}배`;
  if (ratio <= 0.5) return `예측의 ${figures(1 / ratio)}분의 1`;
  const share = Math.round(Math.abs(ratio - 1) * 100);
  return share === 0 ? "1% 안에서 예측대로" : `예측보다 ${share}% ${ratio > 1 ? "높음" : "낮음"}`;
}

/** A text's loss at each width, beside counting. */
export function textLossWords({ title, widths, baselines }: TextLoss): string {
  const measured = widths.flatMap(({ width, bits }) =>
    bits === null ? [] : [`폭 ${width}에서 ${bits.toFixed(2)}`],
  );
  if (measured.length === 0) return "";
  const { unigram, bigram, trigram } = baselines;
  return `${title}, 시험용 글의 글자당 비트: ${list(measured)}. 세기만 하면 글자 하나로 ${unigram.toFixed(2)}, 둘로 ${bigram.toFixed(2)}, 셋으로 ${trigram.toFixed(2)}.`;
}
