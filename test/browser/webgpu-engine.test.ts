import { afterAll, beforeAll, expect, suite, test } from "vitest";
import type { Cohort, CohortSpec, Engine, StepInput } from "../../src/engine/engine.ts";
import { createTfjsEngine } from "../../src/engine/tfjs/engine.ts";
import { WebgpuCohort } from "../../src/engine/webgpu/cohort.ts";
import { openGpu } from "../../src/engine/webgpu/device.ts";
import { createWebgpuEngine } from "../../src/engine/webgpu/engine.ts";
import { errorOf, goldenSuite } from "../golden/compare.ts";
import { noisyWeights, smallBatch, smallCohort, smallSteps } from "../golden/small.ts";
import { Counters } from "../webgpu/counters.ts";
import { differentShapes, randomShape, shapeError, wordsOf } from "../webgpu/shapes.ts";

const TOLERANCE = 1e-4;

/** Each costs seconds of compilation here; `npm run bench -- shapes` takes 200, and larger ones. */
const SHAPES = 24;
const AMONG = 1000;
const SHAPE_COST = 2e6;

const readGradient = (cohort: Cohort, replica: number): Promise<Float32Array> => {
  if (cohort instanceof WebgpuCohort) return cohort.readGradient(replica);
  throw new Error("expected a cohort of the webgpu engine");
};

goldenSuite("webgpu", () => createWebgpuEngine(), TOLERANCE, { readGradient });
goldenSuite("webgpu, one replica of three", () => createWebgpuEngine(), TOLERANCE, {
  readGradient,
  replicas: 3,
});

let engine: Engine;
beforeAll(async () => {
  engine = await createWebgpuEngine();
});
afterAll(() => engine.dispose());

const SHAPE = { dModel: 8, nLayers: 2, context: 8 };

/** Trains in blocks of `k` steps; losses and weights of one replica. */
async function train(spec: CohortSpec, seeds: readonly number[], steps: number, k: number, replica = 0) {
  const cohort = await engine.build(
    spec,
    seeds.map((seed) => noisyWeights(spec, seed)),
  );
  for (let from = 1; from <= steps; from += k) {
    await cohort.submit(smallSteps(spec, seeds, from, Math.min(steps, from + k - 1)));
  }
  await cohort.drain();
  const outputs = cohort.poll();
  const weights = await cohort.readWeights(replica);
  cohort.dispose();
  return { steps: outputs.map(({ step }) => step), loss: outputs.map((o) => o.loss[replica]), weights };
}

suite("the same bits", () => {
  test("in two runs of 300 steps", async () => {
    const spec = smallCohort(2, SHAPE);
    const first = await train(spec, [1, 2], 300, 32);
    expect(first.steps).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(first.loss.every(Number.isFinite)).toBe(true);
    const second = await train(spec, [1, 2], 300, 32);
    expect(second.weights).toEqual(first.weights);
    expect(second.loss).toEqual(first.loss);
  });

  test("whatever the number of steps in a submit, and whatever the other replicas are", async () => {
    const alone = await train(smallCohort(1, SHAPE), [1], 100, 100);
    const single = await train(smallCohort(1, SHAPE), [1], 100, 1);
    expect(single.weights).toEqual(alone.weights);
    const among = await train(smallCohort(3, SHAPE), [2, 1, 3], 100, 7, 1);
    expect(among.weights).toEqual(alone.weights);
    expect(among.loss).toEqual(alone.loss);
  });
});

suite("against tfjs on cpu", () => {
  test("evaluates and predicts any number of rows, of any length, and takes smaller batches", async () => {
    const spec = smallCohort(2, SHAPE);
    const weights = [noisyWeights(spec, 1), noisyWeights(spec, 2)];
    const tfjs = await createTfjsEngine("cpu");
    const [ours, theirs] = await Promise.all([engine.build(spec, weights), tfjs.build(spec, weights)]);
    for (const [B, T] of [
      [4, 8],
      [9, 8],
      [3, 5],
      [1, 2],
    ] as const) {
      const batch = smallBatch({ ...smallCohort(1, { ...SHAPE, context: T }), batch: B }, 5, 1);
      const [got, expected] = [await ours.evaluate(1, batch), await theirs.evaluate(1, batch)];
      expect(got.argmax).toEqual(expected.argmax);
      expect(errorOf(got.logProb, expected.logProb)).toBeLessThan(TOLERANCE);
      const logits = await ours.predict(1, batch.inputs, B);
      expect(errorOf(logits, await theirs.predict(1, batch.inputs, B))).toBeLessThan(TOLERANCE);
      if (B > spec.batch) continue;
      const step: StepInput = { step: 1, learningRate: 1e-3, batches: [batch, batch] };
      await Promise.all([ours.submit([step]), theirs.submit([step])]);
      await ours.drain();
      const [mine, other] = [ours.poll()[0], theirs.poll()[0]];
      expect(errorOf(mine?.loss ?? [], other?.loss ?? [])).toBeLessThan(TOLERANCE);
      expect(errorOf(mine?.gradNorm ?? [], other?.gradNorm ?? [])).toBeLessThan(TOLERANCE);
    }
    tfjs.dispose();
  });

  for (const seed of differentShapes(SHAPES, AMONG, SHAPE_COST)) {
    const spec = randomShape(seed, SHAPE_COST);
    test(`loss and gradients: ${wordsOf(spec)}`, async () => {
      await createTfjsEngine("cpu");
      expect(await shapeError(engine, spec, seed)).toBeLessThan(1);
    });
  }
});

suite("replicas", () => {
  test("a frozen one keeps its weights and tells NaN, the others go on", async () => {
    const spec = smallCohort(2, SHAPE);
    const cohort = await engine.build(spec, [noisyWeights(spec, 1), noisyWeights(spec, 2)]);
    await cohort.submit(smallSteps(spec, [1, 2], 1, 3));
    cohort.freeze(1);
    const [other, kept] = [await cohort.readWeights(0), await cohort.readWeights(1)];
    await cohort.submit(smallSteps(spec, [1, 2], 4, 6));
    await cohort.drain();
    expect(await cohort.readWeights(1)).toEqual(kept);
    expect(await cohort.readWeights(0)).not.toEqual(other);
    expect([cohort.isFrozen(0), cohort.isFrozen(1)]).toEqual([false, true]);
    expect(cohort.poll().map(({ loss }) => [...loss].map(Number.isFinite))).toEqual([
      ...Array.from({ length: 3 }, () => [true, true]),
      ...Array.from({ length: 3 }, () => [true, false]),
    ]);
  });

  test("one that is not finite freezes by itself, before its update", async () => {
    const spec = smallCohort(2, SHAPE);
    const broken = noisyWeights(spec, 1).map(() => Number.NaN);
    const cohort = await engine.build(spec, [broken, noisyWeights(spec, 2)]);
    await cohort.submit(smallSteps(spec, [1, 2], 1, 4));
    await cohort.drain();
    const outputs = cohort.poll();
    expect([cohort.isFrozen(0), cohort.isFrozen(1)]).toEqual([true, false]);
    expect(outputs.every(({ loss }) => Number.isFinite(loss[1]))).toBe(true);
    const alone = await train(smallCohort(1, SHAPE), [2], 4, 4);
    expect(await cohort.readWeights(1)).toEqual(alone.weights);
    expect((await cohort.readOptimiser(0)).step).toBe(0);
  });

  test("weights and moments can be taken out and put back: training goes on to the bit", async () => {
    const spec = smallCohort(2, SHAPE);
    const straight = await train(spec, [1, 2], 8, 8);
    const first = await engine.build(spec, [noisyWeights(spec, 1), noisyWeights(spec, 2)]);
    await first.submit(smallSteps(spec, [1, 2], 1, 4));
    const second = await engine.build(spec, [noisyWeights(spec, 3), noisyWeights(spec, 4)]);
    for (const r of [0, 1]) {
      await second.writeWeights(r, await first.readWeights(r));
      await second.writeOptimiser(r, await first.readOptimiser(r));
    }
    await second.submit(smallSteps(spec, [1, 2], 5, 8));
    expect((await second.readOptimiser(1)).step).toBe(8);
    expect(await second.readWeights(0)).toEqual(straight.weights);
  });
});

suite("what it asks of WebGPU", () => {
  // Four layers are counted in Node, where nothing has to be compiled for them.
  test("L=2, R=8: few dispatches, one submit, nothing created after the first step", async () => {
    const spec = smallCohort(8, { nLayers: 2 });
    const seeds = Array.from({ length: 8 }, (_, i) => i);
    const cohort = await engine.build(
      spec,
      seeds.map((seed) => noisyWeights(spec, seed)),
    );
    await cohort.submit(smallSteps(spec, seeds, 1, 1));
    await cohort.drain();
    const counters = new Counters();
    await cohort.submit(smallSteps(spec, seeds, 2, 2));
    expect(counters.get("dispatchWorkgroups")).toBeGreaterThan(0);
    expect(counters.get("dispatchWorkgroups")).toBeLessThanOrEqual(26 * 2 + 15);
    expect(counters.get("submit")).toBe(1);
    expect(counters.get("beginComputePass")).toBe(1);
    counters.reset();
    for (let step = 3; step < 60; step += 4) await cohort.submit(smallSteps(spec, seeds, step, step + 3));
    await cohort.drain();
    await cohort.evaluate(0, smallBatch(spec, 1, 1));
    expect(counters.created).toBe(0);
    expect(counters.get("submit")).toBeLessThanOrEqual(15 + 2);
    counters.end();
  });
});

suite("what cannot be", () => {
  test("a cohort beyond the adapter's limits is refused with numbers before anything is built", async () => {
    const spec = { ...smallCohort(8, { dModel: 1024, context: 1024, vocabulary: 1000 }), batch: 4096 };
    const counters = new Counters();
    const message = engine.refusal?.([spec]) ?? "";
    expect(message).toMatch(
      /width 1024 with 8 seeds.*needs one buffer of [\d,]+ MiB; expected at most [\d,]+ MiB.*lower/,
    );
    await expect(engine.build(spec, Array(8).fill(new Float32Array(1)))).rejects.toMatchObject({
      name: "EngineError",
      message: expect.stringContaining("needs one buffer of"),
    });
    expect(counters.created).toBe(0);
    counters.end();
    expect(engine.refusal?.([smallCohort(8)])).toBeNull();
  });

  test("batches that do not fit the cohort, replicas that are not there, cohorts disposed", async () => {
    const spec = smallCohort(1, SHAPE);
    const cohort = await engine.build(spec, [noisyWeights(spec, 1)]);
    const large = smallSteps({ ...spec, batch: 5 }, [1], 1, 1);
    await expect(cohort.submit(large)).rejects.toMatchObject({ name: "ShapeError" });
    await expect(cohort.readWeights(1)).rejects.toMatchObject({ name: "ShapeError" });
    await expect(cohort.writeWeights(0, new Float32Array(3))).rejects.toMatchObject({ name: "ShapeError" });
    cohort.dispose();
    await expect(cohort.drain()).rejects.toThrow(/expected a living cohort/);
  });
});

// Last: the page's device is gone afterwards, and the next engine opens another.
suite("a lost device", () => {
  test("is told with a remedy, and ends everything that waits", async () => {
    const own = await createWebgpuEngine();
    const spec = smallCohort(1, SHAPE);
    const cohort = await own.build(spec, [noisyWeights(spec, 1)]);
    const lost = new Promise<Error>((resolve) => own.onLost(resolve));
    const { device } = await openGpu();
    await cohort.submit(smallSteps(spec, [1], 1, 3));
    const running = cohort.submit(smallSteps(spec, [1], 4, 60));
    const draining = cohort.drain();
    const ends = expect(draining).rejects.toThrow(/its loss/);
    device.destroy();
    const error = await lost;
    await ends;
    await running.catch(() => undefined);
    expect(error).toMatchObject({
      name: "EngineError",
      message: expect.stringMatching(/got its loss.*start/),
    });
    await expect(cohort.submit(smallSteps(spec, [1], 61, 61))).rejects.toBe(error);
    own.dispose();
    const next = await createWebgpuEngine();
    const again = await next.build(spec, [noisyWeights(spec, 1)]);
    await again.submit(smallSteps(spec, [1], 1, 1));
    await again.drain();
    expect(again.poll()).toHaveLength(1);
    next.dispose();
  });
});
