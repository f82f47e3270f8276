import type { Strings } from "../../strings/en/index.ts";
import { strings } from "../../strings/strings.ts";

/** A word that the page explains. */
export type TermName = keyof Strings["glossary"]["terms"];

/** A stretch of a text, and the word that it is, where it is one to be explained. */
export interface Part {
  readonly text: string;
  readonly term: TermName | null;
}

/**
 * A text in parts: the first place of each of the wanted words stands by itself. A word that does not occur is
 * passed over; where two overlap, the one that is wanted first stands.
 */
export function partsOf(text: string, wanted: readonly TermName[]): Part[] {
  const found: { readonly at: number; readonly length: number; readonly term: TermName }[] = [];
  for (const term of wanted) {
    const match = patternOf(strings().glossary.terms[term].forms).exec(text);
    if (!match) continue;
    const { index: at, 0: word } = match;
    const isFree = found.every((other) => at + word.length <= other.at || other.at + other.length <= at);
    if (isFree) found.push({ at, length: word.length, term });
  }
  const parts: Part[] = [];
  let from = 0;
  for (const { at, length, term } of found.sort((a, b) => a.at - b.at)) {
    if (at > from) parts.push({ text: text.slice(from, at), term: null });
    parts.push({ text: text.slice(at, at + length), term });
    from = at + length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), term: null });
  return parts;
}

/** Patterns by the words they find; these stand in tables that stay. */
const PATTERNS = new WeakMap<readonly string[], RegExp>();

function patternOf(forms: readonly string[]): RegExp {
  const pattern = PATTERNS.get(forms) ?? wordOf(forms);
  PATTERNS.set(forms, pattern);
  return pattern;
}

/** Whole words; in Korean particles follow a word without a space. */
function wordOf(forms: readonly string[]): RegExp {
  const ends = forms.map((form) => (/\p{Script=Hangul}$/u.test(form) ? form : `${form}(?![\\p{L}\\p{N}])`));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${ends.join("|")})`, "iu");
}
