/** Holds an engine to the values that make_golden.py wrote. Runs in Node and in the browser. */
import { expect, suite, test } from "vitest";
import type { CohortSpec, Engine, OptimiserSpec, StepOutput } from "../../src/engine/engine.ts";
import { causalMask } from "../../src/engine/tfjs/attention.ts";
import { unflatten } from "../../src/engine/tfjs/forward.ts";
import { batchTensors, lossAndGradients } from "../../src/engine/tfjs/loss.ts";
import * as tf from "../../src/engine/tfjs/tf.ts";
import type { Batch } from "../../src/lib/batch.ts";
import { type ModelShape, type ModelSpec, modelSpec, type Parameter } from "../../src/model/spec.ts";
import golden from "./golden.json";

/** Float32 values by parameter name, base64. */
export type Named = Readonly<Record<string, string>>;

export interface Case {
  readonly name: string;
  readonly shape: ModelShape;
  readonly batch: number;
  readonly optimiser: OptimiserSpec;
  readonly weights: Named;
  readonly batches: readonly Record<"inputs" | "targets" | "weights", number[]>[];
  /** (B,T,V) of the first batch, like the loss and the gradients. */
  readonly logits: string;
  readonly loss: number;
  readonly gradients: Named;
  readonly steps: readonly Record<"learningRate" | "loss" | "gradNorm", number>[];
  /** The parameters after the last step. */
  readonly final: Named;
}

export const CASES = golden.cases as unknown as readonly Case[];

export const decode = (base64: string): Float32Array =>
  new Float32Array(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer);

/** Largest difference ÷ largest entry of the expected tensor. */
export function errorOf(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(got.length).toBe(expected.length);
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs((got[i] as number) - (expected[i] as number));
    if (Number.isNaN(distance)) return Number.NaN;
    difference = Math.max(difference, distance);
    largest = Math.max(largest, Math.abs(expected[i] as number));
  }
  return difference / largest;
}

export function flatten(spec: ModelSpec, named: Named): Float32Array {
  const flat = new Float32Array(spec.size);
  for (const p of spec.parameters) flat.set(decode(named[p.name] as string), p.offset);
  return flat;
}

export function batchesOf({ batches, batch: B, shape }: Case): Batch[] {
  return batches.map(({ inputs, targets, weights }) => ({
    B,
    T: shape.context,
    inputs: Int32Array.from(inputs),
    targets: Int32Array.from(targets),
    weights: Float32Array.from(weights),
  }));
}

export const specOf = (given: Case): CohortSpec => ({
  model: modelSpec(given.shape),
  replicas: 1,
  batch: given.batch,
  optimiser: given.optimiser,
});

/**
 * The third of `attn.c_attn.bias` that is added to the keys shifts every score of a query alike, so the
 * softmax ignores it: its gradient is zero but for rounding, and Adam makes steps out of that rounding.
 */
export function withoutKeyBias(p: Parameter, values: Float32Array): { rest: number[]; keys: Float32Array } {
  if (!p.name.endsWith("attn.c_attn.bias")) return { rest: [...values], keys: new Float32Array(0) };
  const C = p.size / 3;
  return {
    rest: [...values.subarray(0, C), ...values.subarray(2 * C)],
    keys: values.subarray(C, 2 * C),
  };
}

/** Registers the golden tests of one engine; the largest error of each is an annotation (reporter `verbose`). */
export function goldenSuite(name: string, open: () => Promise<Engine>, tolerance: number): void {
  suite(`golden values, ${name}`, () => {
    for (const given of CASES) {
      test(`${given.name}: logits, loss and every gradient`, async ({ annotate }) => {
        const engine = await open();
        await annotate(`largest error ${await checkGradients(engine, given, tolerance)}`);
        engine.dispose();
      });
      test(`${given.name}: ten AdamW steps`, async ({ annotate }) => {
        const engine = await open();
        await annotate(`largest error ${await checkSteps(engine, given, tolerance)}`);
        engine.dispose();
      });
    }
  });
}

async function checkGradients(engine: Engine, given: Case, tolerance: number): Promise<number> {
  const spec = specOf(given);
  const batch = batchesOf(given)[0] as Batch;
  const weights = flatten(spec.model, given.weights);
  const cohort = await engine.build(spec, [weights]);
  const logits = await cohort.predict(0, batch.inputs, batch.B);
  expect(logits).toHaveLength(batch.B * batch.T * given.shape.vocabulary);
  const { loss, gradients } = await gradientsOf(engine, spec.model, weights, batch);
  const errors = [errorOf(logits, decode(given.logits)), errorOf([loss], [given.loss])];
  for (const [i, p] of spec.model.parameters.entries()) {
    const expected = decode(given.gradients[p.name] as string);
    const got = gradients[i] as Float32Array;
    errors.push(errorOf(withoutKeyBias(p, got).rest, withoutKeyBias(p, expected).rest));
    expect(errors.at(-1), p.name).toBeLessThan(tolerance);
    const largest = Math.max(...expected.map(Math.abs));
    for (const key of withoutKeyBias(p, got).keys) expect(Math.abs(key) / largest).toBeLessThan(1e-5);
  }
  const worst = Math.max(...errors);
  expect(worst).toBeLessThan(tolerance);
  return worst;
}

async function gradientsOf(engine: Engine, spec: ModelSpec, weights: Float32Array, batch: Batch) {
  await tf.setBackend(engine.info.backend);
  const { B, T } = batch;
  const result = tf.tidy(() => {
    const at = { B, T, mask: causalMask(T) };
    const tensors = unflatten(tf.tensor1d(weights), spec);
    const found = lossAndGradients(spec, tensors, batchTensors(batch, spec.shape.vocabulary), at);
    return [found.loss as tf.Tensor, ...found.gradients];
  });
  const [loss, ...gradients] = await Promise.all(result.map((t) => t.data() as Promise<Float32Array>));
  tf.dispose(result);
  return { loss: loss?.[0] as number, gradients };
}

async function checkSteps(engine: Engine, given: Case, tolerance: number): Promise<number> {
  const spec = specOf(given);
  const batches = batchesOf(given);
  const cohort = await engine.build(spec, [flatten(spec.model, given.weights)]);
  const inputs = given.steps.map(({ learningRate }, i) => ({
    step: i + 1,
    learningRate,
    batches: [batches[i % batches.length] as Batch],
  }));
  await cohort.submit(inputs);
  await cohort.drain();
  const outputs = cohort.poll();
  const errors = [
    errorOf(
      column(outputs, "loss"),
      given.steps.map((s) => s.loss),
    ),
    errorOf(
      column(outputs, "gradNorm"),
      given.steps.map((s) => s.gradNorm),
    ),
    ...finalErrors(spec.model, await cohort.readWeights(0), given.final),
  ];
  const worst = Math.max(...errors);
  expect(worst).toBeLessThan(tolerance);
  return worst;
}

const column = (outputs: readonly StepOutput[], key: "loss" | "gradNorm"): number[] =>
  outputs.map((output) => output[key][0] as number);

function finalErrors(spec: ModelSpec, weights: Float32Array, final: Named): number[] {
  return spec.parameters.map((p) => {
    const got = withoutKeyBias(p, weights.subarray(p.offset, p.offset + p.size)).rest;
    return errorOf(got, withoutKeyBias(p, decode(final[p.name] as string)).rest);
  });
}
