import wasmUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { expect, suite, test } from "vitest";
import { openEngine, probe } from "../../src/engine/choose.ts";
import { createTfjsEngine } from "../../src/engine/tfjs/engine.ts";
import * as tf from "../../src/engine/tfjs/tf.ts";
import { noisyWeights, smallBatch, smallCohort, smallSteps } from "../golden/small.ts";

const wasmPaths = { "tfjs-backend-wasm.wasm": wasmUrl, "tfjs-backend-wasm-simd.wasm": simdUrl };

suite("choosing in the browser", () => {
  test("prefers WebAssembly to a software adapter and says so", async () => {
    const can = await probe();
    expect(can).toMatchObject({ wasm: true, simd: true });
    if (can.adapter?.hardware) return; // a machine with a GPU
    const engine = await openEngine({ engine: "auto", backend: "auto" }, { wasmPaths });
    expect(engine.info).toMatchObject({ backend: "wasm", device: "WebAssembly SIMD" });
    expect(engine.info.reason).toMatch(/WebAssembly computes/);
    expect(tf.env().getBool("WASM_HAS_MULTITHREAD_SUPPORT")).toBe(false);
    engine.dispose();
  });
});

suite("tfjs on webgpu", () => {
  test("repeats itself to the bit and keeps no tensors", async () => {
    const engine = await createTfjsEngine("webgpu");
    expect(tf.env().getBool("WEBGPU_CPU_FORWARD")).toBe(false);
    const spec = smallCohort();
    const weights = noisyWeights(spec, 1);
    const losses = [];
    for (let run = 0; run < 2; run++) {
      const cohort = await engine.build(spec, [weights]);
      await cohort.submit(smallSteps(spec, [1], 1, 2));
      const { numTensors } = tf.memory();
      await cohort.submit(smallSteps(spec, [1], 3, 6));
      await cohort.evaluate(0, smallBatch(spec, 1, 1));
      expect(tf.memory().numTensors).toBe(numTensors);
      losses.push(cohort.poll().map((output) => output.loss[0]));
      cohort.dispose();
    }
    expect(losses[0]).toHaveLength(6);
    expect(losses[1]).toEqual(losses[0]);
    engine.dispose();
  });

  // Last: the page has no device afterwards.
  test("tells of a lost device and computes nothing more", async () => {
    const engine = await createTfjsEngine("webgpu");
    const spec = smallCohort();
    const cohort = await engine.build(spec, [noisyWeights(spec, 1)]);
    const lost = new Promise<Error>((resolve) => engine.onLost(resolve));
    const running = cohort.submit(smallSteps(spec, [1], 1, 3));
    (tf.backend() as unknown as { device: GPUDevice }).device.destroy();
    const error = await lost;
    await expect(running).rejects.toBe(error);
    expect(error.name).toBe("EngineError");
    expect(error.message).toMatch(/The GPU was lost: expected the device to stay; got/);
    await expect(cohort.submit(smallSteps(spec, [1], 1, 1))).rejects.toBe(error);
    let late: Error | null = null;
    engine.onLost((again) => {
      late = again;
    });
    expect(late).toBe(error);
  });
});
