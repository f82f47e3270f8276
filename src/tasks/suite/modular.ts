import { DIGITS, numberAt, putNumber } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const MODULUS = 31;
const PLUS = DIGITS.length;

function solve({ prompt, promptLength, answer }: Example): boolean {
  const a = numberAt(prompt, 0, 2);
  const b = numberAt(prompt, 3, 2);
  putNumber(answer, 0, (a + b) % MODULUS, 2);
  return promptLength === 5 && prompt[2] === PLUS && a < MODULUS && b < MODULUS;
}

export const modular: Task = {
  name: "modular",
  title: "Clock sums",
  about: "Add two numbers on a clock of 31 hours: 27+12 is 08.",
  baseline: {
    exact: (MODULUS + 1) / (2 * MODULUS),
    why: "Adding as if there were no clock is right whenever the sum stays below 31: 496 of 961 pairs.",
  },
  pilot: "It emerged between widths 16 and 32 in a mixture of thirteen tasks (1 seed, 4,000 steps).",
  symbols: [...DIGITS, "+"],
  promptLength: 5,
  answerLength: 2,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: 1 / MODULUS,
  chanceWhy: "All 31 sums are equally likely.",
  reference: "Power et al. (2022), Grokking, arXiv:2201.02177",
  space: MODULUS ** 2,
  sample(rng, out) {
    const a = rng.below(MODULUS);
    const b = rng.below(MODULUS);
    putNumber(out.prompt, 0, a, 2);
    out.prompt[2] = PLUS;
    putNumber(out.prompt, 3, b, 2);
    solve(out);
  },
  solve,
};
