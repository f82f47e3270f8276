import { type Batch, emptyBatch } from "../lib/batch.ts";
import { hashTokens, Rng } from "../lib/rng.ts";
import { HashSet } from "./hash-set.ts";
import { answerStartOf, answerTokensOf, type Layout, promptStartOf, writeRow } from "./sequence.ts";
import { type Example, emptyExample, isHeldOut, type Task } from "./task.ts";

/** Not the run's seed: every run of every recipe is scored on the same prompts. */
const HELD_OUT_SEED = 20_240_229;

/** The examples a task is scored on. */
export interface HeldOut {
  /** (count,T) the sequences, answers included. */
  readonly batch: Batch;
  /** How many; fewer than asked for where the task has no more. */
  readonly count: number;
  /** Tokens before the prompt: the task token in mixtures. */
  readonly promptStart: number;
  /** (count) tokens before the answer: feed this many, or read predictions from position `answerStart - 1` on. */
  readonly answerStart: Int32Array;
  /** (count) tokens of the answer, its end token included. */
  readonly answerLength: Int32Array;
  /** False where test prompts may occur in training too, because the task has too few. */
  readonly separate: boolean;
}

/** Held-out examples, and the hashes of the prompts that training must not draw (null where it may). */
export interface Reserved {
  readonly heldOut: HeldOut;
  readonly prompts: HashSet | null;
}

/** Draws up to `evalSize` different held-out prompts of a task and writes them as sequences of T + 1. */
export function reserve(task: Task, layout: Layout, evalSize: number, T: number): Reserved {
  const most = Math.min(evalSize, task.heldOutCount ?? task.space);
  const heldOut = emptyHeldOut(most, T);
  const hashes = new HashSet(most);
  const example = emptyExample(task);
  const sequence = new Int32Array(T + 1);
  const draw = task.heldOut ? evenly(task, most) : distinct(task, most, hashes);
  let count = 0;
  while (count < most && draw(count, example)) {
    writeRow(layout, example, sequence, heldOut.batch, count);
    heldOut.answerStart[count] = answerStartOf(layout, example.promptLength);
    heldOut.answerLength[count] = answerTokensOf(layout, example, T);
    count++;
  }
  const isSeparate = isHeldOut(task);
  return {
    heldOut: {
      ...trimmed(heldOut, count),
      count,
      promptStart: promptStartOf(layout),
      separate: isSeparate,
    },
    prompts: isSeparate && !task.heldOut ? hashes : null,
  };
}

type Draw = (row: number, out: Example) => boolean;

/** Examples of a file that brings its own split, spread evenly, since files are often sorted. */
function evenly(task: Task, most: number): Draw {
  const count = task.heldOutCount ?? 0;
  return (row, out) => {
    task.heldOut?.(Math.floor((row * count) / most), out);
    return true;
  };
}

/** Different prompts from a fixed stream. Gives up after 100 draws per prompt, where all have been seen. */
function distinct(task: Task, most: number, seen: HashSet): Draw {
  const rng = Rng.fromSeed(HELD_OUT_SEED).fork(task.name);
  let left = 100 * most;
  return (_, out) => {
    while (left-- > 0) {
      task.sample(rng, out);
      if (seen.add(hashTokens(out.prompt, out.promptLength))) return true;
    }
    return false;
  };
}

interface Rows {
  readonly batch: Batch;
  readonly answerStart: Int32Array;
  readonly answerLength: Int32Array;
}

const emptyHeldOut = (rows: number, T: number): Rows => ({
  batch: emptyBatch(rows, T),
  answerStart: new Int32Array(rows),
  answerLength: new Int32Array(rows),
});

/** The first `count` rows. */
function trimmed(rows: Rows, count: number): Rows {
  const { B, T, inputs, targets, weights } = rows.batch;
  if (count === B) return rows;
  return {
    batch: {
      B: count,
      T,
      inputs: inputs.slice(0, count * T),
      targets: targets.slice(0, count * T),
      weights: weights.slice(0, count * T),
    },
    answerStart: rows.answerStart.slice(0, count),
    answerLength: rows.answerLength.slice(0, count),
  };
}
