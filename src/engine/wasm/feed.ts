import type { Batch } from "../../lib/batch.ts";
import { namedError } from "../../lib/errors.ts";
import type { StepInput } from "../engine.ts";
import { placeRows } from "../plan/chunks.ts";
import type { Executor } from "./executor.ts";

/** Writes a step's inputs where the step reads them. */
export class Feed {
  readonly #context: number;
  readonly #batch: number;
  readonly #rate: Float32Array;
  readonly #inputs: readonly Int32Array[];
  readonly #targets: readonly Int32Array[];
  readonly #weights: readonly Float32Array[];

  constructor(executor: Executor) {
    const { batch, context, replicas } = executor.training;
    const rows = batch * context;
    const each = <T>(make: (r: number) => T): T[] => Array.from({ length: replicas }, (_, r) => make(r));
    this.#batch = batch;
    this.#context = context;
    this.#rate = executor.floats("learningRates", 0, 1);
    this.#inputs = each((r) => executor.integers("inputs", r, rows));
    this.#targets = each((r) => executor.integers("targets", r, rows));
    this.#weights = each((r) => executor.floats("lossWeights", r, rows));
  }

  /** @throws ShapeError where a batch does not fit the cohort */
  write({ learningRate, batches }: StepInput): void {
    this.#rate[0] = learningRate;
    for (let r = 0; r < this.#inputs.length; r++) this.#place(this.#checked(batches[r], r), r);
  }

  /** What a smaller batch does not fill has weight 0: no loss, no gradient. */
  #place(batch: Batch, r: number): void {
    const [inputs, targets] = [this.#inputs[r] as Int32Array, this.#targets[r] as Int32Array];
    const weights = this.#weights[r] as Float32Array;
    if (batch.B * batch.T < inputs.length) for (const array of [inputs, targets, weights]) array.fill(0);
    placeRows(batch.inputs, batch, inputs, 0, this.#context);
    placeRows(batch.targets, batch, targets, 0, this.#context);
    placeRows(batch.weights, batch, weights, 0, this.#context);
    normalise(weights);
  }

  #checked(batch: Batch | undefined, replica: number): Batch {
    if (batch && batch.B <= this.#batch && batch.T >= 1 && batch.T <= this.#context) return batch;
    const got = batch ? `${batch.B} of ${batch.T}` : "none";
    throw namedError(
      "ShapeError",
      `wasm engine: replica ${replica} expected a batch of at most ${this.#batch} sequences of 1 to ${this.#context} tokens, got ${got}; build the cohort for the largest batch.`,
    );
  }
}

/** Weights sum to 1 over a batch: the mean over its answer tokens. All 0 where there is none. */
function normalise(weights: Float32Array): void {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i] as number;
  if (total === 0) return;
  for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] as number) / total;
}
