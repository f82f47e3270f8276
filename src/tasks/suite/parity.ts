import type { Task } from "../task.ts";

const N = 8;
const EVEN = 2;

export const parity: Task = {
  name: "parity",
  title: "Parity",
  about: "Say whether eight bits hold an even or an odd number of ones.",
  symbols: ["0", "1", "even", "odd"],
  promptLength: N,
  answerLength: 1,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  chance: 0.5,
  chanceWhy: "Even and odd are equally likely.",
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
