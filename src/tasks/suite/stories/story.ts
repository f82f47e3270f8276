import type { Rng } from "../../../lib/rng.ts";
import { PLOTS, RULES } from "./grammar.ts";
import { BOYS, GIRLS, LEXICON, plural } from "./lexicon.ts";

/** What can be tested at a marked place, by the letter that marks it in the grammar. */
export type MarkKind = "n" | "v" | "p" | "q";

/** A place in a text at which an ability can be tested; all three are offsets into the text. */
export interface Mark {
  readonly kind: MarkKind;
  /** Where the text begins that decides the answer. */
  readonly from: number;
  /** The answer: from `at` up to `end`. */
  readonly at: number;
  readonly end: number;
}

export interface Story {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** Words that stay the same throughout a story, or within one beat. */
type Cast = Record<string, string>;

const PRONOUNS = {
  girl: { he: "she", He: "She", him: "her", his: "her", His: "Her", is: "er", im: "er", child: "girl" },
  boy: { he: "he", He: "He", him: "him", his: "his", His: "His", is: "is", im: "im", child: "boy" },
};

/** Writes one story of six to ten sentences. All that is drawn comes from `rng`. */
export function writeStory(rng: Rng): Story {
  const cast = drawCast(rng);
  const marks: Mark[] = [];
  let text = "";
  for (const rule of pick(rng, PLOTS)) {
    if (text !== "") text += " ";
    const beat = expand(`{${rule}}`, { ...cast }, rng).replace(/\ba (?=[aeiou])/g, "an ");
    text = readMarks(beat, text, marks);
  }
  return { text: `${text}\n`, marks };
}

function drawCast(rng: Rng): Cast {
  const hero = drawName(rng);
  let friend = drawName(rng);
  while (friend.name === hero.name) friend = drawName(rng);
  const toy = drawWord(rng, "toy");
  let toy2 = drawWord(rng, "toy");
  while (toy2 === toy) toy2 = drawWord(rng, "toy");
  const { is: bis, im: bim } = PRONOUNS[friend.sex];
  const same = Object.fromEntries(["place", "food", "season"].map((name) => [name, drawWord(rng, name)]));
  return { A: hero.name, B: friend.name, bis, bim, toy, toy2, ...same, ...PRONOUNS[hero.sex] };
}

function drawName(rng: Rng): { name: string; sex: "girl" | "boy" } {
  return rng.below(2) === 0 ? { name: pick(rng, GIRLS), sex: "girl" } : { name: pick(rng, BOYS), sex: "boy" };
}

const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.below(list.length)] as T;

/** A word of a class: the density falls from the first word to the last, as in real text. */
function drawWord(rng: Rng, name: string): string {
  const list = LEXICON[name] as readonly string[];
  return list[Math.floor(list.length * rng.uniform() ** 2)] as string;
}

/** Replaces every `{name}`. A word that is drawn joins the cast, so that the same name means it again. */
function expand(template: string, cast: Cast, rng: Rng): string {
  let text = "";
  partsOf(template).forEach((part, i) => {
    if (i % 2 === 0) text += part;
    else if (RULES[part]) text += expand(pick(rng, RULES[part]), cast, rng);
    else text += cast[part] ??= drawNamed(rng, part);
  });
  return text;
}

const parts = new Map<string, readonly string[]>();

/** A template as text, name, text, name and so on; taken apart once. */
function partsOf(template: string): readonly string[] {
  const found = parts.get(template) ?? template.split(/\{(\w+)\}/);
  parts.set(template, found);
  return found;
}

/** `animals` is the plural of an animal, `Soon` is `soon` with a capital. */
function drawNamed(rng: Rng, name: string): string {
  if (LEXICON[name]) return drawWord(rng, name);
  const lower = name.toLowerCase();
  return lower === name ? plural(drawWord(rng, name.slice(0, -1))) : capital(drawWord(rng, lower));
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Appends a beat without its markup to `text`; what it marks joins `marks`. */
function readMarks(beat: string, text: string, marks: Mark[]): string {
  const from = text.length;
  let plain = text;
  let read = 0;
  for (const match of beat.matchAll(/\[(\w)\|([^\]]*)\]/g)) {
    plain += beat.slice(read, match.index);
    const answer = match[2] as string;
    marks.push({ kind: match[1] as MarkKind, from, at: plain.length, end: plain.length + answer.length });
    plain += answer;
    read = match.index + match[0].length;
  }
  return plain + beat.slice(read);
}
