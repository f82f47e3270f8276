import type { Mark, MarkKind } from "./story.ts";
import { idsOf, type Stories, storyLibrary } from "./text.ts";

/** Prompts of each ability. */
export const CLOZES = 256;
/** Characters of every prompt: as training windows do, it may begin in the middle of a word. */
export const PROMPT = 52;
/** Characters of the longest answer. */
export const LONGEST = 12;
/** How often one answer may be asked for at most, where there are two: neither is to be the better guess. */
const MOST_ALIKE = CLOZES / 2;

/** A gap in a held-out story. */
export interface Cloze {
  /** (PROMPT) */
  readonly prompt: Uint16Array;
  readonly answer: Uint16Array;
}

export type ClozeKind = MarkKind | "spelling";

const kept = new Map<ClozeKind, readonly Cloze[]>();

/** The gaps of one kind: the first that the held-out stories have, with prompts that never stand in training. */
export function clozesOf(kind: ClozeKind): readonly Cloze[] {
  const found = kept.get(kind) ?? findClozes(kind);
  kept.set(kind, found);
  return found;
}

function findClozes(kind: ClozeKind): Cloze[] {
  const { train, heldOut } = storyLibrary();
  const marks = kind === "spelling" ? spellingMarks(train, heldOut) : markedIn(heldOut, kind);
  const mostAlike = kind === "spelling" ? MOST_PER_WORD : MOST_ALIKE;
  const asked = new Map<string, number>();
  const found: Cloze[] = [];
  for (const { at, end } of marks) {
    if (found.length === CLOZES) break;
    const prompt = heldOut.text.slice(at - PROMPT, at);
    const answer = heldOut.text.slice(at, end);
    const times = asked.get(answer) ?? 0;
    if (times === mostAlike || train.text.includes(prompt)) continue;
    asked.set(answer, times + 1);
    found.push({ prompt: idsOf(prompt), answer: idsOf(answer) });
  }
  return found;
}

/** The marked places of one kind that can be told from the characters that a prompt holds. */
const markedIn = ({ marks }: Stories, kind: MarkKind): Mark[] =>
  marks.filter((mark) => mark.kind === kind && mark.at >= PROMPT && mark.at - mark.from <= PROMPT);

/** Letters of a word that are given, fewest letters to be spelt, and how often a word may be asked for. */
const GIVEN = 3;
const FEWEST = 3;
export const MOST_PER_WORD = 3;

/** Words whose first letters leave no choice, given the words of training: what they agree in is asked for. */
function spellingMarks(train: Stories, heldOut: Stories): Pick<Mark, "at" | "end">[] {
  const completions = completionsOf(train.text);
  return [...heldOut.text.matchAll(WORD)].flatMap(({ 0: word, index }) => {
    const rest = completions.get(word.slice(0, GIVEN)) ?? "";
    const at = index + GIVEN;
    const isKnown = rest.length >= FEWEST && rest.length <= LONGEST && word.slice(GIVEN).startsWith(rest);
    return isKnown && at >= PROMPT ? [{ at, end: at + rest.length }] : [];
  });
}

const WORD = /[A-Za-z]+/g;

/** For every first letters, how all words with them go on: up to where they part. */
function completionsOf(text: string): Map<string, string> {
  const completions = new Map<string, string>();
  for (const word of new Set(text.match(WORD))) {
    if (word.length < GIVEN) continue;
    const rest = word.slice(GIVEN);
    const before = completions.get(word.slice(0, GIVEN)) ?? rest;
    completions.set(word.slice(0, GIVEN), common(before, rest));
  }
  return completions;
}

/** The beginning that two words share. */
function common(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
