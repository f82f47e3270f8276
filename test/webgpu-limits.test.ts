/** What a GPU cannot do, asked of real devices: Dawn's null backend has limits, memory and a shader compiler. */
import { afterEach, expect, suite, test } from "vitest";
import type { Engine } from "../src/engine/engine.ts";
import { openGpu } from "../src/engine/webgpu/device.ts";
import { createWebgpuEngine } from "../src/engine/webgpu/engine.ts";
import { trainingPlan } from "../src/engine/webgpu/fit.ts";
import type { Kernel } from "../src/engine/webgpu/kernels/kernel.ts";
import { PlanMemory } from "../src/engine/webgpu/memory.ts";
import { pipelinesOf } from "../src/engine/webgpu/pipelines.ts";
import { openDawn } from "../workers/dawn.ts";
import { noisyWeights, smallCohort, smallSteps } from "./golden/small.ts";

const dawn = await openDawn(["backend=null"]).catch(() => null);

const opened: Engine[] = [];
afterEach(() => {
  for (const engine of opened.splice(0)) engine.dispose();
});

async function open(gpu: GPU = dawn as GPU): Promise<Engine> {
  const engine = await createWebgpuEngine({ gpu, selfTest: false });
  opened.push(engine);
  return engine;
}

/** The least that every WebGPU device has to allow. */
const LEAST: Record<string, number> = {
  maxBufferSize: 2 ** 28,
  maxStorageBufferBindingSize: 2 ** 27,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 16384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupSizeY: 256,
  maxComputeWorkgroupSizeZ: 64,
  maxComputeWorkgroupsPerDimension: 65535,
};

/** Dawn's adapter, allowing no more than the least: its devices are real, and hold to that. */
function weakest(): GPU {
  const requestAdapter = async () => {
    const adapter = (await (dawn as GPU).requestAdapter()) as GPUAdapter;
    const { info } = adapter;
    return { info, features: new Set(), limits: LEAST, requestDevice: adapter.requestDevice.bind(adapter) };
  };
  return { requestAdapter } as unknown as GPU;
}

const engineError = (message: RegExp) => ({ name: "EngineError", message: expect.stringMatching(message) });

/** 1,024 sequences of 64 tokens: (B·T, 4C) alone is 64 MiB at width 64. */
const large = (batch: number) => ({ ...smallCohort(1, { dModel: 64, nHeads: 4, context: 64 }), batch });

suite.skipIf(!dawn)("a device of the least limits", () => {
  test("is one, and every kernel of narrow and wide cohorts compiles and runs on it", async () => {
    const gpu = weakest();
    const engine = await open(gpu);
    expect(engine.info.details).toMatchObject({
      features: "none",
      maxBufferSize: String(2 ** 28),
      maxStorageBufferBindingSize: String(2 ** 27),
      maxComputeInvocationsPerWorkgroup: "256",
    });
    for (const [dModel, nHeads, vocabulary] of [
      [3, 1, 7],
      [24, 2, 33],
      [256, 4, 300],
    ] as const) {
      const spec = smallCohort(2, { dModel, nHeads, vocabulary, nLayers: 2, context: 40 });
      const cohort = await engine.build(spec, [noisyWeights(spec, 1), noisyWeights(spec, 2)]);
      await cohort.submit(smallSteps(spec, [1, 2], 1, 2));
      await cohort.drain();
    }
  });

  test("a binding beyond its limit is refused with numbers, before anything is built", async () => {
    const engine = await open(weakest());
    const spec = large(4096);
    const words =
      /width 64 with 1 seed and batch 4096 needs one buffer of 2\d\d MiB; expected at most 128 MiB.*lower batch/;
    expect(engine.refusal?.([spec])).toMatch(words);
    await expect(engine.build(spec, [noisyWeights(spec, 1)])).rejects.toMatchObject(engineError(words));
  });

  test("all widths together beyond what a GPU can be expected to have are refused with numbers", async () => {
    const engine = await open(weakest());
    const spec = large(1024);
    expect(engine.refusal?.([spec])).toBeNull();
    expect(engine.refusal?.(Array(9).fill(spec))).toMatch(
      /needs [\d,]+ MiB with all other widths; expected at most 1,024 MiB on this adapter; lower/,
    );
  });

  test("a buffer that it does not allow is an EngineError with its words, and leaves nothing behind", async () => {
    const gpu = await openGpu(weakest());
    const spec = large(8192);
    await expect(PlanMemory.allocate(gpu, trainingPlan(spec))).rejects.toMatchObject(
      engineError(
        /expected [\d,]+ MiB for width 64 with 1 seed, got: .*size .*536870912.*268435456.*lower batch/,
      ),
    );
    expect(gpu.watch.failure).toBeNull();
  });
});

/** A kernel with one buffer, as the families make them. */
function kernel(code: string, more: Partial<Kernel> = {}): Kernel {
  const bindings: Kernel["bindings"] = [{ buffer: "x", access: "read_write" }];
  const [label, variant] = ["h.0.ln_1", "by hand"];
  return { label, variant, code, bindings, offsets: [], workgroups: [1, 1, 1], key: code, ...more };
}

const wgsl = (head: string, size: number, body: string) =>
  `@group(0) @binding(0) var<storage, read_write> x: array<f32>;\n${head}\n@compute @workgroup_size(${size})\nfn main() { ${body} }`;

suite.skipIf(!dawn)("a kernel that the device does not take", () => {
  test.each([
    ["text that is no shader", kernel("fn main( {"), /shader that compiles, got: .*(error|expected).*choose/],
    [
      "too many invocations in a workgroup",
      kernel(wgsl("", 4096, "x[0] = 1;")),
      /shader that compiles, got: .*4096.*\d+.*choose engine tfjs/,
    ],
    [
      "too much workgroup memory",
      kernel(wgsl("var<workgroup> w: array<f32, 20000>;", 1, "w[0] = 1; x[0] = w[0];")),
      /shader that compiles, got: .*80000.*16384.*choose engine tfjs/,
    ],
    [
      "too many workgroups in a row",
      kernel(wgsl("", 1, "x[0] = 1;"), { workgroups: [70_000, 1, 1] }),
      /expected at most 65535 workgroups in a row, got 70000 \(this adapter's limit\); lower batch/,
    ],
    [
      "too many storage buffers",
      kernel(wgsl("", 1, "x[0] = 1;"), {
        bindings: Array.from({ length: 9 }, () => ({ buffer: "x", access: "read" as const })),
      }),
      /expected at most 8 storage buffers, got 9 .*lower batch, context or width/,
    ],
  ])("%s: an EngineError that names it, and the device goes on", async (_, refused, message) => {
    const gpu = await openGpu(weakest());
    const where = new RegExp(`webgpu engine, h\\.0\\.ln_1.*${message.source}`);
    await expect(pipelinesOf(gpu).get(refused)).rejects.toMatchObject(engineError(where));
    await expect(pipelinesOf(gpu).get(kernel(wgsl("", 64, "x[0] = 1;")))).resolves.toBeDefined();
    expect(gpu.watch.failure).toBeNull();
  });
});

/** Takes nearly all memory that there is, in ever smaller pieces. */
function fill(device: GPUDevice): GPUBuffer[] {
  device.pushErrorScope("out-of-memory");
  const buffers: GPUBuffer[] = [];
  for (let size = 2 ** 28; size >= 16; size /= 2) {
    for (let i = 0; i < 2; i++) buffers.push(device.createBuffer({ size, usage: GPUBufferUsage.STORAGE }));
  }
  void device.popErrorScope();
  return buffers;
}

suite.skipIf(!dawn)("too little GPU memory", () => {
  // Dawn's null backend has 512 MiB, and says so only when they are gone.
  test("at build: the estimate and a remedy, and what was allocated is given back", async () => {
    const engine = await open();
    const spec = large(2048);
    expect(engine.refusal?.([spec])).toBeNull();
    for (let again = 0; again < 2; again++) {
      await expect(engine.build(spec, [noisyWeights(spec, 1)])).rejects.toMatchObject(
        engineError(
          /expected [5-9]\d\d MiB for width 64 with 1 seed, got: too little GPU memory; lower batch/,
        ),
      );
    }
    const smaller = large(1500);
    const cohort = await engine.build(smaller, [noisyWeights(smaller, 1)]);
    await cohort.submit(smallSteps(smaller, [1], 1, 1));
    await cohort.drain();
    expect(cohort.poll()).toHaveLength(1);
  });

  test("for attention patterns: their request fails, the training goes on, and a later request succeeds", async () => {
    const engine = await open();
    const spec = smallCohort(1);
    const cohort = await engine.build(spec, [noisyWeights(spec, 1)]);
    const { device, watch } = await openGpu(dawn as GPU);
    const room = fill(device);
    await expect(cohort.attention(0, new Int32Array(6), 1)).rejects.toMatchObject(
      engineError(/got: too little GPU memory; lower batch/),
    );
    await cohort.submit(smallSteps(spec, [1], 1, 1));
    await cohort.drain();
    expect(cohort.poll()).toHaveLength(1);
    expect(watch.failure).toBeNull();
    for (const buffer of room) buffer.destroy();
    expect(await cohort.attention(0, new Int32Array(6), 1)).toHaveLength(2 * 6 * 6);
  });

  test("while it works: told once with a remedy, and the next engine opens another device", async () => {
    const engine = await open();
    const small = smallCohort(1);
    const cohort = await engine.build(small, [noisyWeights(small, 1)]);
    const told = new Promise<Error>((resolve) => engine.onLost(resolve));
    const { device } = await openGpu(dawn as GPU);
    const buffers = [0, 1, 2].map(() =>
      device.createBuffer({ size: 2 ** 28, usage: GPUBufferUsage.STORAGE }),
    );
    expect(await told).toMatchObject(engineError(/got: too little GPU memory; lower batch, context, seeds/));
    await expect(cohort.submit(smallSteps(small, [1], 1, 1))).rejects.toBe(await told);
    for (const buffer of buffers) buffer.destroy();
    const next = await open();
    expect((await openGpu(dawn as GPU)).device).not.toBe(device);
    await (await next.build(small, [noisyWeights(small, 1)])).submit(smallSteps(small, [1], 1, 1));
  });
});

suite.skipIf(!dawn)("a device lost while a cohort is built", () => {
  test("ends the build with its name, and the next engine opens another device", async () => {
    const engine = await open();
    const spec = smallCohort(1, { dModel: 10 });
    const building = engine.build(spec, [noisyWeights(spec, 1)]);
    const ends = expect(building).rejects.toMatchObject(
      engineError(/got its loss .*start the training again/),
    );
    (await openGpu(dawn as GPU)).device.destroy();
    await ends;
    const next = await open();
    await (await next.build(spec, [noisyWeights(spec, 1)])).submit(smallSteps(spec, [1], 1, 1));
  });
});
