/** Which learning rate is best at each width: what a learning-rate sweep is run for. */
import { listAnd, plural, sentence } from "./words.ts";

/** Held-out losses of a ladder by learning rate. */
export interface RateLadder {
  /** Narrow to wide. */
  readonly widths: readonly number[];
  /** Ascending. */
  readonly rates: readonly number[];
  /** One array a rate, one loss a width, nats; NaN where it was not measured or a run diverged. */
  readonly losses: readonly (readonly number[])[];
}

/** The learning rate with the lowest loss at one width. */
export interface BestRate {
  readonly width: number;
  readonly rate: number;
  readonly loss: number;
  /** True where it is the lowest or the highest rate tried, so that a better one may lie beyond. */
  readonly isEnd: boolean;
}

/** The best rate of each width, the lower of equals; null where fewer than two rates have a loss. */
export function bestRates({ widths, rates, losses }: RateLadder): (BestRate | null)[] {
  return widths.map((width, w) => {
    const measured = rates.flatMap((rate, r) => {
      const loss = losses[r]?.[w] ?? Number.NaN;
      return Number.isFinite(loss) ? [{ rate, loss }] : [];
    });
    if (measured.length < 2) return null;
    const best = measured.reduce((a, b) => (b.loss < a.loss ? b : a));
    return { width, ...best, isEnd: best.rate === rates[0] || best.rate === rates[rates.length - 1] };
  });
}

/**
 * How far the best rate moves along the ladder: the difference of the greatest and the least log₂ of it. A best rate
 * at an end of the range says only that it is there or beyond. Null below two widths.
 */
export function rateDrift(best: readonly (BestRate | null)[]): number | null {
  const logs = best.flatMap((one) => (one ? [Math.log2(one.rate)] : []));
  return logs.length < 2 ? null : Math.max(...logs) - Math.min(...logs);
}

/** A best rate with the widths that have it. */
export interface SharedRate {
  readonly best: BestRate;
  readonly widths: readonly number[];
}

/** The words of one language for what a learning-rate sweep shows. */
export interface RateWords {
  single(best: BestRate, width: number): string;
  everywhere(best: BestRate): string;
  /** @param isAtLeast a rate at an end of the range may be bettered beyond it */
  moving(byRate: readonly SharedRate[], doublings: number, isAtLeast: boolean): string;
  /** @param label what the runs of a ladder have in common; may be empty */
  sentence(label: string, words: string): string;
}

const rateAt = ({ rate, isEnd }: BestRate) => (isEnd ? `${rate} (end of the range)` : String(rate));

/** A label at a sentence's head; muP keeps its small letter. */
const heading = (label: string) => (/[A-Z]/.test(label) ? label : sentence(label));

/** The same in English. */
export const RATE_WORDS: RateWords = {
  single: (best, width) => `best learning rate ${rateAt(best)} at width ${width}`,
  everywhere: (best) => `best learning rate ${rateAt(best)} at every width`,
  moving: (byRate, doublings, isAtLeast) => {
    const rates = byRate.map(
      ({ best, widths }, i) => `${rateAt(best)} at ${i === 0 ? "width " : ""}${listAnd(widths.map(String))}`,
    );
    return `best learning rate ${listAnd(rates)}: ${isAtLeast ? "at least " : ""}${plural(doublings, "doubling")}`;
  },
  sentence: (label, words) => (label === "" ? `${sentence(words)}.` : `${heading(label)}: ${words}.`),
};

/**
 * What a learning-rate sweep shows, a sentence a ladder: "muP: best learning rate 0.01 at every width."
 *
 * @param ladders each with what its runs have in common; that may be empty
 */
export const rateSentences = (
  ladders: readonly (RateLadder & { readonly label: string })[],
  words: RateWords,
): string[] =>
  ladders.flatMap((ladder) => {
    const found = rateWords(ladder, words);
    return found === "" ? [] : [words.sentence(ladder.label, found)];
  });

/**
 * `best learning rate 0.01 at every width`; `best learning rate 0.04 (end of the range) at width 8, 0.02 at 16 and
 * 0.01 at 32 and 64: at least 2 doublings`, since a rate at an end may be bettered beyond it. Empty where nothing can
 * be compared.
 */
export function rateWords(ladder: RateLadder, words: RateWords): string {
  const best = bestRates(ladder).filter((one) => one !== null);
  const [first] = best;
  if (!first) return "";
  const drift = rateDrift(best);
  if (drift === null) return words.single(first, first.width);
  if (drift === 0) return words.everywhere(first);
  return words.moving(
    byRate(best),
    Math.round(drift * 10) / 10,
    best.some((one) => one.isEnd),
  );
}

/** The widths of each best rate, in the order of the ladder. */
function byRate(best: readonly BestRate[]): SharedRate[] {
  return [...new Set(best.map(({ rate }) => rate))].map((rate) => {
    const same = best.filter((one) => one.rate === rate);
    return { best: same[0]!, widths: same.map(({ width }) => width) };
  });
}
