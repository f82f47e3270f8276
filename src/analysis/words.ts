const NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

/** Small numbers as words, others as digits: `six`, `16`. */
export const numberWord = (n: number): string => NUMBERS[n] ?? String(n);

/** `1 seed`, `3 seeds`. */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;

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
