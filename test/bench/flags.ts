/** The words after a benchmark's flags. */

/** The comma-separated words after a flag, such as `16,32`. */
export function wordsAfter(flags: readonly string[], flag: string, otherwise: readonly string[]) {
  const at = flags.indexOf(flag);
  return at < 0 ? otherwise : (flags[at + 1] ?? "").split(",");
}

/**
 * The comma-separated whole numbers after a flag.
 *
 * @throws Error where one of them is not above 0
 */
export function numbersAfter(flags: readonly string[], flag: string, otherwise: readonly number[]): number[] {
  const given = wordsAfter(flags, flag, otherwise.map(String)).map(Number);
  if (given.every((n) => Number.isInteger(n) && n > 0)) return given;
  throw new Error(`bench: ${flag} expected whole numbers such as 2,8, got ${given}.`);
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
