/**
 * The candidate that a mistyped word most likely means, or undefined where none is near: at most two
 * letters off, and fewer than half of the word.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const most = Math.min(2, (word.length - 1) / 2);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate);
    if (distance <= most && distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Fewest insertions, deletions, replacements and swaps of neighbours between two words (Damerau, 1964). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
