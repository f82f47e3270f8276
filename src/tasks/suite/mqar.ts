import { LETTERS, putDistinct } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

/** Pairs of a key and its value; each key is asked for once. */
const N = 6;
/** As many values as keys, none of them a key. */
const VALUES: readonly string[] = LETTERS.map((letter) => letter.toUpperCase());

const deck = new Int32Array(LETTERS.length);
const keys = new Int32Array(N);
const values = new Int32Array(N);

/** By number of pairs: the scratch that their queries are shuffled in. */
const places = Array.from({ length: N + 1 }, (_, pairs) => new Int32Array(pairs));
const orders = Array.from({ length: N + 1 }, (_, pairs) => new Int32Array(pairs));
/** Pairs at each level of the curriculum. */
const LEVELS: readonly number[] = [2, 3, 4, 5, N];

function solve({ prompt, promptLength, questions, answer, answerLength }: Example): boolean {
  let isForm = promptLength % 2 === 0;
  for (let i = 0; i < answerLength; i++) {
    let found = -1;
    for (let at = 0; at < promptLength && found < 0; at += 2) {
      if (prompt[at] === questions[i]) found = prompt[at + 1] as number;
    }
    answer[i] = found;
    isForm &&= found >= LETTERS.length;
  }
  return isForm;
}

/**
 * Multi-query associative recall (Zoology), small: keys and values are different symbols, each drawn once. The
 * queries follow the pairs at once in any order, where Zoology has gaps between them. A
 * level has fewer pairs: from two, a model that has found the match goes on to more.
 */
export const mqar: Task = {
  name: "mqar",
  title: "Many recalls",
  about: "Six keys are each followed by a value; then every key is asked for: name its value.",
  illustration: { prompt: "aKbDcP=bca", answer: "DPK" },
  pilot:
    "In stages, 3,000 steps, two layers: 100 % at width 32 in four seeds of four; not yet at width 16 (1 seed). One layer of width 32 stayed at one in six (2 seeds).",
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
  levels: LEVELS.map((pairs) => `${pairs} pairs`),
  sample(rng, out, level) {
    const pairs = level === undefined ? N : (LEVELS[level] as number);
    const order = orders[pairs] as Int32Array;
    out.promptLength = 2 * pairs;
    out.answerLength = pairs;
    putDistinct(rng, deck, keys);
    putDistinct(rng, deck, values);
    putDistinct(rng, places[pairs] as Int32Array, order);
    for (let i = 0; i < pairs; i++) {
      const asked = order[i] as number;
      out.prompt[2 * i] = keys[i] as number;
      out.prompt[2 * i + 1] = LETTERS.length + (values[i] as number);
      out.questions[i] = keys[asked] as number;
    }
    solve(out);
  },
  solve,
};
