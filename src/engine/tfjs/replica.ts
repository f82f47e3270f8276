import type { Batch } from "../../lib/batch.ts";
import { namedError } from "../../lib/errors.ts";
import type { CohortSpec, OptimiserState } from "../engine.ts";
import type { Geometry } from "./forward.ts";
import { unflatten } from "./forward.ts";
import { batchTensors, lossAndGradients } from "./loss.ts";
import { adamW, flatten, gradientNorm, type OptimiserConstants, type TrainState } from "./optimiser.ts";
import * as tf from "./tf.ts";

/** One replica on the device: weights, moments, and whether it still learns. */
export class Replica {
  readonly #spec: CohortSpec;
  #state: TrainState;
  #updates = 0;
  frozen = false;

  constructor(spec: CohortSpec, weights: Float32Array) {
    this.#spec = spec;
    const P = spec.model.size;
    checkLength("build", weights, P);
    this.#state = { weights: tf.tensor1d(weights.slice()), m: tf.zeros([P]), v: tf.zeros([P]) };
  }

  /** (P) the weights now; valid until the next step. */
  get weights(): tf.Tensor1D {
    return this.#state.weights;
  }

  /**
   * One update. A non-finite loss or norm freezes the replica and leaves weights and moments as they were.
   * Reads two numbers back from the device, the step's only synchronisation.
   *
   * @returns loss before the update (nats) and gradient norm before clipping
   */
  async step(
    batch: Batch,
    learningRate: number,
    at: Geometry,
    constants: OptimiserConstants,
  ): Promise<[loss: number, norm: number]> {
    const { numbers, next } = tf.tidy(() => this.#advance(batch, learningRate, at, constants));
    const [loss, norm] = (await numbers.data()) as unknown as [number, number];
    numbers.dispose();
    if (Number.isFinite(loss) && Number.isFinite(norm)) this.#replace(next, this.#updates + 1);
    else {
      this.frozen = true;
      free(next);
    }
    return [loss, norm];
  }

  /** The update is computed before its numbers are known, so that a GPU need not wait for the read. */
  #advance(batch: Batch, learningRate: number, at: Geometry, constants: OptimiserConstants) {
    const { model, optimiser } = this.#spec;
    const tensors = unflatten(this.#state.weights, model);
    const { loss, gradients } = lossAndGradients(
      model,
      tensors,
      batchTensors(batch, model.shape.vocabulary),
      at,
    );
    const gradient = flatten(gradients);
    const norm = gradientNorm(gradient);
    const input = { gradient, norm, step: this.#updates + 1, learningRate };
    const next = adamW(this.#state, input, optimiser, constants);
    return { numbers: tf.stack([loss, norm]), next };
  }

  #replace(next: TrainState, updates: number): void {
    free(this.#state);
    this.#state = next;
    this.#updates = updates;
  }

  async readWeights(): Promise<Float32Array> {
    return copyOf(this.#state.weights);
  }

  writeWeights(weights: Float32Array): void {
    checkLength("writeWeights", weights, this.#spec.model.size);
    this.#state.weights.dispose();
    this.#state = { ...this.#state, weights: tf.tensor1d(weights.slice()) };
  }

  async readOptimiser(): Promise<OptimiserState> {
    return { m: await copyOf(this.#state.m), v: await copyOf(this.#state.v), step: this.#updates };
  }

  writeOptimiser({ m, v, step }: OptimiserState): void {
    checkLength("writeOptimiser", m, this.#spec.model.size);
    checkLength("writeOptimiser", v, this.#spec.model.size);
    tf.dispose([this.#state.m, this.#state.v]);
    this.#state = { ...this.#state, m: tf.tensor1d(m.slice()), v: tf.tensor1d(v.slice()) };
    this.#updates = step;
  }

  dispose(): void {
    free(this.#state);
  }
}

const free = ({ weights, m, v }: TrainState): void => tf.dispose([weights, m, v]);

/** tfjs may hand out its own cache or a view of the WebAssembly heap: copy. */
const copyOf = async (tensor: tf.Tensor): Promise<Float32Array> =>
  Float32Array.from((await tensor.data()) as Float32Array);

function checkLength(where: string, vector: Float32Array, expected: number): void {
  if (vector.length === expected) return;
  throw namedError(
    "ShapeError",
    `tfjs engine, ${where}: expected ${expected} values (the model's parameters), got ${vector.length}; use the flat vector of the same parameter table.`,
  );
}
