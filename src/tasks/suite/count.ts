import { DIGITS, LETTERS } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const N = 9;
const ZERO = LETTERS.length;

function solve({ prompt, promptLength, answer }: Example): boolean {
  let hits = 0;
  let letters = 0;
  for (let i = 0; i <= N; i++) {
    if (i < N && prompt[i] === prompt[N]) hits++;
    if ((prompt[i] as number) < ZERO) letters++;
  }
  answer[0] = ZERO + hits;
  return promptLength === N + 1 && letters === N + 1;
}

export const count: Task = {
  name: "count",
  title: "Count",
  about: "Say how often the last letter occurs among the nine before it.",
  pilot: "It emerged between widths 16 and 32 in a mixture of thirteen tasks (1 seed, 4,000 steps).",
  symbols: [...LETTERS, ...DIGITS],
  promptLength: N + 1,
  answerLength: 1,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: 0.1,
  chanceWhy:
    "The letter's share is drawn evenly from 0 to 1, which makes all ten counts from 0 to 9 equally likely.",
  reference: "Yehudai et al. (2024), When can transformers count to n?, arXiv:2407.15160",
  space: LETTERS.length ** (N + 1),
  sample(rng, out) {
    const asked = rng.below(LETTERS.length);
    const share = rng.uniform();
    for (let i = 0; i < N; i++) {
      const isHit = rng.uniform() < share;
      // One of the fifteen others: step past the asked letter.
      const letter = isHit ? asked : (asked + 1 + rng.below(LETTERS.length - 1)) % LETTERS.length;
      out.prompt[i] = letter;
    }
    out.prompt[N] = asked;
    solve(out);
  },
  solve,
};
