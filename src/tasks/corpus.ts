import { namedError } from "../lib/errors.ts";
import { OWN_DATA } from "../recipe/validate.ts";
import {
  type Alphabet,
  alphabetOf,
  countCharacters,
  emptyCounts,
  encode,
  lengthOf,
  unitsOf,
} from "./characters.ts";
import type { OwnData } from "./own-data.ts";
import { drawWindow, heldOutWindow, type RunningText, windowCount } from "./running-text.ts";
import type { Task } from "./task.ts";

/** The context of `auto`; of a text whose held-out tenth is shorter, as much as that has. */
const AUTO_CONTEXT = 64;
const TRAIN_SHARE = 0.9;
/** The shortest text whose held-out tenth has a character and the one after it. */
const SHORTEST = 11;

const CHANCE_WHY = "Always answering the most frequent character is right that often.";

/** A user's text as the symbols of its alphabet. */
interface Corpus extends RunningText {
  readonly name: string;
  readonly alphabet: Alphabet;
  readonly chance: number;
}

/**
 * Reads running text: every position is trained and scored; the first 90 % of the characters train, the
 * rest is held out.
 *
 * @throws DataError where the text is too short to hold anything out
 */
export function readCorpus(name: string, text: string, bytes: number): OwnData {
  const n = lengthOf(text);
  if (n < SHORTEST) {
    throw namedError(
      "DataError",
      `${name}: expected at least ${SHORTEST} characters, so that a tenth can be held out; got ${n}; choose a longer text`,
    );
  }
  const nTrain = Math.floor(n * TRAIN_SHARE);
  const corpus = encodeCorpus(name, text, n, nTrain);
  return {
    summary: {
      name,
      kind: "text",
      bytes,
      train: nTrain,
      heldOut: n - nTrain,
      vocabulary: corpus.alphabet.symbols.length,
      warnings: corpus.alphabet.warnings,
      chance: corpus.chance,
      chanceWhy: CHANCE_WHY,
      examples: previews(corpus),
    },
    task: (context) =>
      corpusTask(corpus, context === "auto" ? Math.min(AUTO_CONTEXT, n - nTrain - 1) : context),
  };
}

function encodeCorpus(name: string, text: string, n: number, nTrain: number): Corpus {
  const split = unitsOf(text, nTrain);
  const train = emptyCounts();
  const heldOut = emptyCounts();
  countCharacters(text, train, 0, split);
  countCharacters(text, heldOut, split);
  const alphabet = alphabetOf(train, heldOut);
  const ids = new Uint16Array(n);
  encode(text, alphabet, ids);
  return { name, alphabet, ids, nTrain, chance: largestShare(ids, nTrain) };
}

/** The share of the most frequent of the first `n` symbols. */
function largestShare(ids: Uint16Array, n: number): number {
  const counts = new Uint32Array(2 ** 16);
  for (let i = 0; i < n; i++) counts[ids[i] as number] = (counts[ids[i] as number] as number) + 1;
  return counts.reduce((a, b) => Math.max(a, b)) / n;
}

/** The text as a task: windows of `context` + 1 characters, each predicted from those before it. */
function corpusTask(corpus: Corpus, context: number): Task {
  const { name, ids, nTrain, alphabet } = corpus;
  const nHeldOut = ids.length - nTrain;
  return {
    name: OWN_DATA,
    title: name,
    about: `Continue the text of ${name}, one character at a time.`,
    symbols: alphabet.symbols,
    promptLength: 1,
    answerLength: context,
    variableAnswer: false,
    separator: false,
    scored: "token",
    chance: corpus.chance,
    chanceWhy: CHANCE_WHY,
    space: Number.POSITIVE_INFINITY,
    sample: (rng, out) => drawWindow(corpus, rng, out),
    heldOut: (index, out) => heldOutWindow(corpus, index, out),
    heldOutCount: windowCount(nHeldOut, context),
    mostContext: nHeldOut - 1,
    trainText: () => ids.subarray(0, nTrain),
  };
}

/** The beginnings of three stretches, as the model will see them. */
function previews({ ids, nTrain, alphabet }: Corpus): { prompt: string; answer: string }[] {
  const shown = (from: number, to: number) =>
    Array.from(ids.subarray(from, to), (id) => alphabet.symbols[id]).join("");
  return [0, 1 / 3, 2 / 3].map((share) => {
    const from = Math.floor(nTrain * share);
    const to = Math.min(from + 1 + AUTO_CONTEXT, nTrain);
    return { prompt: shown(from, from + 1), answer: shown(from + 1, to) };
  });
}
