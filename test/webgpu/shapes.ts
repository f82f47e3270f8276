/** Random models, batches and contexts on which the compiled step is held against tfjs on cpu. */
import type { Cohort, CohortSpec, Engine, StepInput } from "../../src/engine/engine.ts";
import { causalMask } from "../../src/engine/tfjs/attention.ts";
import { unflatten } from "../../src/engine/tfjs/forward.ts";
import { batchTensors, lossAndGradients } from "../../src/engine/tfjs/loss.ts";
import * as tf from "../../src/engine/tfjs/tf.ts";
import { type Batch, emptyBatch } from "../../src/lib/batch.ts";
import { Rng } from "../../src/lib/rng.ts";
import { initialWeights } from "../../src/model/init.ts";
import { type ModelShape, type ModelSpec, modelSpec } from "../../src/model/spec.ts";
import { withoutKeyBias } from "../golden/compare.ts";

const OPTIMISER = { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0.1, clip: 1 };
const WIDTHS = [2, 3, 5, 6, 7, 8, 12, 16, 20, 24, 30, 32, 36, 48, 64, 96, 100, 128, 192, 256];
const CONTEXTS = [1, 2, 3, 5, 8, 11, 16, 17, 31, 32, 33, 64, 65, 100, 128, 200, 256];
const VOCABULARIES = [2, 3, 7, 17, 32, 33, 50, 64, 100, 257];
const MOST_HEAD = 64;

/**
 * How far an engine may be off. At widths 2 and 3 LayerNorm gives nearly the same whatever it gets, so what
 * passes back through it is the difference of nearly equal numbers: in float32 tfjs on cpu itself is up to 7e-4
 * off a float64 reference there.
 */
export const toleranceOf = ({ model }: CohortSpec): number => (model.shape.dModel <= 3 ? 2e-3 : 1e-4);

/** Two replicas of a random shape with parameters × tokens of a step at most `most`. */
export function randomShape(seed: number, most: number): CohortSpec {
  const rng = Rng.fromSeed(seed).fork("shape");
  const pick = <T>(from: readonly T[]): T => from[rng.below(from.length)] as T;
  for (;;) {
    const dModel = pick(WIDTHS);
    const heads = Array.from({ length: dModel }, (_, i) => i + 1);
    const shape: ModelShape = {
      vocabulary: pick(VOCABULARIES),
      context: pick(CONTEXTS),
      dModel,
      nHeads: pick(heads.filter((h) => dModel % h === 0 && dModel / h <= MOST_HEAD)),
      nLayers: rng.below(4) === 0 ? 2 : 1,
      parametrisation: pick(["mup", "standard"]),
      baseWidth: 32,
    };
    const model = modelSpec(shape);
    const batch = 1 + rng.below(40);
    const cost = model.size * shape.context * batch;
    if (cost <= most) return { model, replicas: 2, batch, optimiser: OPTIMISER };
  }
}

/** The shape in words. */
export function wordsOf({ model, batch }: CohortSpec): string {
  const { dModel: C, nHeads: H, nLayers: L, vocabulary: V, context: T } = model.shape;
  return `C=${C} H=${H} L=${L} V=${V} T=${T} B=${batch}`;
}

/** Random tokens, a third of the positions unscored. */
export function randomBatch({ model, batch: B }: CohortSpec, seed: number): Batch {
  const { vocabulary: V, context: T } = model.shape;
  const rng = Rng.fromSeed(seed).fork("batch");
  const batch = emptyBatch(B, T);
  for (let i = 0; i < batch.inputs.length; i++) {
    batch.inputs[i] = rng.below(V);
    if (rng.below(3) === 0) continue;
    batch.targets[i] = rng.below(V);
    batch.weights[i] = 1;
  }
  return batch;
}

/** The weights of a seed with a little noise, so that no tensor is at rest. */
function weightsOf({ model }: CohortSpec, seed: number): Float32Array {
  const rng = Rng.fromSeed(seed).fork("noise");
  return initialWeights(model, Rng.fromSeed(seed)).map((w) => w + 0.05 * rng.normal());
}

/** A cohort of either engine of the compiled step. */
type CompiledCohort = Cohort & { readGradient(replica: number): Promise<Float32Array> };

/**
 * Takes one step of two replicas on `engine` and compares losses and gradients with tfjs on cpu.
 *
 * @returns the largest error: of a loss, relative; of a gradient, difference ÷ largest entry of its tensor
 */
export async function shapeError(engine: Engine, spec: CohortSpec, seed: number): Promise<number> {
  const weights = [0, 1].map((r) => weightsOf(spec, 2 * seed + r));
  const batches = [0, 1].map((r) => randomBatch(spec, 2 * seed + r));
  const cohort = (await engine.build(spec, weights)) as CompiledCohort;
  const step: StepInput = { step: 1, learningRate: 0, batches };
  await cohort.submit([step]);
  await cohort.drain();
  const loss = cohort.poll()[0]?.loss ?? [];
  const errors: number[] = [];
  for (const r of [0, 1]) {
    const expected = await byTfjs(spec.model, weights[r] as Float32Array, batches[r] as Batch);
    errors.push(Math.abs((loss[r] as number) - expected.loss) / expected.loss);
    errors.push(worstTensor(spec.model, await cohort.readGradient(r), expected.gradient));
  }
  cohort.dispose();
  return Math.max(...errors);
}

/** Loss and flat gradient by tfjs's own differentiation on cpu. */
async function byTfjs(model: ModelSpec, weights: Float32Array, batch: Batch) {
  await tf.setBackend("cpu");
  return tf.tidy(() => {
    const at = { B: batch.B, T: batch.T, mask: causalMask(batch.T) };
    const tensors = unflatten(tf.tensor1d(weights), model);
    const found = lossAndGradients(model, tensors, batchTensors(batch, model.shape.vocabulary), at);
    const gradient = new Float32Array(model.size);
    for (const [i, p] of model.parameters.entries()) {
      gradient.set((found.gradients[i] as tf.Tensor).dataSync() as Float32Array, p.offset);
    }
    return { loss: found.loss.dataSync()[0] as number, gradient };
  });
}

/** Tensors whose gradient all but vanishes are rounding alone: they are held against the largest of all. */
const VANISHING = 1e-3;

function worstTensor(model: ModelSpec, got: Float32Array, expected: Float32Array): number {
  const floor = VANISHING * largest(expected);
  const errors = model.parameters.map((p) => {
    const part = (flat: Float32Array) => withoutKeyBias(p, flat.subarray(p.offset, p.offset + p.size)).rest;
    const [mine, theirs] = [part(got), part(expected)];
    return largest(mine.map((x, i) => x - (theirs[i] as number))) / Math.max(largest(theirs), floor);
  });
  return Math.max(...errors);
}

const largest = (values: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i] as number));
  return most;
};
