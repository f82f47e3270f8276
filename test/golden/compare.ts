/** Holds an engine to the values that make_golden.py wrote. Runs in Node and in the browser. */
import { expect, suite, test } from "vitest";
import type {
  Cohort,
  CohortSpec,
  Engine,
  OptimiserSpec,
  StepInput,
  StepOutput,
} from "../../src/engine/engine.ts";
import { causalMask } from "../../src/engine/tfjs/attention.ts";
import { unflatten } from "../../src/engine/tfjs/forward.ts";
import { batchTensors, lossAndGradients } from "../../src/engine/tfjs/loss.ts";
import * as tf from "../../src/engine/tfjs/tf.ts";
import type { Batch } from "../../src/lib/batch.ts";
import { type ModelShape, type ModelSpec, modelSpec, type Parameter } from "../../src/model/spec.ts";
import golden from "./golden.json";
import { noisyWeights } from "./small.ts";

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

export const specOf = (given: Case, replicas = 1): CohortSpec => ({
  model: modelSpec(given.shape),
  replicas,
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

/** How an engine is held to the golden values. */
export interface GoldenOptions {
  /** R; the replica with the golden weights stands in the middle of others. */
  readonly replicas?: number;
  /** Reads the unclipped gradient of the last step, where tfjs's own differentiation is not what is tested. */
  readonly readGradient?: (cohort: Cohort, replica: number) => Promise<Float32Array>;
}

/** Registers the golden tests of one engine; the largest error of each is an annotation (reporter `verbose`). */
export function goldenSuite(
  name: string,
  open: () => Promise<Engine>,
  tolerance: number,
  options: GoldenOptions = {},
): void {
  suite(`golden values, ${name}`, () => {
    for (const given of CASES) {
      test(`${given.name}: logits, loss and every gradient`, async ({ annotate }) => {
        const engine = await open();
        await annotate(`largest error ${await checkGradients(engine, given, tolerance, options)}`);
        engine.dispose();
      });
      test(`${given.name}: ten AdamW steps`, async ({ annotate }) => {
        const engine = await open();
        await annotate(`largest error ${await checkSteps(engine, given, tolerance, options)}`);
        engine.dispose();
      });
    }
  });
}

/** A cohort whose replica `at` has the golden weights, and the others noise. */
async function buildAmong(engine: Engine, given: Case, { replicas = 1 }: GoldenOptions) {
  const spec = specOf(given, replicas);
  const at = replicas >> 1;
  const golden = flatten(spec.model, given.weights);
  const weights = Array.from({ length: replicas }, (_, r) => (r === at ? golden : noisyWeights(spec, r)));
  return { spec, at, golden, cohort: await engine.build(spec, weights) };
}

async function checkGradients(
  engine: Engine,
  given: Case,
  tolerance: number,
  options: GoldenOptions,
): Promise<number> {
  const batch = batchesOf(given)[0] as Batch;
  const { spec, at, golden, cohort } = await buildAmong(engine, given, options);
  const logits = await cohort.predict(at, batch.inputs, batch.B);
  expect(logits).toHaveLength(batch.B * batch.T * given.shape.vocabulary);
  const read = options.readGradient;
  const { loss, gradients } = read
    ? await steppedGradients(cohort, at, batch, read)
    : await gradientsOf(engine, spec.model, golden, batch);
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

/** Loss and gradients that the engine's own step leaves. */
async function steppedGradients(
  cohort: Cohort,
  replica: number,
  batch: Batch,
  read: NonNullable<GoldenOptions["readGradient"]>,
) {
  await cohort.submit([{ step: 1, learningRate: 1e-3, batches: everyone(cohort.spec, batch) }]);
  await cohort.drain();
  const loss = cohort.poll()[0]?.loss[replica] as number;
  const gradient = await read(cohort, replica);
  const { parameters } = cohort.spec.model;
  return { loss, gradients: parameters.map((p) => gradient.subarray(p.offset, p.offset + p.size)) };
}

const everyone = ({ replicas }: CohortSpec, batch: Batch): Batch[] =>
  Array.from({ length: replicas }, () => batch);

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

async function checkSteps(
  engine: Engine,
  given: Case,
  tolerance: number,
  options: GoldenOptions,
): Promise<number> {
  const batches = batchesOf(given);
  const { spec, at, cohort } = await buildAmong(engine, given, options);
  const inputs: StepInput[] = given.steps.map(({ learningRate }, i) => ({
    step: i + 1,
    learningRate,
    batches: everyone(spec, batches[i % batches.length] as Batch),
  }));
  await cohort.submit(inputs);
  await cohort.drain();
  const outputs = cohort.poll();
  const errors = [
    errorOf(
      column(outputs, "loss", at),
      given.steps.map((s) => s.loss),
    ),
    errorOf(
      column(outputs, "gradNorm", at),
      given.steps.map((s) => s.gradNorm),
    ),
    ...finalErrors(spec.model, await cohort.readWeights(at), given.final),
  ];
  const worst = Math.max(...errors);
  expect(worst).toBeLessThan(tolerance);
  return worst;
}

const column = (outputs: readonly StepOutput[], key: "loss" | "gradNorm", replica: number): number[] =>
  outputs.map((output) => output[key][replica] as number);

function finalErrors(spec: ModelSpec, weights: Float32Array, final: Named): number[] {
  return spec.parameters.map((p) => {
    const got = withoutKeyBias(p, weights.subarray(p.offset, p.offset + p.size)).rest;
    return errorOf(got, withoutKeyBias(p, decode(final[p.name] as string)).rest);
  });
}
