import type { Rng } from "../../lib/rng.ts";
import { DIGITS, putDistinct, TOKENS } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

const N = 10;
/** Id of the count 1; the partition never has a part of 10. */
const ONE = TOKENS.length;

const deck = new Int32Array(TOKENS.length);
const tokens = new Int32Array(N);
const places = new Int32Array(N);
const order = new Int32Array(N);

/** How often a token occurs of which `rest` positions are still free: 1 to rest − 1, all alike. */
const drawPart = (rng: Rng, rest: number) => (rest === 1 ? 1 : 1 + rng.below(rest - 1));

/** (10) expected number of positions with each count, where `rest` positions are still free. */
function expected(rest: number): number[] {
  const positions = new Array<number>(N).fill(0);
  if (rest === 1) positions[1] = 1;
  for (let part = 1; part < rest; part++) {
    const others = expected(rest - part);
    for (let count = 0; count < N; count++) {
      const here = (count === part ? part : 0) + (others[count] as number);
      positions[count] = (positions[count] as number) + here / (rest - 1);
    }
  }
  return positions;
}

function solve({ prompt, promptLength, questions, answer, answerLength }: Example): boolean {
  let isForm = promptLength === N;
  for (let i = 0; i < answerLength; i++) {
    let count = 0;
    for (let at = 0; at < promptLength; at++) if (prompt[at] === questions[i]) count++;
    answer[i] = ONE + count - 1;
    isForm &&= (questions[i] as number) < ONE && count > 0 && count < N;
  }
  return isForm;
}

/**
 * Counts of Behrens et al.: ten tokens of 32, in numbers that are a random partition of ten. They mix tokens
 * without a causal mask and ask at the tokens themselves; here a token sees only what stands before it, so the
 * ten are shown first and asked for again, each at a position of its own. Their model has no LayerNorm.
 */
export const histogram: Task = {
  name: "histogram",
  title: "Histogram",
  about: "Ten symbols are shown, then asked for one by one: say how often each was there.",
  illustration: { prompt: "aabc=aabc", answer: "2211" },
  pilot: "One layer, 3 seeds, 2,000 steps: 19 % at width 2, 39 at 4, 59 at 6, 61 at 8, 89 at 16, 92 at 32.",
  symbols: [...TOKENS, ...DIGITS.slice(1)],
  promptLength: N,
  answerLength: N,
  variableAnswer: false,
  separator: true,
  questions: true,
  scored: "token",
  chance: Math.max(...expected(N)) / N,
  chanceWhy: "Always answering 1 is right for a fifth of the positions, more than any other count.",
  reference: "Behrens et al. (2025), Counting in small transformers, arXiv:2407.11542",
  space: Number.POSITIVE_INFINITY,
  sample(rng, out) {
    putDistinct(rng, deck, tokens);
    putDistinct(rng, places, order);
    let at = 0;
    for (let kind = 0; at < N; kind++) {
      const part = drawPart(rng, N - at);
      for (const end = at + part; at < end; at++) {
        const place = order[at] as number;
        out.prompt[place] = tokens[kind] as number;
        out.questions[place] = tokens[kind] as number;
      }
    }
    solve(out);
  },
  solve,
};
