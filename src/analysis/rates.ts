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

/**
 * What a learning-rate sweep shows, a sentence a ladder: "muP: best learning rate 0.01 at every width."
 *
 * @param ladders each with what its runs have in common; that may be empty
 */
export const rateSentences = (ladders: readonly (RateLadder & { readonly label: string })[]): string[] =>
  ladders.flatMap((ladder) => {
    const words = rateWords(ladder);
    if (words === "") return [];
    return [ladder.label === "" ? `${sentence(words)}.` : `${heading(ladder.label)}: ${words}.`];
  });

/** A label at a sentence's head; muP keeps its small letter. */
const heading = (label: string) => (/[A-Z]/.test(label) ? label : sentence(label));

/**
 * `best learning rate 0.01 at every width`; `best learning rate 0.04 (end of the range) at width 8, 0.02 at 16 and
 * 0.01 at 32 and 64: at least 2 doublings`, since a rate at an end may be bettered beyond it. Empty where nothing can
 * be compared.
 */
export function rateWords(ladder: RateLadder): string {
  const best = bestRates(ladder).filter((one) => one !== null);
  const [first] = best;
  if (!first) return "";
  const drift = rateDrift(best);
  if (drift === null) return `best learning rate ${rateAt(first)} at width ${first.width}`;
  if (drift === 0) return `best learning rate ${rateAt(first)} at every width`;
  const least = best.some((one) => one.isEnd) ? "at least " : "";
  const doublings = plural(Math.round(drift * 10) / 10, "doubling");
  return `best learning rate ${listAnd(byRate(best))}: ${least}${doublings}`;
}

const rateAt = ({ rate, isEnd }: BestRate) => (isEnd ? `${rate} (end of the range)` : String(rate));

/** `0.04 at width 8`, `0.01 at 32 and 64`: the widths of each best rate, in the order of the ladder. */
function byRate(best: readonly BestRate[]): string[] {
  const widths = new Map<string, string[]>();
  for (const one of best) widths.set(rateAt(one), [...(widths.get(rateAt(one)) ?? []), String(one.width)]);
  return [...widths].map(([rate, at], i) => `${rate} at ${i === 0 ? "width " : ""}${listAnd(at)}`);
}
