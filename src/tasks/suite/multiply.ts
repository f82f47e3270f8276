import { DIGITS, putNumber, putReversed } from "../symbols.ts";
import type { Task } from "../task.ts";

const TIMES = DIGITS.length;

export const multiply: Task = {
  name: "multiply",
  title: "Multiply",
  about: "Multiply two digits by one; the answer's last digit comes first: 47×6 is 282, 12×4 is 840.",
  symbols: [...DIGITS, "×"],
  promptLength: 4,
  answerLength: 3,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: 1 - 0.99 * 0.9,
  chanceWhy: "Always answering 000 is right whenever a factor is zero: 1 − 0.99·0.9.",
  space: 1000,
  sample(rng, out) {
    const a = rng.below(100);
    const b = rng.below(10);
    putNumber(out.prompt, 0, a, 2);
    out.prompt[2] = TIMES;
    out.prompt[3] = b;
    putReversed(out.answer, 0, a * b, 3);
  },
};
