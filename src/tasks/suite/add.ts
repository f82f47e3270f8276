import { DIGITS, putNumber } from "../symbols.ts";
import type { Task } from "../task.ts";

const BELOW = 1000;
const PLUS = DIGITS.length;

export const add: Task = {
  name: "add",
  title: "Add",
  about: "Add two three-digit numbers: 417+586 is 1003.",
  symbols: [...DIGITS, "+"],
  promptLength: 7,
  answerLength: 4,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: 1 / BELOW,
  chanceWhy: "The likeliest sum, 999, comes from 1,000 of the 1,000,000 pairs.",
  space: BELOW ** 2,
  sample(rng, out) {
    const a = rng.below(BELOW);
    const b = rng.below(BELOW);
    putNumber(out.prompt, 0, a, 3);
    out.prompt[3] = PLUS;
    putNumber(out.prompt, 4, b, 3);
    putNumber(out.answer, 0, a + b, 4);
  },
};
