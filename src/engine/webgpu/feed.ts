import type { Batch } from "../../lib/batch.ts";
import { namedError } from "../../lib/errors.ts";
import type { StepInput } from "../engine.ts";
import { placeRows } from "../plan/chunks.ts";
import type { Plan } from "../plan/plan.ts";
import type { PlanMemory } from "./memory.ts";

/**
 * Writes the steps' inputs ahead, a block at a time. Writes and submits keep their order on the queue, so the
 * versions of a block may be written as soon as it is known, whatever the GPU is still at.
 */
export class Feed {
  readonly #queue: GPUQueue;
  readonly #memory: PlanMemory;
  readonly #plan: Plan;
  /** Elements of one step of one replica: B·T. */
  readonly #rows: number;
  readonly #inputs: Int32Array<ArrayBuffer>;
  readonly #targets: Int32Array<ArrayBuffer>;
  readonly #weights: Float32Array<ArrayBuffer>;
  readonly #rates: Float32Array<ArrayBuffer>;

  constructor(queue: GPUQueue, plan: Plan, memory: PlanMemory) {
    this.#queue = queue;
    this.#plan = plan;
    this.#memory = memory;
    this.#rows = plan.batch * plan.context;
    const length = plan.stepsAhead * plan.replicas * this.#rows;
    this.#inputs = new Int32Array(length);
    this.#targets = new Int32Array(length);
    this.#weights = new Float32Array(length);
    this.#rates = new Float32Array(plan.stepsAhead);
  }

  /**
   * Writes the inputs of the steps that follow `cursor`, at most `stepsAhead` of them.
   *
   * @throws ShapeError where a batch does not fit the cohort
   */
  write(steps: readonly StepInput[], cursor: number): void {
    const { stepsAhead } = this.#plan;
    const first = cursor % stepsAhead;
    steps.forEach((step, i) => {
      this.#place(step, (first + i) % stepsAhead);
    });
    const untilEnd = Math.min(steps.length, stepsAhead - first);
    this.#upload(first, untilEnd);
    this.#upload(0, steps.length - untilEnd);
  }

  #place({ batches, learningRate }: StepInput, version: number): void {
    const { replicas } = this.#plan;
    this.#rates[version] = learningRate;
    for (let r = 0; r < replicas; r++) {
      const at = (version * replicas + r) * this.#rows;
      const batch = checked(batches[r], this.#plan, r);
      const rows = batch.B * batch.T;
      if (rows < this.#rows) this.#clear(at);
      placeRows(batch.inputs, batch, this.#inputs, at, this.#plan.context);
      placeRows(batch.targets, batch, this.#targets, at, this.#plan.context);
      placeRows(batch.weights, batch, this.#weights, at, this.#plan.context);
      normalise(this.#weights, at, this.#rows);
    }
  }

  /** What a smaller batch does not fill has weight 0: no loss, no gradient. */
  #clear(at: number): void {
    this.#inputs.fill(0, at, at + this.#rows);
    this.#targets.fill(0, at, at + this.#rows);
    this.#weights.fill(0, at, at + this.#rows);
  }

  #upload(first: number, count: number): void {
    if (count === 0) return;
    const step = this.#plan.replicas * this.#rows;
    const write = (name: string, data: Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>, each: number) =>
      this.#queue.writeBuffer(this.#memory.get(name), first * each * 4, data, first * each, count * each);
    write("inputs", this.#inputs, step);
    write("targets", this.#targets, step);
    write("lossWeights", this.#weights, step);
    write("learningRates", this.#rates, 1);
  }
}

/** Weights sum to 1 over a batch: the mean over its answer tokens. All 0 where there is none. */
function normalise(weights: Float32Array, at: number, count: number): void {
  let total = 0;
  for (let i = at; i < at + count; i++) total += weights[i] as number;
  if (total === 0) return;
  for (let i = at; i < at + count; i++) weights[i] = (weights[i] as number) / total;
}

function checked(batch: Batch | undefined, plan: Plan, replica: number): Batch {
  if (batch && batch.B <= plan.batch && batch.T >= 1 && batch.T <= plan.context) return batch;
  const got = batch ? `${batch.B} of ${batch.T}` : "none";
  throw namedError(
    "ShapeError",
    `webgpu engine: replica ${replica} expected a batch of at most ${plan.batch} sequences of 1 to ${plan.context} tokens, got ${got}; build the cohort for the largest batch.`,
  );
}
