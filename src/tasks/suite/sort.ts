import { LETTERS } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const N = 8;
const ORDERS = 40_320; // 8!

/** How often each letter is there: scratch of a counting sort. */
const there = new Int32Array(LETTERS.length);

function solve({ prompt, promptLength, answer }: Example): boolean {
  there.fill(0);
  for (let i = 0; i < N; i++) {
    const letter = prompt[i] as number;
    there[letter] = (there[letter] as number) + 1;
  }
  let at = 0;
  for (let letter = 0; letter < LETTERS.length; letter++) {
    for (let n = there[letter] as number; n > 0; n--) answer[at++] = letter;
  }
  return promptLength === N;
}

export const sort: Task = {
  name: "sort",
  title: "Sort",
  about: "Put eight letters in alphabetical order.",
  pilot:
    "Alone it emerged between widths 5 and 6 (8 seeds, 1,500 steps): the median seed went from 6 % at width 4 to 28, 91 and 95 % at widths 5, 6 and 8. In a mixture of thirteen tasks it emerged between widths 8 and 16 (1 seed, 4,000 steps).",
  symbols: LETTERS,
  promptLength: N,
  answerLength: N,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: ORDERS / LETTERS.length ** N,
  chanceWhy: "The likeliest answers have eight different letters, which come in 8! of the 16⁸ orders.",
  reference: "Weiss et al. (2021), Thinking like Transformers, arXiv:2106.06981",
  space: LETTERS.length ** N,
  sample(rng, out) {
    for (let i = 0; i < N; i++) out.prompt[i] = rng.below(LETTERS.length);
    solve(out);
  },
  solve,
};
