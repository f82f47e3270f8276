import { Rng } from "../../../lib/rng.ts";
import type { RunningText } from "../../running-text.ts";
import { type Mark, writeStory } from "./story.ts";

/** The stories themselves: the same for every seed of a run, as a file would be. */
const STORIES_SEED = 1812;
/** Characters that train, and that are held out. */
const TRAIN = 480_000;
export const HELD_OUT = 160_000;

/** Every character of the stories, by code point. */
export const CHARACTERS: readonly string[] = [
  ..."\n !\"',.?ABCDEFGHIJKLMNOPRSTVWYZabcdefghijklmnopqrstuvwxyz",
];

/** Stories in a row, and the places in them at which abilities can be tested. */
export interface Stories {
  readonly text: string;
  readonly marks: readonly Mark[];
}

interface Library extends RunningText {
  readonly train: Stories;
  readonly heldOut: Stories;
}

let library: Library | null = null;

/** All stories; they are written when they are first asked for, which takes some tenths of a second. */
export function storyLibrary(): Library {
  library ??= writeLibrary();
  return library;
}

function writeLibrary(): Library {
  const rng = Rng.fromSeed(STORIES_SEED).fork("stories");
  const train = writeStories(rng.fork("train"), TRAIN);
  const heldOut = writeStories(rng.fork("held-out"), HELD_OUT);
  return { train, heldOut, ids: idsOf(train.text + heldOut.text), nTrain: TRAIN };
}

/** Stories in a row, the last one cut so that there are just `length` characters. */
function writeStories(rng: Rng, length: number): Stories {
  const texts: string[] = [];
  const marks: Mark[] = [];
  let at = 0;
  for (let n = 0; at < length; n++) {
    const story = writeStory(rng.fork(n));
    for (const mark of story.marks) {
      marks.push({ kind: mark.kind, from: at + mark.from, at: at + mark.at, end: at + mark.end });
    }
    texts.push(story.text);
    at += story.text.length;
  }
  return { text: texts.join("").slice(0, length), marks: marks.filter((mark) => mark.end <= length) };
}

const ID_OF = new Map(CHARACTERS.map((character, id) => [character, id]));

/** Indices into {@link CHARACTERS}. */
export function idsOf(text: string): Uint16Array {
  const ids = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) ids[i] = ID_OF.get(text.charAt(i)) as number;
  return ids;
}
