import type { Cohort, Scores } from "../engine/engine.ts";
import type { Batch } from "../lib/batch.ts";
import { flopsPerToken } from "../model/count.ts";
import type { Mixture } from "../tasks/mixture.ts";

/** Work of one piece: about 30 ms at tfjs's 3.5 GFLOP/s on WebAssembly. */
const PIECE_FLOPS = 1e8;

/** Running sums over the held-out examples of one task. */
interface Tally {
  examples: number;
  exact: number;
  tokens: number;
  right: number;
  logProb: number;
}

/**
 * One replica scored on every task's held-out prompts, in pieces that are short enough to pause between.
 * Exact match: every answer token is the argmax in one forward pass, which is the same as greedy decoding.
 */
export class Evaluation {
  readonly #mixture: Mixture;
  readonly #cohort: Cohort;
  readonly #replica: number;
  readonly #tallies: readonly Tally[];

  constructor(mixture: Mixture, cohort: Cohort, replica: number) {
    this.#mixture = mixture;
    this.#cohort = cohort;
    this.#replica = replica;
    this.#tallies = mixture.tasks.map(() => ({ examples: 0, exact: 0, tokens: 0, right: 0, logProb: 0 }));
  }

  /** The work, in pieces of `rows` examples: as many as take a few hundredths of a second on a slow machine. */
  pieces(rows = this.#rowsAtOnce()): (() => Promise<void>)[] {
    return this.#mixture.tasks.flatMap((task, index) => {
      const { batch, count } = this.#mixture.heldOut(index);
      const starts = Array.from({ length: Math.ceil(count / rows) }, (_, i) => i * rows);
      return starts.map((start) => async () => {
        const part = rowsOf(batch, start, Math.min(start + rows, count));
        const scores = await this.#cohort.evaluate(this.#replica, part);
        tally(this.#tallies[index] as Tally, part, scores, task.scored === "token");
      });
    });
  }

  #rowsAtOnce(): number {
    const { shape } = this.#cohort.spec.model;
    const forward = flopsPerToken(shape) / 3; // a training step is one forward and two backward
    return Math.max(1, Math.floor(PIECE_FLOPS / (forward * shape.context)));
  }

  /** The row of the run's eval table, once all pieces are done: held-out loss, then three measures a task. */
  row(): number[] {
    const measures = this.#tallies.flatMap((t) => [
      t.exact / t.examples,
      t.right / t.tokens,
      t.logProb / t.tokens,
    ]);
    return [this.#heldOutLoss(), ...measures];
  }

  /** Mean loss per answer token, tasks weighted as in a training batch: by share of rows × answer tokens a row. */
  #heldOutLoss(): number {
    let loss = 0;
    let tokens = 0;
    this.#tallies.forEach((t, index) => {
      const share = (this.#mixture.weights[index] as number) / this.#mixture.heldOut(index).count;
      loss -= share * t.logProb;
      tokens += share * t.tokens;
    });
    return loss / tokens;
  }
}

/** Rows `from` to `to` of a batch, as views. */
function rowsOf(batch: Batch, from: number, to: number): Batch {
  const { T } = batch;
  return {
    B: to - from,
    T,
    inputs: batch.inputs.subarray(from * T, to * T),
    targets: batch.targets.subarray(from * T, to * T),
    weights: batch.weights.subarray(from * T, to * T),
  };
}

function tally(sums: Tally, batch: Batch, scores: Scores, scoreTokens: boolean): void {
  const { B, T, targets, weights } = batch;
  for (let row = 0; row < B; row++) {
    let tokens = 0;
    let right = 0;
    for (let i = row * T; i < (row + 1) * T; i++) {
      if (weights[i] === 0) continue;
      tokens++;
      if (scores.argmax[i] === targets[i]) right++;
      sums.logProb += scores.logProb[i] as number;
    }
    sums.tokens += tokens;
    sums.right += right;
    sums.examples += scoreTokens ? tokens : 1;
    sums.exact += scoreTokens ? right : Number(right === tokens);
  }
}
