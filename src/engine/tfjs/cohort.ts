import type { Batch } from "../../lib/batch.ts";
import { namedError } from "../../lib/errors.ts";
import type { Cohort, CohortSpec, OptimiserState, Scores, StepInput, StepOutput } from "../engine.ts";
import { causalMask } from "./attention.ts";
import { attentionPatterns, logits, score } from "./infer.ts";
import { type OptimiserConstants, optimiserConstants } from "./optimiser.ts";
import { Replica } from "./replica.ts";
import * as tf from "./tf.ts";

/** Runs a job on the engine's backend, after all jobs before it. */
export type Runner = <T>(job: () => Promise<T>) => Promise<T>;

/**
 * A cohort on plain tfjs ops. Replicas are a loop, so a replica's bits cannot depend on the others; the
 * outputs are there as soon as `submit` resolves.
 */
export class TfjsCohort implements Cohort {
  readonly spec: CohortSpec;
  readonly stepsAhead = 1;
  readonly #run: Runner;
  readonly #replicas: readonly Replica[];
  readonly #constants: OptimiserConstants;
  /** The causal mask of each sequence length met so far. */
  readonly #masks = new Map<number, tf.Tensor2D>();
  #arrived: StepOutput[] = [];
  #disposed = false;

  /** Call inside a job of `run`. */
  constructor(spec: CohortSpec, weights: readonly Float32Array[], run: Runner) {
    this.spec = spec;
    this.#run = run;
    this.#replicas = weights.map((w) => new Replica(spec, w));
    this.#constants = optimiserConstants(spec.model, spec.optimiser);
  }

  submit(steps: readonly StepInput[]): Promise<void> {
    return this.#job("submit", async () => {
      for (const step of steps) this.#arrived.push(await this.#step(step));
    });
  }

  async #step({ step, learningRate, batches }: StepInput): Promise<StepOutput> {
    const R = this.#replicas.length;
    const output = { step, loss: new Float64Array(R).fill(NaN), gradNorm: new Float64Array(R).fill(NaN) };
    for (const [r, replica] of this.#replicas.entries()) {
      if (replica.frozen) continue;
      const batch = this.#checked(batches[r], r);
      const at = { B: batch.B, T: batch.T, mask: this.#mask(batch.T) };
      const [loss, norm] = await replica.step(batch, learningRate, at, this.#constants);
      output.loss[r] = loss;
      output.gradNorm[r] = norm;
    }
    return output;
  }

  poll(): StepOutput[] {
    const outputs = this.#arrived;
    this.#arrived = [];
    return outputs;
  }

  drain(): Promise<void> {
    return this.#job("drain", async () => undefined);
  }

  freeze(replica: number): void {
    this.#replica(replica).frozen = true;
  }

  isFrozen(replica: number): boolean {
    return this.#replica(replica).frozen;
  }

  evaluate(replica: number, batch: Batch): Promise<Scores> {
    return this.#job("evaluate", () => {
      const { weights } = this.#replica(replica);
      return score(this.spec.model, weights, this.#checked(batch, replica), this.#mask(batch.T));
    });
  }

  predict(replica: number, tokens: Int32Array, B: number): Promise<Float32Array> {
    return this.#job("predict", () => {
      const T = this.#checkedLength("predict", tokens.length / B);
      const at = { B, T, mask: this.#mask(T) };
      return logits(this.spec.model, this.#replica(replica).weights, tokens, at);
    });
  }

  attention(replica: number, tokens: Int32Array, B: number): Promise<Float32Array> {
    return this.#job("attention", () => {
      const T = this.#checkedLength("attention", tokens.length / B);
      const at = { B, T, mask: this.#mask(T) };
      return attentionPatterns(this.spec.model, this.#replica(replica).weights, tokens, at);
    });
  }

  readWeights(replica: number): Promise<Float32Array> {
    return this.#job("readWeights", () => this.#replica(replica).readWeights());
  }

  writeWeights(replica: number, weights: Float32Array): Promise<void> {
    return this.#job("writeWeights", async () => this.#replica(replica).writeWeights(weights));
  }

  readOptimiser(replica: number): Promise<OptimiserState> {
    return this.#job("readOptimiser", () => this.#replica(replica).readOptimiser());
  }

  writeOptimiser(replica: number, state: OptimiserState): Promise<void> {
    return this.#job("writeOptimiser", async () => this.#replica(replica).writeOptimiser(state));
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    // After the jobs that still use the tensors.
    void this.#run(async () => {
      for (const replica of this.#replicas) replica.dispose();
      const { learningRateScale, decay } = this.#constants;
      tf.dispose([learningRateScale, ...(decay === null ? [] : [decay]), ...this.#masks.values()]);
    }).catch(() => undefined);
  }

  #job<T>(where: string, job: () => Promise<T>): Promise<T> {
    if (this.#disposed) {
      const message = `tfjs engine, ${where}: expected a living cohort, got a disposed one; build it again.`;
      return Promise.reject(namedError("EngineError", message));
    }
    return this.#run(job);
  }

  #replica(index: number): Replica {
    const replica = this.#replicas[index];
    if (replica !== undefined) return replica;
    const most = this.#replicas.length - 1;
    throw namedError("ShapeError", `tfjs engine: expected a replica of 0 to ${most}, got ${index}.`);
  }

  #checked(batch: Batch | undefined, replica: number): Batch {
    if (batch === undefined) {
      throw namedError(
        "ShapeError",
        `tfjs engine: replica ${replica} expected a batch, got none; give one each.`,
      );
    }
    this.#checkedLength("batch", batch.T);
    return batch;
  }

  #checkedLength(where: string, T: number): number {
    const { context } = this.spec.model.shape;
    if (Number.isInteger(T) && T >= 1 && T <= context) return T;
    throw namedError(
      "ShapeError",
      `tfjs engine, ${where}: expected sequences of 1 to ${context} tokens (the model's context), got ${T}.`,
    );
  }

  #mask(T: number): tf.Tensor2D {
    let mask = this.#masks.get(T);
    if (mask === undefined) {
      mask = causalMask(T);
      this.#masks.set(T, mask);
    }
    return mask;
  }
}
