import { afterEach, expect, suite, test } from "vitest";
import type { Engine } from "../src/engine/engine.ts";
import { createTfjsEngine } from "../src/engine/tfjs/engine.ts";
import { openGpu } from "../src/engine/webgpu/device.ts";
import { createWebgpuEngine } from "../src/engine/webgpu/engine.ts";
import {
  KNOWN_LOSSES,
  selfTestSpec,
  selfTestSteps,
  selfTestWeights,
} from "../src/engine/webgpu/self-test.ts";
import { openDawn } from "../workers/dawn.ts";
import { noisyWeights, smallCohort, smallSteps } from "./golden/small.ts";
import { Counters } from "./webgpu/counters.ts";

/** Dawn without a driver: validates shaders and calls, computes nothing. Null where it is not installed. */
const dawn = await openDawn(["backend=null"]).catch(() => null);

const seeds = (R: number) => Array.from({ length: R }, (_, i) => i);

const opened: Engine[] = [];
afterEach(() => {
  for (const engine of opened.splice(0)) engine.dispose();
});

async function open(): Promise<Engine> {
  const engine = await createWebgpuEngine({ gpu: dawn as GPU, selfTest: false });
  opened.push(engine);
  return engine;
}

test.runIf(process.env.CI)("the optional package webgpu is there, so that nothing is skipped", () => {
  expect(dawn).not.toBeNull();
});

suite("the self-test", () => {
  test("knows the losses of tfjs on cpu", async () => {
    const spec = selfTestSpec();
    const engine = await createTfjsEngine("cpu");
    const cohort = await engine.build(spec, [selfTestWeights(spec)]);
    await cohort.submit(selfTestSteps(spec));
    const losses = cohort.poll().map(({ loss }) => loss[0] as number);
    engine.dispose();
    expect(losses).toHaveLength(KNOWN_LOSSES.length);
    for (const [i, known] of KNOWN_LOSSES.entries()) expect(losses[i]).toBeCloseTo(known, 5);
    expect(KNOWN_LOSSES[4]).toBeLessThan((KNOWN_LOSSES[0] as number) - 0.1);
  });

  test.skipIf(!dawn)("refuses a device that computes nothing", async () => {
    await expect(createWebgpuEngine({ gpu: dawn as GPU })).rejects.toMatchObject({
      name: "EngineError",
      message: expect.stringMatching(
        /self-test on .*: expected the known losses of five steps, got: .*choose engine tfjs/,
      ),
    });
  });
});

suite.skipIf(!dawn)("on Dawn's null backend", () => {
  for (const nLayers of [2, 4]) {
    test(`L=${nLayers}, R=8: shaders are valid, at most 26·L + 15 dispatches and a submit a step, nothing created`, async () => {
      const engine = await open();
      const spec = smallCohort(8, { nLayers, dModel: 128, nHeads: 4, context: 64, vocabulary: 20 });
      const cohort = await engine.build(
        spec,
        seeds(8).map((seed) => noisyWeights(spec, seed)),
      );
      await cohort.submit(smallSteps(spec, seeds(8), 1, 1));
      const counters = new Counters();
      await cohort.submit(smallSteps(spec, seeds(8), 2, 2));
      const dispatches = counters.get("dispatchWorkgroups");
      expect(dispatches).toBeGreaterThanOrEqual(19 * nLayers + 12);
      expect(dispatches).toBeLessThanOrEqual(26 * nLayers + 15);
      expect(counters.get("submit")).toBe(1);
      for (let step = 3; step < 40; step++) await cohort.submit(smallSteps(spec, seeds(8), step, step));
      expect(counters.get("submit")).toBe(38);
      expect(counters.created).toBe(0);
      counters.end();
    });
  }

  test("tuning tries every variant in under two seconds, and can be switched off", async () => {
    const tuned = await open();
    expect(tuned.info.details.tuning).toBe("nothing to tune");
    const spec = smallCohort(1, { nLayers: 2, dModel: 128, nHeads: 4, context: 64, vocabulary: 20 });
    await tuned.build(spec, [noisyWeights(spec, 1)]);
    expect(tuned.info.details.tuning).toMatch(/^\d shape classes, timed in [01]\.\d s$/);
    const plain = await createWebgpuEngine({ gpu: dawn as GPU, selfTest: false, autotune: false });
    opened.push(plain);
    await plain.build(spec, [noisyWeights(spec, 1)]);
    expect(plain.info.details.tuning).toBe("defaults");
    expect(plain.info.details.products).toMatch(/NN .*NT .*TN /);
  });

  test("attention patterns: made at the first request, once, and freed with the cohort", async () => {
    const engine = await open();
    const counters = new Counters();
    const spec = smallCohort(2, { nLayers: 2 });
    const cohort = await engine.build(
      spec,
      seeds(2).map((seed) => noisyWeights(spec, seed)),
    );
    const tokens = new Int32Array(3 * 6);
    await cohort.submit(smallSteps(spec, seeds(2), 1, 1));
    const built = counters.get("createBuffer");
    await Promise.all([0, 1].map((replica) => cohort.attention(replica, tokens, 3)));
    const asked = counters.get("createBuffer");
    expect(asked).toBeGreaterThan(built);
    await cohort.submit(smallSteps(spec, seeds(2), 2, 4));
    await cohort.attention(1, tokens, 3);
    expect(counters.get("createBuffer")).toBe(asked);
    expect(counters.get("destroy")).toBe(0);
    cohort.dispose();
    await expect.poll(() => counters.get("destroy")).toBe(asked);
    counters.end();
  });

  test("a lost device ends what waits, and the next engine opens another", async () => {
    const engine = await open();
    const spec = smallCohort(1);
    const cohort = await engine.build(spec, [noisyWeights(spec, 1)]);
    const lost = new Promise<Error>((resolve) => engine.onLost(resolve));
    (await openGpu(dawn as GPU)).device.destroy();
    expect((await lost).message).toMatch(/expected the GPU device to stay, got its loss/);
    await expect(cohort.submit(smallSteps(spec, [1], 1, 1))).rejects.toBe(await lost);
    const next = await open();
    const again = await next.build(spec, [noisyWeights(spec, 1)]);
    await again.submit(smallSteps(spec, [1], 1, 1));
  });
});

suite("where there is no WebGPU", () => {
  test.each([
    ["no navigator.gpu", undefined, /expected a navigator.gpu, got none/],
    ["no adapter", { requestAdapter: async () => null }, /expected a WebGPU adapter, got none; update/],
    [
      "no device",
      {
        requestAdapter: async () => ({
          info: { vendor: "acme" },
          features: new Set(),
          limits: {},
          requestDevice: () => Promise.reject(new Error("too many devices")),
        }),
      },
      /expected a device of acme, got too many devices; reload/,
    ],
  ])("%s: an EngineError with a remedy", async (_, gpu, message) => {
    const error = await createWebgpuEngine({ gpu: gpu as unknown as GPU }).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: "EngineError", message: expect.stringMatching(message) });
  });
});
