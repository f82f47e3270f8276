import { LETTERS } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const N = 8;

function solve({ prompt, promptLength, answer }: Example): boolean {
  for (let i = 0; i < N; i++) answer[i] = prompt[i] as number;
  return promptLength === N;
}

export const copy: Task = {
  name: "copy",
  title: "Copy",
  about: "Repeat eight letters.",
  pilot: "It emerged between widths 8 and 16 in a mixture of thirteen tasks (1 seed, 4,000 steps).",
  symbols: LETTERS,
  promptLength: N,
  answerLength: N,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: LETTERS.length ** -N,
  chanceWhy: "All 16⁸ answers are equally likely.",
  reference: "Jelassi et al. (2024), Repeat after me, arXiv:2402.01032",
  space: LETTERS.length ** N,
  sample(rng, out) {
    for (let i = 0; i < N; i++) out.prompt[i] = rng.below(LETTERS.length);
    solve(out);
  },
  solve,
};
