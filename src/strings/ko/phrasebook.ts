/**
 * What an English report looks like, and the same in Korean, which gets what the pattern's groups found and a way to
 * say a part of it.
 */
export type Phrase = readonly [RegExp, (parts: readonly string[], say: (part: string) => string) => string];

/**
 * Says whole reports by the first phrase that fits; what none fits stays as it is.
 *
 * @param other says the parts of a report; the same phrases where not given
 */
export function phrasebook(phrases: readonly Phrase[], other?: (part: string) => string) {
  const say = (text: string): string => {
    for (const [pattern, words] of phrases) {
      const found = pattern.exec(text);
      if (found) return words(found.slice(1), other ?? say);
    }
    return text;
  };
  return say;
}
