import { beforeAll, expect, suite, test } from "vitest";
import type { Cohort, CohortSpec, Engine, StepOutput } from "../src/engine/engine.ts";
import { causalMask } from "../src/engine/tfjs/attention.ts";
import { createTfjsEngine } from "../src/engine/tfjs/engine.ts";
import { unflatten } from "../src/engine/tfjs/forward.ts";
import { batchTensors, lossAndGradients } from "../src/engine/tfjs/loss.ts";
import * as tf from "../src/engine/tfjs/tf.ts";
import { noisyWeights, smallBatch, smallCohort, smallSteps } from "./golden/small.ts";

const buildSmall = (engine: Engine, spec: CohortSpec, seeds: readonly number[]): Promise<Cohort> =>
  engine.build(
    spec,
    seeds.map((seed) => noisyWeights(spec, seed)),
  );

/** Losses and norms of replica r, one number after the other. */
const column = (outputs: readonly StepOutput[], r: number): number[] =>
  outputs.flatMap((output) => [output.loss[r] as number, output.gradNorm[r] as number]);

/** Trains one cohort of these seeds, everything in one submit, and gives its numbers and last weights. */
async function trained(engine: Engine, seeds: readonly number[], steps: number) {
  const spec = smallCohort(seeds.length);
  const cohort = await buildSmall(engine, spec, seeds);
  await cohort.submit(smallSteps(spec, seeds, 1, steps));
  await cohort.drain();
  const outputs = cohort.poll();
  const weights = await Promise.all(seeds.map((_, r) => cohort.readWeights(r)));
  cohort.dispose();
  return { outputs, weights };
}

/** Lets disposal, which waits for its turn, happen. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 10));

for (const backend of ["cpu", "wasm"] as const) {
  suite(`tfjs on ${backend}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await createTfjsEngine(backend);
    });

    test("says what it is", () => {
      expect(engine.info).toMatchObject({ engine: "tfjs", backend, details: { tfjs: "4.22.0" } });
    });

    test("repeats the same losses to the bit, and others for another seed", async () => {
      const [first, second, other] = [
        await trained(engine, [1], 30),
        await trained(engine, [1], 30),
        await trained(engine, [2], 30),
      ];
      expect(column(second.outputs, 0)).toEqual(column(first.outputs, 0));
      expect(second.weights).toEqual(first.weights);
      expect(column(other.outputs, 0)).not.toEqual(column(first.outputs, 0));
    });

    test("learns", async () => {
      const { outputs } = await trained(engine, [1], 60);
      expect(outputs.at(-1)?.loss[0]).toBeLessThan(0.5 * (outputs[0]?.loss[0] ?? 0));
    });

    test("gives a replica the same bits alone and beside others", async () => {
      const together = await trained(engine, [1, 2, 3], 12);
      for (const [r, seed] of [1, 2, 3].entries()) {
        const alone = await trained(engine, [seed], 12);
        expect(column(together.outputs, r)).toEqual(column(alone.outputs, 0));
        expect(together.weights[r]).toEqual(alone.weights[0]);
      }
    });

    test("gives the same bits step by step as all at once, and in order without waiting", async () => {
      const spec = smallCohort();
      const cohort = await buildSmall(engine, spec, [1]);
      await Promise.all(smallSteps(spec, [1], 1, 12).map((step) => cohort.submit([step])));
      const outputs = cohort.poll();
      expect(outputs.map((o) => o.step)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
      expect(column(outputs, 0)).toEqual(column((await trained(engine, [1], 12)).outputs, 0));
      expect(cohort.poll()).toEqual([]);
      cohort.dispose();
    });

    test("sees no later token", async () => {
      const spec = smallCohort();
      const { vocabulary: V, context: T } = spec.model.shape;
      const cohort = await buildSmall(engine, spec, [1]);
      const tokens = smallBatch(spec, 1, 1).inputs.slice(0, T);
      const before = await cohort.predict(0, tokens, 1);
      const changed = tokens.slice();
      changed[3] = ((tokens[3] as number) + 1) % V;
      const after = await cohort.predict(0, changed, 1);
      expect(after.slice(0, 3 * V)).toEqual(before.slice(0, 3 * V));
      expect(after.slice(3 * V, 4 * V)).not.toEqual(before.slice(3 * V, 4 * V));
      expect(await cohort.predict(0, tokens.slice(0, 3), 1)).toHaveLength(3 * V);
      cohort.dispose();
    });

    test("takes no loss from padding", async () => {
      const spec = smallCohort();
      const { context: T } = spec.model.shape;
      const padded = smallBatch(spec, 1, 1);
      for (let i = 0; i < padded.inputs.length; i++) if (i % T === T - 1) padded.weights[i] = 0;
      const other = { ...padded, inputs: padded.inputs.slice(), targets: padded.targets.slice() };
      for (let i = T - 1; i < other.inputs.length; i += T) {
        other.inputs[i] = 0;
        other.targets[i] = 5;
      }
      const losses = [];
      for (const batch of [padded, other]) {
        const cohort = await buildSmall(engine, spec, [1]);
        await cohort.submit([{ step: 1, learningRate: 0.01, batches: [batch] }]);
        losses.push(column(cohort.poll(), 0));
        cohort.dispose();
      }
      expect(losses[1]).toEqual(losses[0]);
    });

    test.each([Number.NaN, Number.POSITIVE_INFINITY])(
      "freezes a replica with %s in its weights, and only that one",
      async (poison) => {
        const spec = smallCohort(3);
        const cohort = await buildSmall(engine, spec, [1, 2, 3]);
        const broken = (await cohort.readWeights(1)).fill(poison, 0, 30);
        await cohort.writeWeights(1, broken);
        await cohort.submit(smallSteps(spec, [1, 2, 3], 1, 8));
        const outputs = cohort.poll();
        const untouched = await trained(engine, [1, 2, 3], 8);
        for (const r of [0, 2]) expect(column(outputs, r)).toEqual(column(untouched.outputs, r));
        expect([0, 1, 2].map((r) => cohort.isFrozen(r))).toEqual([false, true, false]);
        expect(column(outputs.slice(1), 1).every(Number.isNaN)).toBe(true);
        expect(await cohort.readWeights(1)).toEqual(broken);
        expect((await cohort.readOptimiser(1)).step).toBe(0);
        cohort.dispose();
      },
    );

    test("freezes by request: the replica keeps its weights and reports NaN", async () => {
      const spec = smallCohort(2);
      const cohort = await buildSmall(engine, spec, [1, 2]);
      const before = await cohort.readWeights(0);
      cohort.freeze(0);
      await cohort.submit(smallSteps(spec, [1, 2], 1, 2));
      expect(column(cohort.poll(), 0).every(Number.isNaN)).toBe(true);
      expect(await cohort.readWeights(0)).toEqual(before);
      cohort.dispose();
    });

    test("goes on from weights and moments to the bit", async () => {
      const spec = smallCohort();
      const whole = await trained(engine, [1], 10);
      const first = await buildSmall(engine, spec, [1]);
      await first.submit(smallSteps(spec, [1], 1, 5));
      const second = await engine.build(spec, [await first.readWeights(0)]);
      await second.writeOptimiser(0, await first.readOptimiser(0));
      await second.submit(smallSteps(spec, [1], 6, 10));
      expect(column(second.poll(), 0)).toEqual(column(whole.outputs.slice(5), 0));
      first.dispose();
      second.dispose();
    });

    test("scores any number of rows as their logits say, and changes no weight", async () => {
      const spec = { ...smallCohort(), batch: 301 };
      const { vocabulary: V } = spec.model.shape;
      const cohort = await buildSmall(engine, spec, [1]);
      const weights = await cohort.readWeights(0);
      const batch = smallBatch(spec, 9, 1);
      const { argmax, logProb } = await cohort.evaluate(0, batch);
      const logits = await cohort.predict(0, batch.inputs, batch.B);
      for (let i = 0; i < argmax.length; i++) {
        const row = logits.subarray(i * V, (i + 1) * V);
        expect(argmax[i]).toBe(row.indexOf(Math.max(...row)));
        const total = Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0));
        const expected = batch.weights[i] === 0 ? 0 : (row[batch.targets[i] as number] as number) - total;
        expect(logProb[i]).toBeCloseTo(expected, 4);
      }
      expect(await cohort.readWeights(0)).toEqual(weights);
      cohort.dispose();
    });

    test("refuses sizes that do not fit, by name", async () => {
      const spec = smallCohort();
      const shapeError = expect.objectContaining({ name: "ShapeError" });
      await expect(engine.build(spec, [])).rejects.toEqual(shapeError);
      await expect(engine.build(spec, [new Float32Array(3)])).rejects.toEqual(shapeError);
      const cohort = await buildSmall(engine, spec, [1]);
      await expect(cohort.writeWeights(0, new Float32Array(1))).rejects.toEqual(shapeError);
      await expect(cohort.predict(0, new Int32Array(99), 1)).rejects.toEqual(shapeError);
      await expect(cohort.submit([{ step: 1, learningRate: 1, batches: [] }])).rejects.toEqual(shapeError);
      cohort.dispose();
      await expect(cohort.readWeights(0)).rejects.toMatchObject({ name: "EngineError" });
    });
  });
}

suite("memory, tfjs on wasm", () => {
  test("200 steps leave nothing behind, and disposal frees the rest", async () => {
    const engine = await createTfjsEngine("wasm");
    await settle();
    const base = tf.memory();
    const spec = smallCohort(2);
    const cohort = await buildSmall(engine, spec, [1, 2]);
    await cohort.submit(smallSteps(spec, [1, 2], 1, 2));
    await cohort.evaluate(0, smallBatch(spec, 1, 1));
    const warm = tf.memory();
    for (let step = 3; step <= 202; step++) {
      await cohort.submit(smallSteps(spec, [1, 2], step, step));
      if (step % 50 === 0) await cohort.evaluate(0, smallBatch(spec, 1, step));
      expect(tf.memory().numTensors).toBe(warm.numTensors);
    }
    expect(tf.memory().numBytes).toBe(warm.numBytes);
    cohort.dispose();
    await settle();
    expect(tf.memory()).toMatchObject({ numTensors: base.numTensors, numBytes: base.numBytes });
  });

  test("a frozen replica leaves nothing behind either", async () => {
    const engine = await createTfjsEngine("wasm");
    const spec = smallCohort();
    const cohort = await engine.build(spec, [noisyWeights(spec, 1).fill(Number.NaN)]);
    await cohort.submit(smallSteps(spec, [1], 1, 1));
    const frozen = tf.memory().numTensors;
    await cohort.submit(smallSteps(spec, [1], 2, 4));
    expect(tf.memory().numTensors).toBe(frozen);
    cohort.dispose();
  });
});

suite("odd shapes", () => {
  // Where a dimension is 1, transposing copies nothing, and the wasm backend's product cache ignores shapes.
  const shapes = [
    { dModel: 1, nHeads: 1 },
    { dModel: 2, nHeads: 2 },
    { vocabulary: 1 },
    { context: 1 },
    { dModel: 1, nHeads: 1, context: 1, vocabulary: 1 },
  ];

  test.each(shapes)("%o: wasm agrees with cpu", async (shape) => {
    for (const batch of [1, 4]) {
      const spec = { ...smallCohort(1, shape), batch };
      const [cpu, wasm] = [await gradients("cpu", spec), await gradients("wasm", spec)];
      for (const [i, name] of ["loss", ...spec.model.parameters.map((p) => p.name)].entries()) {
        const [expected, got] = [cpu[i] as Float32Array, wasm[i] as Float32Array];
        for (let j = 0; j < expected.length; j++) {
          expect(Math.abs((got[j] as number) - (expected[j] as number)), name).toBeLessThan(1e-5);
        }
      }
    }
  });

  async function gradients(backend: "cpu" | "wasm", spec: CohortSpec): Promise<Float32Array[]> {
    await createTfjsEngine(backend);
    await tf.setBackend(backend);
    const { context: T, vocabulary: V } = spec.model.shape;
    const at = { B: spec.batch, T, mask: causalMask(T) };
    const tensors = unflatten(tf.tensor1d(noisyWeights(spec, 1)), spec.model);
    const found = lossAndGradients(spec.model, tensors, batchTensors(smallBatch(spec, 1, 1), V), at);
    return [found.loss, ...found.gradients].map((t) => t.dataSync() as Float32Array);
  }
});
