import type { RateWords } from "../../analysis/rates.ts";
import { list } from "./words.ts";

const rateAt = ({ rate, isEnd }: { readonly rate: number; readonly isEnd: boolean }): string =>
  isEnd ? `${rate}(범위의 끝)` : String(rate);

/** Which learning rate is best at each width. */
export const RATES: RateWords = {
  single: (best, width) => `가장 좋은 학습률은 폭 ${width}에서 ${rateAt(best)}`,
  everywhere: (best) => `가장 좋은 학습률은 모든 폭에서 ${rateAt(best)}`,
  moving: (byRate, doublings, isAtLeast) =>
    `가장 좋은 학습률은 ${list(byRate.map(({ best, widths }) => `폭 ${list(widths.map(String))}에서 ${rateAt(best)}`))}: ${isAtLeast ? "적어도 " : ""}2배씩 ${doublings}번 움직임`,
  sentence: (label, words) => (label === "" ? `${words}.` : `${label}: ${words}.`),
};
