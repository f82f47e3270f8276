import { LETTERS, putDistinct } from "../symbols.ts";
import type { Task } from "../task.ts";

/** Pairs of a key and its value; each key is asked for once. */
const N = 6;
/** As many values as keys, none of them a key. */
const VALUES: readonly string[] = LETTERS.map((letter) => letter.toUpperCase());

const deck = new Int32Array(LETTERS.length);
const keys = new Int32Array(N);
const values = new Int32Array(N);

/** A number of pairs, with the scratch that its queries are shuffled in. */
const sized = (pairs: number) => ({ pairs, deck: new Int32Array(pairs), order: new Int32Array(pairs) });
const WHOLE = sized(N);
const LEVELS = [sized(2), sized(4), WHOLE];

/**
 * Multi-query associative recall (Zoology), small: keys and values are different symbols, each drawn once. The
 * queries follow the pairs at once in any order, where Zoology has gaps between them. The levels have fewer pairs.
 */
export const mqar: Task = {
  name: "mqar",
  title: "Many recalls",
  about: "Six keys are each followed by a value; then every key is asked for: name its value.",
  illustration: { prompt: "aKbDcP=bca", answer: "DPK" },
  symbols: [...LETTERS, ...VALUES],
  promptLength: 2 * N,
  answerLength: N,
  variableAnswer: false,
  separator: true,
  questions: true,
  scored: "token",
  chance: 1 / N,
  chanceWhy: "Naming any of the six values shown.",
  reference: "Arora et al. (2023), Zoology, arXiv:2312.04927",
  space: (16 * 15 * 14 * 13 * 12 * 11) ** 2,
  levels: LEVELS.map(({ pairs }) => `${pairs} pairs`),
  sample(rng, out, level = LEVELS.length - 1) {
    const { pairs, deck: places, order } = LEVELS[level] ?? WHOLE;
    out.promptLength = 2 * pairs;
    out.answerLength = pairs;
    putDistinct(rng, deck, keys);
    putDistinct(rng, deck, values);
    putDistinct(rng, places, order);
    for (let i = 0; i < pairs; i++) {
      const asked = order[i] as number;
      out.prompt[2 * i] = keys[i] as number;
      out.prompt[2 * i + 1] = LETTERS.length + (values[i] as number);
      out.questions[i] = keys[asked] as number;
      out.answer[i] = LETTERS.length + (values[asked] as number);
    }
  },
};
