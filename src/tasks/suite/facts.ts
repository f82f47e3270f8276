import { Rng } from "../../lib/rng.ts";
import { DIGITS, LETTERS, numberAt, putNumber } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const N = 1000;
const A = DIGITS.length; // id of the first letter

/** The facts themselves: the same for every seed and version, or a saved model's knowledge would be void. */
const FACTS_SEED = 1000;

/** (N,2) ranks of the two letters of each number. */
const table = drawFacts(Rng.fromSeed(FACTS_SEED).fork("facts"));

function drawFacts(rng: Rng): Uint8Array {
  const letters = new Uint8Array(N * 2);
  for (let i = 0; i < letters.length; i++) letters[i] = rng.below(LETTERS.length);
  return letters;
}

/** How many numbers share the commonest pair of letters. */
function commonest(letters: Uint8Array): number {
  const seen = new Int32Array(LETTERS.length ** 2);
  for (let i = 0; i < letters.length; i += 2) {
    const pair = (letters[i] as number) * LETTERS.length + (letters[i + 1] as number);
    seen[pair] = (seen[pair] as number) + 1;
  }
  return Math.max(...seen);
}

function solve({ prompt, promptLength, answer }: Example): boolean {
  const number = numberAt(prompt, 0, 3);
  answer[0] = A + (table[number * 2] as number);
  answer[1] = A + (table[number * 2 + 1] as number);
  return promptLength === 3 && number >= 0;
}

export const facts: Task = {
  name: "facts",
  title: "1,000 facts",
  about: "Know by heart the two letters that belong to each number from 000 to 999.",
  pilot:
    "It emerged between widths 64 and 128 in a mixture of thirteen tasks (1 seed, 4,000 steps): 45 % at width 64, 95 % at 128.",
  symbols: [...DIGITS, ...LETTERS],
  promptLength: 3,
  answerLength: 2,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: commonest(table) / N,
  chanceWhy: `Always answering the commonest pair of letters is right for ${commonest(table)} of the 1,000 numbers.`,
  reference: "Allen-Zhu and Li (2024), Knowledge capacity scaling laws, arXiv:2404.05405",
  space: N,
  sample(rng, out) {
    const number = rng.below(N);
    putNumber(out.prompt, 0, number, 3);
    solve(out);
  },
  solve,
};
