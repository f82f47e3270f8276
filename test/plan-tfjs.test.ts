import { beforeAll, expect, suite, test } from "vitest";
import type { CohortSpec, OptimiserSpec } from "../src/engine/engine.ts";
import { type Plan, planForward, planTraining } from "../src/engine/plan/plan.ts";
import { causalMask } from "../src/engine/tfjs/attention.ts";
import { createTfjsEngine } from "../src/engine/tfjs/engine.ts";
import { unflatten } from "../src/engine/tfjs/forward.ts";
import { batchTensors, lossAndGradients } from "../src/engine/tfjs/loss.ts";
import * as tf from "../src/engine/tfjs/tf.ts";
import { type Batch, emptyBatch } from "../src/lib/batch.ts";
import { Rng } from "../src/lib/rng.ts";
import { type ModelShape, modelSpec } from "../src/model/spec.ts";
import { withoutKeyBias } from "./golden/compare.ts";
import { noisyWeights } from "./golden/small.ts";
import { readRing, readVector, writeStep, writeWeights } from "./plan/host.ts";
import { allocate, dataNamed, type Memory } from "./plan/memory.ts";
import { replay } from "./plan/reference.ts";

const SHAPES = 16;
const TOLERANCE = 1e-4;
const OPTIMISER: OptimiserSpec = { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0.1, clip: 1 };

interface Problem {
  readonly spec: CohortSpec;
  /** T, at most the model's context. */
  readonly T: number;
  readonly seed: number;
}

/** Small shapes that are multiples of nothing; some have rows enough for several partials. */
function problem(seed: number): Problem {
  const rng = Rng.fromSeed(seed).fork("shape");
  const dModel = [1, 2, 3, 5, 6, 7, 8, 12, 15, 20][rng.below(10)] as number;
  const divisors = Array.from({ length: dModel }, (_, i) => i + 1).filter((d) => dModel % d === 0);
  const context = 1 + rng.below(13);
  const shape: ModelShape = {
    vocabulary: 1 + rng.below(30),
    context,
    dModel,
    nHeads: divisors[rng.below(divisors.length)] as number,
    nLayers: 1 + rng.below(2),
    parametrisation: rng.below(2) === 0 ? "mup" : "standard",
    baseWidth: 1 + rng.below(40),
  };
  const batch = 1 + rng.below(40);
  return {
    spec: { model: modelSpec(shape), replicas: 2, batch, optimiser: OPTIMISER },
    T: 1 + rng.below(context),
    seed,
  };
}

function randomBatch({ spec, T, seed }: Problem, replica: number): Batch {
  const rng = Rng.fromSeed(seed).fork("batch").fork(replica);
  const V = spec.model.shape.vocabulary;
  const batch = emptyBatch(spec.batch, T);
  for (let i = 0; i < batch.inputs.length; i++) {
    batch.inputs[i] = rng.below(V);
    if (rng.below(3) === 0) continue;
    batch.targets[i] = rng.below(V);
    batch.weights[i] = 1;
  }
  return batch;
}

const describe = ({ spec, T }: Problem): string => {
  const { vocabulary: V, context, dModel: C, nHeads: H, nLayers: L, parametrisation } = spec.model.shape;
  return `C ${C}, H ${H}, L ${L}, V ${V}, T ${T} of ${context}, B ${spec.batch}, ${parametrisation}`;
};

/** One training step of both replicas. */
function stepped(given: Problem, weights: readonly Float32Array[]): { plan: Plan; memory: Memory } {
  const plan = planTraining(given.spec, { context: given.T });
  const memory = allocate(plan);
  for (const [r, flat] of weights.entries()) writeWeights(plan, memory, r, flat);
  writeStep(plan, memory, 0, { batches: [0, 1].map((r) => randomBatch(given, r)), learningRate: 0.01 });
  replay(plan, memory);
  return { plan, memory };
}

/** Loss and the flat gradient by tfjs's own differentiation. */
function byTfjs({ spec, T }: Problem, weights: Float32Array, batch: Batch): [number, Float32Array] {
  const flat = new Float32Array(spec.model.size);
  const loss = tf.tidy(() => {
    const at = { B: batch.B, T, mask: causalMask(T) };
    const tensors = unflatten(tf.tensor1d(weights), spec.model);
    const found = lossAndGradients(spec.model, tensors, batchTensors(batch, spec.model.shape.vocabulary), at);
    for (const [i, p] of spec.model.parameters.entries()) {
      flat.set((found.gradients[i] as tf.Tensor).dataSync(), p.offset);
    }
    return found.loss.dataSync()[0] as number;
  });
  return [loss, flat];
}

/**
 * The largest difference of each tensor ÷ its largest entry, and the worst of them. Tensors whose gradient all
 * but vanishes (at width 2 LayerNorm gives ±1 whatever it gets) are held against the largest of all instead.
 */
function worstError(given: Problem, got: Float32Array, expected: Float32Array): number {
  const largest = (values: ArrayLike<number>) => Math.max(...Array.from(values, Math.abs));
  const floor = 1e-3 * largest(expected);
  const errors = given.spec.model.parameters.map((p) => {
    const part = (flat: Float32Array) => withoutKeyBias(p, flat.subarray(p.offset, p.offset + p.size)).rest;
    const [mine, theirs] = [part(got), part(expected)];
    const difference = largest(mine.map((x, i) => x - (theirs[i] as number)));
    return difference === 0 ? 0 : difference / Math.max(largest(theirs), floor);
  });
  return Math.max(...errors);
}

suite("the plan, interpreted, against tfjs on cpu", () => {
  beforeAll(async () => {
    await createTfjsEngine("cpu");
  });

  for (let seed = 0; seed < SHAPES; seed++) {
    const given = problem(seed);
    test(`loss and gradients: ${describe(given)}`, () => {
      const weights = [0, 1].map((r) => noisyWeights(given.spec, 2 * seed + r));
      const { plan, memory } = stepped(given, weights);
      for (const r of [0, 1]) {
        const [loss, gradient] = byTfjs(given, weights[r] as Float32Array, randomBatch(given, r));
        expect(Math.abs(readRing(plan, memory, 0, r)[0] - loss)).toBeLessThanOrEqual(TOLERANCE * loss);
        expect(worstError(given, readVector(plan, memory, "gradients", r), gradient)).toBeLessThan(TOLERANCE);
      }
    });
  }

  test("evaluation of all replicas at once", async () => {
    const given = problem(3);
    const { model, batch } = given.spec;
    const V = model.shape.vocabulary;
    const plan = planForward({ model, replicas: 2, batch, context: given.T });
    const memory = allocate(plan);
    const engine = await createTfjsEngine("cpu");
    const weights = [0, 1].map((r) => noisyWeights(given.spec, r));
    const cohort = await engine.build(given.spec, weights);
    const batches = [0, 1].map((r) => randomBatch(given, r));
    const rows = batch * given.T;
    for (const [r, one] of batches.entries()) {
      writeWeights(plan, memory, r, weights[r] as Float32Array);
      dataNamed(memory, "inputs").set(one.inputs, r * rows);
      dataNamed(memory, "targets").set(one.targets, r * rows);
    }
    replay(plan, memory);
    for (const [r, one] of batches.entries()) {
      const scores = await cohort.evaluate(r, one);
      const logits = await cohort.predict(r, one.inputs, batch);
      const part = (name: string, columns: number) =>
        dataNamed(memory, name).subarray(r * rows * columns, (r + 1) * rows * columns);
      expect([...part("argmax", 1)]).toEqual([...scores.argmax]);
      const distance = (a: ArrayLike<number>, b: ArrayLike<number>, i: number) =>
        Math.abs((a[i] as number) - (b[i] as number));
      for (let i = 0; i < rows * V; i++) expect(distance(part("logits", V), logits, i)).toBeLessThan(1e-4);
      for (let i = 0; i < rows; i++) {
        if (one.weights[i]) expect(distance(part("logProb", 1), scores.logProb, i)).toBeLessThan(1e-4);
      }
    }
    engine.dispose();
  });
});
