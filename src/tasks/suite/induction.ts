import { putDistinct, TOKENS } from "../symbols.ts";
import type { Example, Task } from "../task.ts";

/** Symbols of a whole example: 48 positions, and the last target. */
const LENGTH = 49;
const SHORTEST = 8;
const LONGEST = 20;

const deck = new Int32Array(TOKENS.length);
const block = new Int32Array(LONGEST);

/** Right guesses of who names one of the block's other symbols, over all that is asked, all periods alike. */
function chance(): number {
  let right = 0;
  let asked = 0;
  for (let period = SHORTEST; period <= LONGEST; period++) {
    const answers = LENGTH - period - 1;
    right += answers / (period - 1);
    asked += answers;
  }
  return right / asked;
}

/** How many different blocks there are: 32·31·… for each period. */
function blocks(): number {
  let count = 0;
  for (let period = 1, ofPeriod = 1; period <= LONGEST; period++) {
    ofPeriod *= TOKENS.length - period + 1;
    if (period >= SHORTEST) count += ofPeriod;
  }
  return count;
}

function solve(out: Example): boolean {
  const { prompt, answer } = out;
  const period = out.promptLength - 1;
  const isForm = period >= SHORTEST && period <= LONGEST && prompt[0] === prompt[period];
  if (!isForm) return false;
  out.answerLength = LENGTH - period - 1;
  for (let i = 0; i < out.answerLength; i++) answer[i] = prompt[(i + 1) % period] as number;
  return true;
}

/**
 * A block of different symbols, repeated to the end. Its length is drawn anew each time: a fixed one is solved
 * by position alone. The prompt ends with the first repeated symbol, since nobody can tell before it that
 * the block has ended.
 */
export const induction: Task = {
  name: "induction",
  title: "Induction",
  about: "A block of 8 to 20 different symbols repeats: look up what followed last time.",
  illustration: { prompt: "kqAbxfmzk", answer: "qAbxfmzk" },
  pilot:
    "Widths 12 and 16 went from under 20 to over 90 % within a hundred steps in five of six seeds; width 8 had 55 to 95 %, width 6 not yet 10 % (3 seeds, 1,000 steps, two layers). One layer of width 16: 17 % (1 seed).",
  symbols: TOKENS,
  promptLength: LONGEST + 1,
  answerLength: LENGTH - SHORTEST - 1,
  longest: { promptLength: LONGEST + 1, answerLength: LENGTH - LONGEST - 1 },
  variableAnswer: false,
  separator: false,
  scored: "token",
  chance: chance(),
  chanceWhy:
    "Naming any other symbol of the block, right once in 7 for the shortest blocks and once in 19 for the longest.",
  reference: "Olsson et al. (2022), In-context learning and induction heads, arXiv:2209.11895",
  space: blocks(),
  sample(rng, out) {
    const period = SHORTEST + rng.below(LONGEST - SHORTEST + 1);
    putDistinct(rng, deck, block);
    out.promptLength = period + 1;
    for (let i = 0; i <= period; i++) out.prompt[i] = block[i % period] as number;
    solve(out);
  },
  solve,
};
