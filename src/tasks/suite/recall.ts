import { DIGITS, LETTERS, putDistinct } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const N = 6;
const ZERO = LETTERS.length;

const deck = new Int32Array(LETTERS.length);
const keys = new Int32Array(N);

/** The digit after the last letter's first place; a letter that is not there, or a digit in its place, has none. */
function solve({ prompt, promptLength, answer }: Example): boolean {
  let isForm = promptLength === 2 * N + 1;
  let found = -1;
  for (let i = 0; i < N; i++) {
    const digit = prompt[2 * i + 1] as number;
    isForm &&= (prompt[2 * i] as number) < ZERO && digit >= ZERO;
    if (prompt[2 * i] === prompt[2 * N] && found < 0) found = digit;
  }
  answer[0] = found;
  return isForm && found >= 0;
}

export const recall: Task = {
  name: "recall",
  title: "Recall",
  about: "Six letters are each followed by a digit; name the digit of the letter that stands last.",
  pilot: "Not yet at width 128 in a mixture of thirteen tasks (1 seed, 4,000 steps): 38 %.",
  symbols: [...LETTERS, ...DIGITS],
  promptLength: 2 * N + 1,
  answerLength: 1,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  // How often the commonest digit of a row occurs, summed over all 10⁶ rows of six digits, is 2,019,660.
  chance: 2_019_660 / (N * 10 ** N),
  chanceWhy: "Answering the digit shown most often, whatever letter is asked for, is right for a third.",
  reference: "Arora et al. (2023), Zoology, arXiv:2312.04927",
  space: 16 * 15 * 14 * 13 * 12 * 11 * 10 ** N * N,
  sample(rng, out) {
    putDistinct(rng, deck, keys);
    for (let i = 0; i < N; i++) {
      out.prompt[2 * i] = keys[i] as number;
      out.prompt[2 * i + 1] = ZERO + rng.below(10);
    }
    const asked = rng.below(N);
    out.prompt[2 * N] = keys[asked] as number;
    solve(out);
  },
  solve,
};
