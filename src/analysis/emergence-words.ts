import { LEAST_SEEDS } from "./bootstrap.ts";
import type { Crossing } from "./crossing.ts";
import type { Emergence } from "./emergence.ts";
import { inSentence, listAnd, plural, sentence, thousands } from "./words.ts";

/** An ability and where it emerged, for the words above a chart. */
export interface Finding {
  readonly title: string;
  readonly emergence: Emergence;
}

/** Steps, or words for another budget: `1.5 M tokens`. */
export type Spent = number | string;

/** The words of one language that sentences about emergence are made of. */
export interface EmergenceWords {
  /** Where an ability emerged, as the predicate of a sentence; empty where it has not. */
  where(point: Crossing): string;
  /** `not yet at width 16 (3 seeds, 1,500 steps)`; empty where it has emerged or nothing has been measured. */
  notYet(emergence: Emergence, spent: Spent): string;
  /** `, at about 6.9 (6.4 to 7.6, 3 seeds)`; empty without an interval. */
  interval(emergence: Emergence): string;
  /** A title inside a sentence. */
  inside(title: string): string;
  /** What emerged at the same place, as a sentence. @param where as from `where`, with an interval for a single one */
  there(titles: readonly string[], where: string): string;
  /** What has not yet emerged, as a sentence. @param where as from `notYet` */
  notThere(titles: readonly string[], where: string): string;
  /** How many of `all` emerged, as a sentence; `first` and `last` are the narrowest and the widest place. */
  some(there: number, all: number, first: Crossing, last: Crossing): string;
  /** The first of a long list of titles, and how many more there are, as one last item. */
  andMore(titles: readonly string[], more: number): readonly string[];
}

/** The same in English. */
export const EMERGENCE_WORDS: EmergenceWords = {
  where: whereWords,
  notYet: notYetWords,
  interval: intervalWords,
  inside: inSentence,
  there: (titles, where) => `${sentence(listAnd(titles))} ${where}.`,
  notThere: (titles, where) => `${sentence(where)}: ${titles.join(", ")}.`,
  some(there, all, first, last) {
    const [from, to] = [rungsWords(first), rungsWords(last)];
    const places = from === to ? ` ${from}` : `: the first ${from}, the last ${to}`;
    return `${there} of ${all} abilities emerged${places}.`;
  },
  andMore: (titles, more) => [...titles, `${more} more`],
};

/**
 * What a sweep shows about its abilities: "Copy and sort emerged between 4 and 6. Not yet at width 16 (3 seeds,
 * 1,500 steps): parity." A single ability is told with its interval. Empty where nothing has been measured.
 *
 * @param spent steps taken by the runs when they were scored, or in words what each had spent
 */
export function emergenceWords(findings: readonly Finding[], spent: Spent, words: EmergenceWords): string {
  const measured = findings.filter(({ emergence }) => emergence.point.kind !== "unmeasured");
  if (measured.length === 1) return findingWords(measured[0]!, spent, words);
  const there = grouped(measured, words, (emergence) => words.where(emergence.point));
  const notYet = grouped(measured, words, (emergence) => words.notYet(emergence, spent));
  const sentences = [
    ...there.map(([where, titles]) => words.there(titles, where)),
    ...notYet.map(([where, titles]) => words.notThere(titles, where)),
  ];
  return sentences.join(" ");
}

/** More abilities than this are counted in a sentence rather than named. */
const NAMED = 6;

/**
 * The same, short enough for many abilities: "10 of 13 abilities emerged: the first by width 8, the last between 64
 * and 128. Not yet at width 128 (3 seeds, 4,000 steps): parity."
 */
export function briefEmergenceWords(
  findings: readonly Finding[],
  spent: Spent,
  words: EmergenceWords,
): string {
  const measured = findings.filter(({ emergence }) => emergence.point.kind !== "unmeasured");
  if (measured.length <= NAMED) return emergenceWords(measured, spent, words);
  const places = byPlace(measured).map(({ emergence }) => emergence.point);
  const there = places.filter((point) => words.where(point) !== "");
  const [first, last] = [there[0], there.at(-1)];
  const notYet = grouped(measured, words, (emergence) => words.notYet(emergence, spent));
  const sentences = [
    ...(first && last ? [words.some(there.length, measured.length, first, last)] : []),
    ...notYet.map(([where, titles]) => words.notThere(shortened(titles, words), where)),
  ];
  return sentences.join(" ");
}

/** Up to four titles; of more, three and how many there are beside. */
const shortened = (titles: readonly string[], words: EmergenceWords): readonly string[] =>
  titles.length <= 4 ? titles : words.andMore(titles.slice(0, 3), titles.length - 3);

/** What a sweep shows about one ability, with its interval. Empty where nothing has been measured. */
export function findingWords({ title, emergence }: Finding, spent: Spent, words: EmergenceWords): string {
  const where = words.where(emergence.point);
  if (where) return words.there([words.inside(title)], where + words.interval(emergence));
  const notYet = words.notYet(emergence, spent);
  return notYet && words.notThere([words.inside(title)], notYet);
}

/** `1 seed, so a preview.`; empty where there are seeds enough. */
export const previewWords = (seeds: number): string =>
  seeds < LEAST_SEEDS ? `${plural(seeds, "seed")}, so a preview.` : "";

/** Abilities of which the same is to be said are told together, in the order of their places. */
function grouped(
  findings: readonly Finding[],
  words: EmergenceWords,
  wordsOf: (emergence: Emergence) => string,
): [string, string[]][] {
  const byWords = new Map<string, string[]>();
  for (const { title, emergence } of byPlace(findings)) {
    const told = wordsOf(emergence);
    if (told) byWords.set(told, [...(byWords.get(told) ?? []), words.inside(title)]);
  }
  return [...byWords];
}

/** Where an ability emerged, as the predicate of a sentence; empty where it has not. */
export function whereWords(point: Crossing): string {
  const rungs = rungsWords(point);
  return rungs && `emerged ${rungs}`;
}

/** `by width 8`, `between 8 and 16`; empty where an ability has not emerged. */
function rungsWords(point: Crossing): string {
  if (point.kind === "by-first") return `by width ${point.at}`;
  if (point.kind === "between") return `between ${point.below} and ${point.above}`;
  return "";
}

/** `not yet at width 16 (3 seeds, 1,500 steps)`; empty where it has emerged or nothing has been measured. */
export function notYetWords({ point, seeds }: Emergence, spent: Spent): string {
  if (point.kind !== "not-yet") return "";
  const words = typeof spent === "number" ? plural(spent, "step") : spent;
  return `not yet at width ${point.at} (${plural(seeds, "seed")}, ${words})`;
}

/** `, at about 6.9 (6.4 to 7.6, 3 seeds)`; empty without an interval. */
export function intervalWords({ point, interval, seeds }: Emergence): string {
  if (!interval) return "";
  const [low, high] = [endWords(interval.low), endWords(interval.high)];
  const about = point.kind === "between" ? `, at about ${place(point.at)}` : "";
  const range = low === high ? "" : `${low} to ${high}, `;
  return `${about} (${range}${plural(seeds, "seed")})`;
}

function endWords(end: Crossing): string {
  if (end.kind === "unmeasured") return "";
  if (end.kind === "between") return place(end.at);
  return `${end.kind === "by-first" ? "at most" : "above"} ${end.at}`;
}

/** A width between rungs, about as exactly as it is known. */
export const place = (width: number): string =>
  width < 19.95 ? width.toFixed(1) : String(Math.round(width));

const byPlace = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => placeOf(a.emergence.point) - placeOf(b.emergence.point));

/** By the rungs between which abilities emerged: those of one pair stand together. */
const placeOf = (point: Crossing): number =>
  point.kind === "between" ? point.above : point.kind === "by-first" ? 0 : Number.POSITIVE_INFINITY;

/** When an ability emerged at one width: `emerged between steps 300 and 600`, `not yet at step 1,500`. */
export function whenWords({ point }: Emergence): string {
  if (point.kind === "unmeasured") return "";
  if (point.kind === "by-first") return `emerged by step ${thousands(point.at)}`;
  if (point.kind === "not-yet") return `not yet at step ${thousands(point.at)}`;
  return `emerged between steps ${thousands(point.below)} and ${thousands(point.above)}`;
}
