import type { Emergence } from "./emergence.ts";

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
const inSentence = (title: string): string =>
  /[A-Z.]/.test(title.slice(1)) ? title : title.charAt(0).toLowerCase() + title.slice(1);

/** An ability and where it emerged, for the words above a chart. */
export interface Finding {
  readonly title: string;
  readonly emergence: Emergence;
}

/** Below this many seeds a finding is called a preview. */
const ENOUGH_SEEDS = 3;

/**
 * What a sweep shows about its abilities: "Copy and sort emerged between 4 and 6. Not yet: parity.
 * (1 seed, so a preview.)" Empty where nothing has been measured.
 */
export function emergenceWords(findings: readonly Finding[], seeds: number): string {
  const measured = findings.filter((finding) => finding.emergence.kind !== "unmeasured");
  if (measured.length === 0) return "";
  const there = groups(measured).map(([where, titles]) => `${sentence(listAnd(titles))} ${where}.`);
  const notYet = measured.filter((f) => f.emergence.kind === "not-yet").map((f) => inSentence(f.title));
  if (notYet.length > 0) there.push(`Not yet: ${notYet.join(", ")}.`);
  if (seeds < ENOUGH_SEEDS) there.push(`(${plural(seeds, "seed")}, so a preview.)`);
  return there.join(" ");
}

/** Abilities that emerged in the same place are told together, in the order of that place. */
function groups(findings: readonly Finding[]): [string, string[]][] {
  const byPlace = new Map<string, string[]>();
  const sorted = [...findings].sort((a, b) => placeOf(a.emergence) - placeOf(b.emergence));
  for (const { title, emergence } of sorted) {
    const where = whereWords(emergence);
    if (where) byPlace.set(where, [...(byPlace.get(where) ?? []), inSentence(title)]);
  }
  return [...byPlace];
}

/** Where an ability emerged, as the predicate of a sentence; empty where it has not. */
export function whereWords(emergence: Emergence): string {
  if (emergence.kind === "narrowest") return `emerged by width ${emergence.width}`;
  if (emergence.kind === "between") return `emerged between ${emergence.below} and ${emergence.above}`;
  return "";
}

const placeOf = (emergence: Emergence): number =>
  emergence.kind === "between"
    ? emergence.above
    : emergence.kind === "narrowest"
      ? 0
      : Number.POSITIVE_INFINITY;
