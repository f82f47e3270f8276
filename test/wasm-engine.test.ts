/** The wasm engine against tfjs, and against itself. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, suite, test, vi } from "vitest";
import type { Cohort, CohortSpec, Engine } from "../src/engine/engine.ts";
import { createTfjsEngine } from "../src/engine/tfjs/engine.ts";
import { createWasmEngine } from "../src/engine/wasm/engine.ts";
import { modelSpec } from "../src/model/spec.ts";
import { readStepBinary } from "../workers/step-binary.ts";
import { noisyWeights, smallBatch, smallCohort, smallSteps } from "./golden/small.ts";
import { VARIANTS } from "./wasm/variants.ts";
import { randomShape, shapeError, wordsOf } from "./webgpu/shapes.ts";

const open = (variant = VARIANTS[0]): Promise<Engine> =>
  createWasmEngine({ readBinary: readStepBinary, variant });

async function build(spec: CohortSpec, seeds: readonly number[], engine?: Engine): Promise<Cohort> {
  const weights = seeds.map((seed) => noisyWeights(spec, seed));
  return (engine ?? (await open())).build({ ...spec, replicas: seeds.length }, weights);
}

/** Trains steps 1 to `last`, k at a time, and gives losses and norms of all of them. */
async function train(cohort: Cohort, seeds: readonly number[], last: number, k = 1): Promise<number[][]> {
  for (let from = 1; from <= last; from += k) {
    await cohort.submit(smallSteps(cohort.spec, seeds, from, Math.min(last, from + k - 1)));
  }
  await cohort.drain();
  return cohort.poll().map(({ loss, gradNorm }) => [...loss, ...gradNorm]);
}

suite("random shapes against tfjs on cpu", () => {
  test.each(VARIANTS.map((variant, i) => [i === 0 ? 64 : 16, variant] as const))(
    "loss and gradients of %i shapes, %s",
    { timeout: 240_000 },
    async (count, variant) => {
      const engine = await open(variant);
      for (let seed = 0; seed < count; seed++) {
        const spec = randomShape(seed, 4e6);
        expect(await shapeError(engine, spec, seed), wordsOf(spec)).toBeLessThan(1);
      }
      engine.dispose();
    },
  );
});

suite("bits", () => {
  const model = modelSpec({ ...smallCohort().model.shape, dModel: 12, nHeads: 2, nLayers: 2 });
  const spec = { ...smallCohort(), model };

  test.each(VARIANTS)("300 steps twice are the same, %s", async (variant) => {
    const once = await build(spec, [1, 2], await open(variant));
    const again = await build(spec, [1, 2], await open(variant));
    expect(await train(once, [1, 2], 300)).toEqual(await train(again, [1, 2], 300));
    for (const r of [0, 1]) expect(await once.readWeights(r)).toEqual(await again.readWeights(r));
  });

  test("a replica's depend neither on its neighbours nor on k", async () => {
    const alone = await build(spec, [2]);
    const among = await build(spec, [1, 2, 3]);
    await train(alone, [2], 50);
    await train(among, [1, 2, 3], 50, 7);
    expect(await among.readWeights(1)).toEqual(await alone.readWeights(0));
    expect(await among.readOptimiser(1)).toEqual(await alone.readOptimiser(0));
  });

  test("weights and moments written back go on as if nothing had happened", async () => {
    const through = await build(spec, [1]);
    await train(through, [1], 20);
    const copy = await build(spec, [1]);
    await copy.writeWeights(0, await through.readWeights(0));
    await copy.writeOptimiser(0, await through.readOptimiser(0));
    expect(await train(copy, [1], 10)).toEqual(await train(through, [1], 10));
  });

  test("evaluation and prediction between steps change nothing", async () => {
    const quiet = await build(spec, [1]);
    const asked = await build(spec, [1]);
    await train(quiet, [1], 20);
    for (let step = 1; step <= 20; step++) {
      await asked.submit(smallSteps(spec, [1], step, step));
      await asked.evaluate(0, smallBatch(spec, 5, step));
      await asked.predict(0, smallBatch(spec, 5, step).inputs, spec.batch);
    }
    expect(await asked.readWeights(0)).toEqual(await quiet.readWeights(0));
  });
});

suite("freezing", () => {
  test("a frozen replica rests, the others go on", async () => {
    const spec = smallCohort();
    const cohort = await build(spec, [1, 2]);
    cohort.freeze(0);
    const before = await cohort.readWeights(0);
    const [first] = await train(cohort, [1, 2], 3);
    expect(first).toEqual([Number.NaN, expect.any(Number), Number.NaN, expect.any(Number)]);
    expect(await cohort.readWeights(0)).toEqual(before);
    const alone = await build(spec, [2]);
    await train(alone, [2], 3);
    expect(await cohort.readWeights(1)).toEqual(await alone.readWeights(0));
  });

  test("a loss that is not finite freezes its replica before the update", async () => {
    const spec = smallCohort();
    const cohort = await build(spec, [1, 2]);
    const broken = noisyWeights(spec, 1).fill(Number.NaN, 0, 8);
    await cohort.writeWeights(0, broken);
    const [first, second] = await train(cohort, [1, 2], 2);
    expect([cohort.isFrozen(0), cohort.isFrozen(1)]).toEqual([true, false]);
    expect(first?.[0]).toBeNaN();
    expect(second?.[1]).toBeLessThan(10);
    expect(await cohort.readWeights(0)).toEqual(broken);
  });
});

suite("inference against tfjs on cpu", () => {
  test.each([
    [1, 6],
    [11, 6],
    [3, 4],
  ])("%i sequences of %i tokens", async (B, T) => {
    const spec = smallCohort(2);
    const mine = await build(spec, [1, 2]);
    const theirs = await build(spec, [1, 2], await createTfjsEngine("cpu"));
    const { inputs, targets, weights } = smallBatch({ ...spec, batch: 20 }, 3, 1);
    const length = B * T;
    const batch = {
      B,
      T,
      inputs: inputs.slice(0, length),
      targets: targets.slice(0, length),
      weights: weights.slice(0, length),
    };
    const [got, expected] = [await mine.evaluate(1, batch), await theirs.evaluate(1, batch)];
    expect(got.argmax).toEqual(expected.argmax);
    close(got.logProb, expected.logProb);
    close(await mine.predict(1, batch.inputs, B), await theirs.predict(1, batch.inputs, B));
  });
});

function close(got: Float32Array, expected: Float32Array): void {
  expect(got.length).toBe(expected.length);
  for (let i = 0; i < got.length; i++) expect(got[i]).toBeCloseTo(expected[i] as number, 4);
}

/** Bytes in use after a collection. */
async function used(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    collect();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

suite("memory", () => {
  test("is the same after 10,000 steps, the binary's and JavaScript's", async () => {
    const made: WebAssembly.Memory[] = [];
    const instantiate = WebAssembly.instantiate as (
      module: WebAssembly.Module,
      imports: { env: { memory: WebAssembly.Memory } },
    ) => Promise<WebAssembly.Instance>;
    vi.spyOn(WebAssembly, "instantiate").mockImplementation((async (
      ...words: Parameters<typeof instantiate>
    ) => {
      made.push(words[1].env.memory);
      return instantiate(...words);
    }) as never);
    const cohort = await build(smallCohort(), [1]);
    vi.restoreAllMocks();
    const steps = smallSteps(cohort.spec, [1], 1, 50);
    const run = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await cohort.submit(steps);
        cohort.poll();
      }
    };
    const bytes = () => made.map(({ buffer }) => buffer.byteLength);
    await run(40);
    const before = { bytes: bytes(), used: await used() };
    expect(before.bytes).toHaveLength(1);
    await run(200);
    expect(bytes()).toEqual(before.bytes);
    // 10,000 steps that kept 26 bytes each would be seen.
    expect((await used()) - before.used).toBeLessThan(2 ** 18);
  });

  test("a cohort too large for it is refused with the estimate, before anything is built", async () => {
    const engine = await open();
    const small = smallCohort();
    const shape = { ...small.model.shape, dModel: 1024, nHeads: 16, context: 1024, nLayers: 12 };
    const large = { ...small, model: modelSpec(shape), batch: 64 };
    expect(engine.refusal?.([small])).toBeNull();
    expect(engine.refusal?.([large])).toMatch(/width 1024 with 1 seed.*MiB; expected at most 2,048 MiB/);
    await expect(engine.build(large, [new Float32Array(large.model.size)])).rejects.toThrow(/needs .* MiB/);
  });
});

suite("misuse", () => {
  test("is named, with what was expected and what was got", async () => {
    const cohort = await build(smallCohort(), [1]);
    const batch = smallBatch({ ...cohort.spec, batch: 5 }, 1, 1);
    await expect(cohort.submit([{ step: 1, learningRate: 0, batches: [batch] }])).rejects.toThrow(
      /at most 4 sequences.*got 5 of 6/,
    );
    await expect(cohort.readWeights(1)).rejects.toThrow(/expected a replica of 0 to 0, got 1/);
    await expect(cohort.predict(0, new Int32Array(7), 1)).rejects.toThrow(/1 to 6 tokens.*got 7/);
    cohort.dispose();
    await expect(cohort.drain()).rejects.toThrow(/expected a living cohort/);
  });

  test("without a binary the message says how to make it", async () => {
    const engine = createWasmEngine({ readBinary: () => Promise.reject(new Error("nothing there")) });
    await expect(engine).rejects.toThrow(/expected to load step.*nothing there; run npm run build:wasm/);
  });
});
