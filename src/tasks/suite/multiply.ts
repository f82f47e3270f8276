import { DIGITS, numberAt, putNumber, putReversed } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const TIMES = DIGITS.length;

function solve({ prompt, promptLength, answer }: Example): boolean {
  const product = numberAt(prompt, 0, 2) * numberAt(prompt, 3, 1);
  putReversed(answer, 0, product, 3);
  return promptLength === 4 && prompt[2] === TIMES && product >= 0;
}

export const multiply: Task = {
  name: "multiply",
  title: "Multiply",
  about: "Multiply two digits by one; the answer's last digit comes first: 47×6 is 282, 12×4 is 840.",
  baseline: {
    exact: 0.42,
    why: "Multiplying each digit without carrying is right whenever the last digits' product stays below ten: 42 of 100 pairs.",
  },
  pilot: "It emerged between widths 16 and 32 in a mixture of thirteen tasks (1 seed, 4,000 steps).",
  symbols: [...DIGITS, "×"],
  promptLength: 4,
  answerLength: 3,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: 1 - 0.99 * 0.9,
  chanceWhy: "Always answering 000 is right whenever a factor is zero: 1 − 0.99·0.9.",
  reference: "Lee et al. (2023), Teaching arithmetic to small transformers, arXiv:2307.03381",
  space: 1000,
  sample(rng, out) {
    const a = rng.below(100);
    const b = rng.below(10);
    putNumber(out.prompt, 0, a, 2);
    out.prompt[2] = TIMES;
    out.prompt[3] = b;
    solve(out);
  },
  solve,
};
