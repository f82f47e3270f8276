import { DIGITS } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const N = 10;
const PLUS = DIGITS.length;

/** Digits at most, at each level of the curriculum. */
const MOST: readonly number[] = [3, 6, N];

function solve({ prompt, promptLength, answer }: Example): boolean {
  let isForm = promptLength === 2 * N + 1 && prompt[N] === PLUS;
  let carry = 0;
  for (let i = 0; i < N; i++) {
    const a = prompt[N - 1 - i] as number;
    const b = prompt[2 * N - i] as number;
    isForm &&= a < PLUS && b < PLUS;
    const sum = a + b + carry;
    carry = Number(sum > 9);
    answer[i] = sum % 10;
  }
  answer[N] = carry;
  return isForm;
}

/**
 * Addition of two ten-digit numbers with leading zeros, the answer's last digit first, as in gpt-acc-jax. Its
 * end token and padding are left out, since all examples are of one length: 12 tokens of 14, 32 positions of 35.
 * At a level both numbers have the same number of digits, drawn evenly up to the level's most; the task itself,
 * and every held-out prompt, has all ten.
 */
export const tenDigits: Task = {
  name: "ten-digits",
  title: "Ten digits",
  about: "Add two ten-digit numbers, the answer's last digit first.",
  illustration: { prompt: "…657+…408", answer: "560…" },
  pilot:
    "One layer in stages, 3 seeds, 5,000 steps: 0 % at width 6; at 8 two seeds had it and at 12 one, the others stayed at 9 %; all three at 16.",
  symbols: [...DIGITS, "+"],
  promptLength: 2 * N + 1,
  answerLength: N + 1,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: 10 ** -N,
  chanceWhy: "The likeliest sum, 9,999,999,999, comes from 10¹⁰ of the 10²⁰ pairs.",
  reference: "gpt-acc-jax (github.com/yhavinga/gpt-acc-jax), smallest transformer for ten-digit addition",
  space: 10 ** (2 * N),
  levels: MOST.map((most) => `1 to ${most} digits`),
  sample(rng, out, level) {
    const digits = level === undefined ? N : 1 + rng.below(MOST[level] as number);
    out.prompt.fill(0);
    out.prompt[N] = PLUS;
    for (let i = 0; i < digits; i++) {
      out.prompt[N - 1 - i] = rng.below(10);
      out.prompt[2 * N - i] = rng.below(10);
    }
    solve(out);
  },
  solve,
};
