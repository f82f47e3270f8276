import { DIGITS, numberAt, putNumber } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const BELOW = 1000;
const PLUS = DIGITS.length;

function solve({ prompt, promptLength, answer }: Example): boolean {
  const sum = numberAt(prompt, 0, 3) + numberAt(prompt, 4, 3);
  putNumber(answer, 0, sum, 4);
  return promptLength === 7 && prompt[3] === PLUS && sum >= 0;
}

export const add: Task = {
  name: "add",
  title: "Add",
  about: "Add two three-digit numbers: 417+586 is 1003.",
  baseline: {
    exact: 0.55 ** 3,
    why: "Adding column by column without carrying is right when no column reaches ten: 0.55³.",
  },
  pilot:
    "Alone, 1 of 3 seeds had it at width 8 and all 3 at width 16 (3,000 steps). In a mixture of thirteen tasks it emerged between widths 64 and 128 (1 seed, 4,000 steps).",
  symbols: [...DIGITS, "+"],
  promptLength: 7,
  answerLength: 4,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: 1 / BELOW,
  chanceWhy: "The likeliest sum, 999, comes from 1,000 of the 1,000,000 pairs.",
  reference: "Lee et al. (2023), Teaching arithmetic to small transformers, arXiv:2307.03381",
  space: BELOW ** 2,
  sample(rng, out) {
    const a = rng.below(BELOW);
    const b = rng.below(BELOW);
    putNumber(out.prompt, 0, a, 3);
    out.prompt[3] = PLUS;
    putNumber(out.prompt, 4, b, 3);
    solve(out);
  },
  solve,
};
