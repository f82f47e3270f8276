import { LETTERS, putDistinct } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const N = 6;

const deck = new Int32Array(LETTERS.length);
const cycle = new Int32Array(N);
const orderDeck = new Int32Array(N);
const order = new Int32Array(N);

/** The letter that follows one in the pairs; -1 where none does. */
function after(prompt: Int32Array, letter: number): number {
  for (let i = 0; i < N; i++) if (prompt[2 * i] === letter) return prompt[2 * i + 1] as number;
  return -1;
}

function solve({ prompt, promptLength, answer }: Example): boolean {
  answer[0] = after(prompt, after(prompt, prompt[2 * N] as number));
  return promptLength === 2 * N + 1 && answer[0] >= 0;
}

export const twoHops: Task = {
  name: "two-hops",
  title: "Two hops",
  about: "Six shuffled pairs say which letter follows which; name the letter two hops on from the last one.",
  baseline: {
    exact: 1 / (N - 2),
    why: "Ruling out the letter itself and the one right after it leaves four.",
  },
  pilot: "Not yet at width 128 in a mixture of thirteen tasks (1 seed, 4,000 steps): 22 %.",
  symbols: LETTERS,
  promptLength: 2 * N + 1,
  answerLength: 1,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: 1 / (N - 1),
  chanceWhy: "The answer is one of the five other letters shown, all equally likely.",
  reference:
    "Sanford et al. (2024), Transformers, parallel computation, and logarithmic depth, arXiv:2402.09268",
  // C(16,6) sets of letters, 5! cycles through each, 6! orders of the pairs, 6 questions.
  space: 8008 * 120 * 720 * N,
  sample(rng, out) {
    putDistinct(rng, deck, cycle);
    putDistinct(rng, orderDeck, order);
    for (let i = 0; i < N; i++) {
      const from = order[i] as number;
      out.prompt[2 * i] = cycle[from] as number;
      out.prompt[2 * i + 1] = cycle[(from + 1) % N] as number;
    }
    const asked = rng.below(N);
    out.prompt[2 * N] = cycle[asked] as number;
    solve(out);
  },
  solve,
};
