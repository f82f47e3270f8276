import { afterAll, beforeAll, expect, suite, test } from "vitest";
import type { Operation } from "../../src/engine/plan/ops.ts";
import { type Plan, planForward, planTraining } from "../../src/engine/plan/plan.ts";
import {
  candidatesFor,
  type GemmChoice,
  type RegisterChoice,
  type WorkgroupChoice,
} from "../../src/engine/webgpu/kernels/choice.ts";
import { type Capabilities, kernelsFor } from "../../src/engine/webgpu/kernels/kernel.ts";
import type { ModelShape } from "../../src/model/spec.ts";
import { smallCohort } from "../golden/small.ts";
import { type Deviation, lockstep } from "../kernels/lockstep.ts";

/** Largest difference ÷ largest entry, of sums of up to a thousand terms in float32. */
const TOLERANCE = 1e-5;

const SOFTWARE: Capabilities = {
  software: true,
  subgroups: false,
  f16: false,
  maxWorkgroupSize: 256,
  maxWorkgroupStorage: 16384,
  maxWorkgroups: 65535,
};
const HARDWARE: Capabilities = { ...SOFTWARE, software: false };

/** C, H, V, T, B, R, L. */
type Sizes = readonly [number, number, number, number, number, number, number];

const SIZES: readonly Sizes[] = [
  [1, 1, 2, 1, 40, 1, 1],
  [2, 1, 17, 7, 20, 3, 1],
  [3, 1, 1, 16, 2, 3, 1],
  [5, 1, 5, 5, 30, 2, 1],
  [6, 2, 65, 7, 5, 3, 1],
  [12, 2, 17, 16, 5, 1, 2],
  [20, 2, 65, 16, 9, 3, 1],
  [32, 2, 48, 16, 20, 1, 1],
  [64, 4, 65, 16, 2, 3, 1],
];

let device: GPUDevice;
beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error("no WebGPU adapter in this browser");
  const requiredFeatures = (["subgroups"] as const).filter((feature) => adapter.features.has(feature));
  device = await adapter.requestDevice({ requiredFeatures });
});
afterAll(() => device.destroy());

function cohortOf([dModel, nHeads, vocabulary, context, batch, R, nLayers]: Sizes) {
  const shape: Partial<ModelShape> = { dModel, nHeads, vocabulary, context, nLayers };
  return { ...smallCohort(R, shape), batch };
}

const trainingPlan = (sizes: Sizes): Plan => planTraining(cohortOf(sizes), { stepsAhead: 3, ringLength: 7 });

const isProduct = ({ kind }: Operation): boolean => kind === "matMul" || kind === "weightGradient";

/** Where the result is what is left of much larger numbers: LayerNorm's gradient with C = 2, p·(dOut·v − delta). */
function toleranceOf({ variant }: Deviation, [C]: Sizes): number {
  if (variant.startsWith("attention dQ")) return 3 * TOLERANCE;
  return C === 2 && variant.startsWith("layerNorm gradient") ? 10 * TOLERANCE : TOLERANCE;
}

function expectClose(deviations: readonly Deviation[], sizes: Sizes): void {
  expect(deviations.length).toBeGreaterThan(0);
  expect(deviations.filter((found) => !(found.error <= toleranceOf(found, sizes)))).toEqual([]);
}

suite("kernels without barriers agree with the interpreter", () => {
  for (const sizes of SIZES) {
    test(`C H V T B R L = ${sizes.join(" ")}`, async () => {
      expectClose(await lockstep(device, trainingPlan(sizes), { caps: SOFTWARE }), sizes);
      const { model, replicas, batch } = cohortOf(sizes);
      const forward = planForward({ model, replicas, batch, context: model.shape.context });
      expectClose(await lockstep(device, forward, { caps: SOFTWARE }), sizes);
      const keeping = planTraining(cohortOf(sizes), { recompute: false });
      expectClose(await lockstep(device, keeping, { caps: SOFTWARE, only: isProduct }), sizes);
    });
  }
});

suite("kernels for hardware agree with the interpreter", () => {
  const few: readonly Sizes[] = [
    [20, 2, 65, 7, 2, 3, 1],
    [64, 4, 40, 5, 3, 2, 1],
  ];
  for (const sizes of few) {
    test(`C H V T B R L = ${sizes.join(" ")}`, async () => {
      const only = (op: Operation): boolean => !isProduct(op);
      expectClose(await lockstep(device, trainingPlan(sizes), { caps: HARDWARE, only }), sizes);
    });
  }
});

suite("variants of the matrix products agree with the interpreter", () => {
  const register = (rows: number, columns: number): RegisterChoice => ({ kind: "register", rows, columns });
  const workgroup = (shape: Omit<WorkgroupChoice, "kind">): WorkgroupChoice => ({
    kind: "workgroup",
    ...shape,
  });
  const choices: readonly GemmChoice[] = [
    register(1, 4),
    register(2, 8),
    register(8, 8),
    workgroup({ rows: 16, columns: 8, perRow: 8, perColumn: 4, depth: 8 }),
    workgroup({ rows: 16, columns: 16, perRow: 4, perColumn: 4, depth: 4 }),
    workgroup({ rows: 24, columns: 16, perRow: 8, perColumn: 8, depth: 12 }),
  ];
  const few: readonly Sizes[] = [
    [3, 1, 5, 7, 3, 2, 1],
    [20, 2, 17, 7, 4, 2, 1],
    [36, 2, 33, 4, 4, 1, 1],
  ];
  for (const choice of choices) {
    test(`${choice.kind} ${choice.rows}x${choice.columns}`, async () => {
      // Barriers are slow on the software adapter that tests run on.
      for (const sizes of choice.kind === "register" ? few : few.slice(0, 2)) {
        const options = { caps: HARDWARE, choice, only: isProduct };
        expectClose(await lockstep(device, trainingPlan(sizes), options), sizes);
      }
    });
  }

  test("register 8x4 with quads, where the adapter has subgroups", async ({ skip }) => {
    skip(!device.features.has("subgroups"), "no subgroups");
    const caps = { ...SOFTWARE, subgroups: true };
    for (const sizes of [
      [16, 2, 32, 8, 5, 2, 1],
      [20, 2, 16, 7, 4, 1, 1],
    ] as const) {
      const deviations = await lockstep(device, trainingPlan(sizes), { caps, only: isProduct });
      expectClose(deviations, sizes);
      expect(deviations.filter(({ variant }) => variant.endsWith("quads")).length).toBeGreaterThan(3);
    }
  });

  test("every candidate is valid WGSL", async () => {
    const plan = trainingPlan([128, 4, 160, 4, 8, 1, 1]);
    for (const op of plan.operations) {
      if (op.kind !== "matMul" && op.kind !== "weightGradient") continue;
      for (const choice of candidatesFor(op, HARDWARE)) {
        const [kernel] = kernelsFor(op, plan, HARDWARE, choice);
        const module = device.createShaderModule({ code: kernel?.code ?? "" });
        expect((await module.getCompilationInfo()).messages.map(({ message }) => message)).toEqual([]);
      }
    }
  });
});
