/** A small cohort and its batches, for tests that compare an engine with itself. */
import type { CohortSpec, StepInput } from "../../src/engine/engine.ts";
import { type Batch, emptyBatch } from "../../src/lib/batch.ts";
import { Rng } from "../../src/lib/rng.ts";
import { initialWeights } from "../../src/model/init.ts";
import { type ModelShape, modelSpec } from "../../src/model/spec.ts";

const SHAPE: ModelShape = {
  vocabulary: 7,
  context: 6,
  dModel: 4,
  nHeads: 2,
  nLayers: 1,
  parametrisation: "mup",
  baseWidth: 8,
};

export function smallCohort(replicas = 1, shape: Partial<ModelShape> = {}): CohortSpec {
  const optimiser = { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0.01, clip: 1 };
  return { model: modelSpec({ ...SHAPE, ...shape }), replicas, batch: 4, optimiser };
}

/** The weights of a seed, with noise everywhere so that no tensor is at rest. */
export function noisyWeights(spec: CohortSpec, seed: number): Float32Array {
  const noise = Rng.fromSeed(seed).fork("noise");
  return initialWeights(spec.model, Rng.fromSeed(seed)).map((w) => w + 0.2 * noise.normal());
}

/** Random tokens whose answers are the inputs themselves, the first third of the positions unscored. */
export function smallBatch(spec: CohortSpec, seed: number, step: number): Batch {
  const { vocabulary: V, context: T } = spec.model.shape;
  const rng = Rng.fromSeed(seed).fork("data").fork(step);
  const batch = emptyBatch(spec.batch, T);
  for (let i = 0; i < batch.inputs.length; i++) {
    const scored = i % T >= T / 3;
    batch.inputs[i] = rng.below(V);
    batch.targets[i] = scored ? (batch.inputs[i] as number) : 0;
    batch.weights[i] = scored ? 1 : 0;
  }
  return batch;
}

/** The inputs of steps `from` to `to`, one batch per seed. */
export function smallSteps(
  spec: CohortSpec,
  seeds: readonly number[],
  from: number,
  to: number,
): StepInput[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({
    step: from + i,
    learningRate: 0.01,
    batches: seeds.map((seed) => smallBatch(spec, seed, from + i)),
  }));
}
