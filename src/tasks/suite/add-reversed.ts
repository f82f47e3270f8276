import { DIGITS, numberAt, putNumber, putReversed } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const BELOW = 1000;
const PLUS = DIGITS.length;

function solve({ prompt, promptLength, answer }: Example): boolean {
  const sum = numberAt(prompt, 0, 3) + numberAt(prompt, 4, 3);
  putReversed(answer, 0, sum, 4);
  return promptLength === 7 && prompt[3] === PLUS && sum >= 0;
}

export const addReversed: Task = {
  name: "add-reversed",
  title: "Add, carry first",
  about:
    "Add two three-digit numbers, the answer's last digit first, so that every carry is known in time: 417+586 is 3001.",
  baseline: {
    exact: 0.55 ** 3,
    why: "Adding column by column without carrying is right when no column reaches ten: 0.55³.",
  },
  pilot:
    "Alone it is a matter of luck that width improves: 4 of 8 seeds had it at width 6, 3 at 8, 6 at 12, all 8 at 16 (3,000 steps). In a mixture of thirteen tasks it emerged between widths 64 and 128 (1 seed, 4,000 steps).",
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
