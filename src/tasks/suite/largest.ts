import { DIGITS } from "../symbols.ts";
import type { Task } from "../task.ts";

const N = 6;

export const largest: Task = {
  name: "largest",
  title: "Largest digit",
  about: "Name the largest of six digits.",
  symbols: DIGITS,
  promptLength: N,
  answerLength: 1,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: 1 - 0.9 ** N,
  chanceWhy: "Always answering 9 is right whenever a 9 is among the six digits: 1 − 0.9⁶.",
  space: 10 ** N,
  sample(rng, out) {
    let most = 0;
    for (let i = 0; i < N; i++) {
      const digit = rng.below(10);
      out.prompt[i] = digit;
      if (digit > most) most = digit;
    }
    out.answer[0] = most;
  },
};
