/** A model, a batch and an engine's cohort to time them with; works in the browser and in Node. */
import type { Cohort, CohortSpec, Engine, StepInput } from "../../src/engine/engine.ts";
import { type Batch, emptyBatch } from "../../src/lib/batch.ts";
import { Rng } from "../../src/lib/rng.ts";
import { initialWeights } from "../../src/model/init.ts";
import { type ModelSpec, modelSpec } from "../../src/model/spec.ts";
import type { Contender, Shape } from "./peers/contender.ts";

export const LEARNING_RATE = 1e-3;
export const BETA1 = 0.9;
export const BETA2 = 0.98;
export const EPSILON = 1e-8;

export const specOf = ({ vocabulary, context, width, heads, layers }: Shape): ModelSpec =>
  modelSpec({
    vocabulary,
    context,
    dModel: width,
    nHeads: heads,
    nLayers: layers,
    parametrisation: "standard",
    baseWidth: 32,
  });

/** Random tokens, every position scored. */
export function randomTokens({ batch: B, context: T, vocabulary: V }: Shape): Batch {
  const rng = Rng.fromSeed(0);
  const batch = emptyBatch(B, T);
  for (let i = 0; i < B * T; i++) {
    batch.inputs[i] = rng.below(V);
    batch.targets[i] = rng.below(V);
  }
  batch.weights.fill(1);
  return batch;
}

/**
 * One replica of one of our engines.
 *
 * @param most steps in a submit; left out, as many as the cohort wishes for
 */
export async function engineContender(engine: Engine, shape: Shape, most = Infinity): Promise<Contender> {
  const model = specOf(shape);
  const optimiser = { beta1: BETA1, beta2: BETA2, epsilon: EPSILON, weightDecay: 0, clip: 1 };
  const spec: CohortSpec = { model, replicas: 1, batch: shape.batch, optimiser };
  const cohort = await engine.build(spec, [initialWeights(model, Rng.fromSeed(0))]);
  return new CohortContender(cohort, randomTokens(shape), most);
}

/** Submits steps in blocks, as the trainer does. */
class CohortContender implements Contender {
  readonly #cohort: Cohort;
  readonly #batches: readonly Batch[];
  readonly #most: number;
  #steps: StepInput[] = [];
  #done = 0;

  constructor(cohort: Cohort, batch: Batch, most: number) {
    this.#cohort = cohort;
    this.#most = most;
    this.#batches = [batch];
  }

  async step(): Promise<void> {
    this.#steps.push({ step: ++this.#done, learningRate: LEARNING_RATE, batches: this.#batches });
    if (this.#steps.length >= Math.min(this.#most, this.#cohort.stepsAhead)) await this.#flush();
  }

  async loss(): Promise<number> {
    await this.#flush();
    await this.#cohort.drain();
    return this.#cohort.poll().at(-1)?.loss[0] ?? Number.NaN;
  }

  async #flush(): Promise<void> {
    const steps = this.#steps;
    this.#steps = [];
    if (steps.length > 0) await this.#cohort.submit(steps);
  }
}
