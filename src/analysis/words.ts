const NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

/** Small numbers as words, others as digits: `six`, `16`. */
export const numberWord = (n: number): string => NUMBERS[n] ?? String(n);

const GROUPED = new Intl.NumberFormat("en-US");

/** `4,000`. One formatter for all: making one takes longer than what it is made for. */
export const thousands = (n: number): string => GROUPED.format(n);

/** `1 seed`, `3 seeds`. */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${thousands(n)} ${n === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export function listAnd(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** Upper case for a sentence's first letter. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A label within a sentence: its first letter small, unless it is a file's name or another with capitals of its own. */
export const inSentence = (title: string): string =>
  /[A-Z.]/.test(title.slice(1)) ? title : title.charAt(0).toLowerCase() + title.slice(1);

/** A text's loss at each width, and what counting gives. Bits per character; null where not measured. */
export interface TextLoss {
  readonly title: string;
  readonly widths: readonly { readonly width: number; readonly bits: number | null }[];
  readonly baselines: { readonly unigram: number; readonly bigram: number; readonly trigram: number };
}

/**
 * How far each width got with a text, beside counting: "Stories, bits per character of held-out text: 2.71 at
 * width 16, 1.94 at 64; counting gives 4.20 (unigram), 3.31 (bigram), 2.58 (trigram)."
 */
export function textLossWords({ title, widths, baselines }: TextLoss): string {
  const measured = widths.flatMap(({ width, bits }) =>
    bits === null ? [] : [`${bits.toFixed(2)} at ${width}`],
  );
  if (measured.length === 0) return "";
  const { unigram, bigram, trigram } = baselines;
  const counting = `${unigram.toFixed(2)} (unigram), ${bigram.toFixed(2)} (bigram), ${trigram.toFixed(2)} (trigram)`;
  return `${title}, bits per character of held-out text: ${measured.join(", ").replace(" at ", " at width ")}; counting gives ${counting}.`;
}
