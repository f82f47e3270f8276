import { DIGITS } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const N = 6;

/** How often the largest of six digits is as large as that of the first three: over each value m of the latter. */
const LARGEST_OF_HALF = Array.from({ length: 10 }, (_, m) => {
  const atMost = (value: number) => (value / 10) ** (N / 2);
  return (atMost(m + 1) - atMost(m)) * atMost(m + 1);
}).reduce((sum, p) => sum + p, 0);

function solve({ prompt, promptLength, answer }: Example): boolean {
  answer[0] = 0;
  for (let i = 0; i < N; i++) answer[0] = Math.max(answer[0], prompt[i] as number);
  return promptLength === N;
}

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
  baseline: {
    exact: LARGEST_OF_HALF,
    why: "Naming the largest of the first three digits is right whenever the others hold none larger.",
  },
  pilot: "It had emerged by width 8, the narrowest, in a mixture of thirteen tasks (1 seed, 4,000 steps).",
  space: 10 ** N,
  sample(rng, out) {
    for (let i = 0; i < N; i++) out.prompt[i] = rng.below(10);
    solve(out);
  },
  solve,
};
