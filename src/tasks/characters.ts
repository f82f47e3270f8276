import { UNKNOWN } from "./vocabulary.ts";

/** Characters with a token of their own; any others share the unknown token, which makes 4,096. */
const MOST_CHARACTERS = 4095;
const CODE_POINTS = 0x110000;
const UNKNOWN_POINT = 0xfffd;

/** The characters of a user's file as symbols of a task. */
export interface Alphabet {
  /** By code point; the unknown token, where there is one, comes last. */
  readonly symbols: readonly string[];
  /** Code point → index in `symbols`. */
  readonly idOf: Uint16Array;
  readonly warnings: readonly string[];
}

/** A count for every code point. */
export const emptyCounts = (): Uint32Array => new Uint32Array(CODE_POINTS);

/** Counts the code points of the UTF-16 units `from` up to `to` (not included) into `counts`. */
export function countCharacters(text: string, counts: Uint32Array, from = 0, to = text.length): void {
  for (let i = from; i < to; i++) {
    const point = text.codePointAt(i) as number;
    if (point > 0xffff) i++;
    counts[point] = (counts[point] as number) + 1;
  }
}

/** How many code points a text has. */
export function lengthOf(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    if ((text.codePointAt(i) as number) > 0xffff) i++;
    length++;
  }
  return length;
}

/** The UTF-16 index at which code point number `count` begins. */
export function unitsOf(text: string, count: number): number {
  let i = 0;
  for (let n = 0; n < count; n++) i += (text.codePointAt(i) as number) > 0xffff ? 2 : 1;
  return i;
}

/** Writes a text's symbols at `out[at]`; returns how many. */
export function encode(text: string, alphabet: Alphabet, out: Uint16Array, at = 0): number {
  let end = at;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number;
    if (point > 0xffff) i++;
    out[end++] = alphabet.idOf[point] as number;
  }
  return end - at;
}

/**
 * Chooses the symbols: the 4,095 characters that are most frequent in training. Rarer ones, and those that
 * only stand in the held-out part, become one unknown token.
 *
 * @param train @param heldOut counts by code point
 */
export function alphabetOf(train: Uint32Array, heldOut: Uint32Array): Alphabet {
  const seen: number[] = [];
  let unseen = 0;
  for (let point = 0; point < CODE_POINTS; point++) {
    if (point === UNKNOWN_POINT) continue;
    if (train[point] !== 0) seen.push(point);
    else if (heldOut[point] !== 0) unseen++;
  }
  const rare = Math.max(0, seen.length - MOST_CHARACTERS);
  const kept = rare > 0 ? mostFrequent(seen, train) : seen;
  const isUnknownThere = train[UNKNOWN_POINT] !== 0 || heldOut[UNKNOWN_POINT] !== 0;
  const symbols = kept.map((point) => String.fromCodePoint(point));
  const idOf = new Uint16Array(CODE_POINTS).fill(kept.length);
  kept.forEach((point, id) => {
    idOf[point] = id;
  });
  if (rare + unseen > 0 || isUnknownThere) symbols.push(UNKNOWN);
  return { symbols, idOf, warnings: unknownWarnings(rare, unseen) };
}

/** The most frequent code points, by code point; among equals, the lower one is kept. */
function mostFrequent(points: readonly number[], counts: Uint32Array): number[] {
  const byCount = [...points].sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  return byCount.slice(0, MOST_CHARACTERS).sort((a, b) => a - b);
}

function unknownWarnings(rare: number, unseen: number): string[] {
  const warnings: string[] = [];
  if (rare > 0) {
    warnings.push(
      `${characters(rare)} beyond the ${MOST_CHARACTERS.toLocaleString("en-US")} most frequent share one unknown token, shown as ${UNKNOWN}.`,
    );
  }
  if (unseen > 0) {
    warnings.push(
      `${characters(unseen)} never seen in training ${unseen === 1 ? "is" : "are"} shown as ${UNKNOWN}, the unknown token.`,
    );
  }
  return warnings;
}

const characters = (n: number) => `${n.toLocaleString("en-US")} character${n === 1 ? "" : "s"}`;
