import type { Rng } from "../lib/rng.ts";

/** The symbols that tasks of the suite share, and how numbers are written in them. */

/** Ten digits; in a task whose symbols begin with them, a digit's id is its value. */
export const DIGITS: readonly string[] = [..."0123456789"];

/** Sixteen letters; in a task whose symbols begin with them, a letter's id is its rank. */
export const LETTERS: readonly string[] = [..."abcdefghijklmnop"];

/** Thirty-two letters without any order, for tasks that need more of them. */
export const TOKENS: readonly string[] = [..."abcdefghijklmnopqrstuvwxyzABCDEF"];

/** Writes the last `digits` decimal digits of `n` at `out[at]`, most significant first, leading zeros kept. */
export function putNumber(out: Int32Array, at: number, n: number, digits: number): void {
  let rest = n;
  for (let i = digits - 1; i >= 0; i--) {
    out[at + i] = rest % 10;
    rest = Math.floor(rest / 10);
  }
}

/** Like {@link putNumber}, least significant digit first: the order in which carries are known. */
export function putReversed(out: Int32Array, at: number, n: number, digits: number): void {
  let rest = n;
  for (let i = 0; i < digits; i++) {
    out[at + i] = rest % 10;
    rest = Math.floor(rest / 10);
  }
}

/** The number that {@link putNumber} wrote; NaN where a symbol is no digit. */
export function numberAt(ids: Int32Array, at: number, digits: number): number {
  let n = 0;
  for (let i = at; i < at + digits; i++) {
    const digit = ids[i] as number;
    n = digit < 10 ? n * 10 + digit : Number.NaN;
  }
  return n;
}

/**
 * Draws distinct symbols: fills `out` with different integers below the deck's length by the first steps of a
 * Fisher–Yates shuffle. `deck` is a scratch, at least as long as `out`, put in order first so that a draw
 * depends on `rng` alone.
 */
export function putDistinct(rng: Rng, deck: Int32Array, out: Int32Array): void {
  for (let i = 0; i < deck.length; i++) deck[i] = i;
  for (let i = 0; i < out.length; i++) {
    const j = i + rng.below(deck.length - i);
    const drawn = deck[j] as number;
    deck[j] = deck[i] as number;
    deck[i] = drawn;
    out[i] = drawn;
  }
}
