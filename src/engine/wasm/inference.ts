import type { Batch } from "../../lib/batch.ts";
import type { Scores } from "../engine.ts";
import { type Chunk, chunksOf, placeRows, takeRows } from "../plan/chunks.ts";
import type { Executor } from "./executor.ts";

/** Forward passes without a gradient, in chunks of a fixed size: nothing is allocated for a call but its result. */
export class Inference {
  readonly #executor: Executor;
  readonly #batch: number;
  readonly #context: number;
  readonly #vocabulary: number;
  readonly #inputs: Int32Array;
  readonly #targets: Int32Array;
  readonly #argmax: Int32Array;
  readonly #logProb: Float32Array;
  readonly #logits: Float32Array;

  constructor(executor: Executor) {
    const { batch, context, shape } = executor.forward;
    const rows = batch * context;
    this.#executor = executor;
    this.#batch = batch;
    this.#context = context;
    this.#vocabulary = shape.vocabulary;
    this.#inputs = executor.forwardView("inputs", "i32", rows);
    this.#targets = executor.forwardView("targets", "i32", rows);
    this.#argmax = executor.forwardView("argmax", "i32", rows);
    this.#logProb = executor.forwardView("logProb", "f32", rows);
    this.#logits = executor.forwardView("logits", "f32", rows * shape.vocabulary);
  }

  /** Argmax and log-probability of the target at each position of a batch. */
  score(replica: number, { B, T, inputs, targets, weights }: Batch): Scores {
    const argmax = new Int32Array(B * T);
    const logProb = new Float32Array(B * T);
    for (const chunk of chunksOf(B, T, this.#batch)) {
      this.#place(inputs, this.#inputs, chunk);
      this.#place(targets, this.#targets, chunk);
      this.#executor.replayForward(replica);
      takeRows(this.#argmax, argmax, chunk, this.#context, 1);
      takeRows(this.#logProb, logProb, chunk, this.#context, 1);
    }
    for (let i = 0; i < logProb.length; i++) if (weights[i] === 0) logProb[i] = 0;
    return { argmax, logProb };
  }

  /** Logits (B,T,V) for token ids (B,T). */
  logits(replica: number, tokens: Int32Array, B: number, T: number): Float32Array {
    const logits = new Float32Array(B * T * this.#vocabulary);
    for (const chunk of chunksOf(B, T, this.#batch)) {
      this.#place(tokens, this.#inputs, chunk);
      // The memory held activations in between, and the target's place is read.
      this.#targets.fill(0);
      this.#executor.replayForward(replica);
      takeRows(this.#logits, logits, chunk, this.#context, this.#vocabulary);
    }
    return logits;
  }

  /** What comes later in a row changes nothing before it, but it has to be a token. */
  #place(tokens: Int32Array, to: Int32Array, { from, rows: B, T }: Chunk): void {
    if (B * T < to.length) to.fill(0);
    placeRows(tokens.subarray(from * T, (from + B) * T), { B, T }, to, 0, this.#context);
  }
}
