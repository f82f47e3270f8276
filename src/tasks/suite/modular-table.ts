import { Rng } from "../../lib/rng.ts";
import type { Example, Task } from "../task.ts";

const MODULUS = 113;
const PAIRS = MODULUS ** 2;
const TRAIN_SHARE = 0.3;
/** The split itself: the same for every seed of a run, so that all are scored on the same pairs. */
const SPLIT_SEED = 113;

/** All pairs, a·113 + b, in a random order: the first 30 % train, the others are held out. */
const pairs = shuffled(Rng.fromSeed(SPLIT_SEED).fork("modular-table"));
const N_TRAIN = Math.round(PAIRS * TRAIN_SHARE);

/** Fisher–Yates. */
function shuffled(rng: Rng): Int32Array {
  const all = Int32Array.from({ length: PAIRS }, (_, i) => i);
  for (let i = 0; i < PAIRS - 1; i++) {
    const j = i + rng.below(PAIRS - i);
    const drawn = all[j] as number;
    all[j] = all[i] as number;
    all[i] = drawn;
  }
  return all;
}

/** Writes the pair at a place of the random order. */
function put(place: number, out: Example): void {
  const pair = pairs[place] as number;
  const a = Math.floor(pair / MODULUS);
  const b = pair % MODULUS;
  out.prompt[0] = a;
  out.prompt[1] = b;
  solve(out);
}

function solve({ prompt, promptLength, answer }: Example): boolean {
  answer[0] = ((prompt[0] as number) + (prompt[1] as number)) % MODULUS;
  return promptLength === 2;
}

/** How often the commonest sum occurs among the pairs at some places. */
function commonest(from: number, to: number): number {
  const seen = new Int32Array(MODULUS);
  for (const pair of pairs.subarray(from, to)) {
    const sum = (Math.floor(pair / MODULUS) + (pair % MODULUS)) % MODULUS;
    seen[sum] = (seen[sum] as number) + 1;
  }
  return Math.max(...seen);
}

/** The table's part from one place of the random order up to another, as something to be scored on. */
function part(from: number, to: number): Pick<Task, "chance" | "chanceWhy" | "heldOut" | "heldOutCount"> {
  const most = commonest(from, to);
  return {
    chance: most / (to - from),
    chanceWhy: `Always answering the commonest sum is right for ${most} of these ${(to - from).toLocaleString("en-US")} pairs.`,
    heldOutCount: to - from,
    heldOut: (index, out) => put(from + index, out),
  };
}

/** What the table and its trained part have in common. */
const table = {
  symbols: Array.from({ length: MODULUS }, (_, n) => String(n)),
  promptLength: 2,
  answerLength: 1,
  variableAnswer: false,
  separator: true,
  scored: "answer",
  reference: "Nanda et al. (2023), Progress measures for grokking, arXiv:2301.05217",
  space: PAIRS,
  sample: (rng, out) => put(rng.below(N_TRAIN), out),
  solve,
} as const satisfies Partial<Task>;

/** The pairs that train, scored as well: known by heart long before the rule is. */
const seen: Task = {
  ...table,
  ...part(0, N_TRAIN),
  name: "modular-table-seen",
  title: "Clock table (seen)",
  about: "The same sums, of the pairs that it trains on.",
  overlaps: true,
};

export const modularTable: Task = {
  ...table,
  ...part(N_TRAIN, PAIRS),
  name: "modular-table",
  title: "Clock table",
  about: "Add two numbers on a clock of 113 hours, having seen 30 % of all pairs: the rest need the rule.",
  pilot:
    "Width 32 had 98 to 100 % of the pairs held out in all three seeds, long after those it trains on; width 16 had 10, 26 and 92 %, and of width 8 one seed of three found the rule (one layer, 2,500 steps).",
  probes: [seen],
};
