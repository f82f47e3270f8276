import type { Example, Task } from "../task.ts";

const N = 8;
const EVEN = 2;

function solve({ prompt, promptLength, answer }: Example): boolean {
  let ones = 0;
  let bits = 0;
  for (let i = 0; i < N; i++) {
    if (prompt[i] === 1) ones++;
    if ((prompt[i] as number) < EVEN) bits++;
  }
  answer[0] = EVEN + (ones % 2);
  return promptLength === N && bits === N;
}

export const parity: Task = {
  name: "parity",
  title: "Parity",
  about: "Say whether eight bits hold an even or an odd number of ones.",
  pilot: "Not yet at width 128 in a mixture of thirteen tasks (1 seed, 4,000 steps): 46 %, which is chance.",
  symbols: ["0", "1", "even", "odd"],
  promptLength: N,
  answerLength: 1,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: 0.5,
  chanceWhy: "Even and odd are equally likely.",
  reference:
    "Hahn (2020), Theoretical limitations of self-attention in neural sequence models, arXiv:1906.06755",
  space: 2 ** N,
  sample(rng, out) {
    for (let i = 0; i < N; i++) out.prompt[i] = rng.below(2);
    solve(out);
  },
  solve,
};
