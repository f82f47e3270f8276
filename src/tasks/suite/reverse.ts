import { LETTERS } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const N = 8;

function solve({ prompt, promptLength, answer }: Example): boolean {
  for (let i = 0; i < N; i++) answer[N - 1 - i] = prompt[i] as number;
  return promptLength === N;
}

export const reverse: Task = {
  name: "reverse",
  title: "Reverse",
  about: "Repeat eight letters backwards.",
  pilot:
    "Alone it was not yet there at width 2; width 4 reached 6, 60 and 98 % with three seeds, and from width 6 on all three had it (1,500 steps). In a mixture of thirteen tasks it emerged between widths 8 and 16 (1 seed, 4,000 steps).",
  symbols: LETTERS,
  promptLength: N,
  answerLength: N,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: LETTERS.length ** -N,
  chanceWhy: "All 16⁸ answers are equally likely.",
  reference: "Weiss et al. (2021), Thinking like Transformers, arXiv:2106.06981",
  space: LETTERS.length ** N,
  sample(rng, out) {
    for (let i = 0; i < N; i++) out.prompt[i] = rng.below(LETTERS.length);
    solve(out);
  },
  solve,
};
