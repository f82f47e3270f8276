import type { Task } from "../task.ts";

const N = 8;
const EVEN = 2;

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
    let odd = 0;
    for (let i = 0; i < N; i++) {
      const bit = rng.below(2);
      out.prompt[i] = bit;
      odd ^= bit;
    }
    out.answer[0] = EVEN + odd;
  },
};
