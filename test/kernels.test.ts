import { expect, suite, test } from "vitest";
import { accessesOf } from "../src/engine/plan/access.ts";
import type { MatMul, Operation } from "../src/engine/plan/ops.ts";
import { planForward, planTraining } from "../src/engine/plan/plan.ts";
import { candidatesFor, defaultChoice, fits } from "../src/engine/webgpu/kernels/choice.ts";
import { type Capabilities, type Kernel, kernelsFor } from "../src/engine/webgpu/kernels/kernel.ts";
import type { ModelShape } from "../src/model/spec.ts";
import { smallCohort } from "./golden/small.ts";

const SOFTWARE: Capabilities = {
  software: true,
  subgroups: false,
  f16: false,
  maxWorkgroupSize: 256,
  maxWorkgroupStorage: 16384,
  maxWorkgroups: 65535,
};
const HARDWARE: Capabilities = { ...SOFTWARE, software: false };

const planOf = (shape: Partial<ModelShape>, R: number, batch: number) =>
  planTraining({ ...smallCohort(R, shape), batch });

const SHAPE = { dModel: 20, nHeads: 2, nLayers: 2, vocabulary: 33, context: 16 };

/** A product of any size, of which no memory is ever allocated. */
function product(rows: number, inner: number, columns: number): MatMul {
  const place = (buffer: string, elements: number) => ({ buffer, offset: 0, stride: elements });
  return {
    kind: "matMul",
    name: "product",
    a: place("a", rows * inner),
    b: place("b", inner * columns),
    transposed: false,
    bias: null,
    out: place("out", rows * columns),
    rows,
    inner,
    columns,
    alpha: 1,
    epilogue: { kind: "none" },
  };
}

/** Invocations in a workgroup, from the text. */
const sizeOf = ({ code }: Kernel): number => Number(/@workgroup_size\((\d+)\)/.exec(code)?.[1]);

suite("kernels of a plan", () => {
  const plans = [planOf(SHAPE, 3, 5), planForward({ ...smallCohort(1, SHAPE), batch: 2, context: 16 })];

  for (const caps of [SOFTWARE, HARDWARE]) {
    test(`bind what the plan says and no more than 8, software ${caps.software}`, () => {
      for (const plan of plans) {
        for (const op of plan.operations) checkBindings(op, kernelsFor(op, plan, caps));
      }
    });
  }

  function checkBindings(op: Operation, kernels: readonly Kernel[]): void {
    const accesses = accessesOf(op);
    const written = new Set(accesses.filter(({ mode }) => mode !== "read").map(({ place }) => place.buffer));
    const all = new Set(accesses.map(({ place }) => place.buffer));
    const bound = new Set<string>();
    for (const { bindings, offsets, code } of kernels) {
      expect(bindings.length).toBeLessThanOrEqual(8);
      expect(offsets.length).toBeLessThanOrEqual(4);
      const uniforms = offsets.length > 0 ? 1 : 0;
      expect(code.match(/@group\(0\) @binding/g)?.length).toBe(bindings.length + uniforms);
      expect(code.includes("var<uniform> offsets: vec4u")).toBe(uniforms === 1);
      expect(new Set(bindings.map(({ buffer }) => buffer)).size).toBe(bindings.length);
      for (const { buffer, access } of bindings) {
        bound.add(buffer);
        expect(all).toContain(buffer);
        if (access === "read_write") expect(written).toContain(buffer);
      }
    }
    for (const buffer of written) expect(bound).toContain(buffer);
  }

  test("have one key per text, and share pipelines between replicas' kernels of the same text", () => {
    const [plan] = plans;
    const kernels = plan!.operations.flatMap((op) => kernelsFor(op, plan!, SOFTWARE));
    const texts = new Map(kernels.map(({ key, code }) => [key, code]));
    for (const { key, code } of kernels) expect(texts.get(key)).toBe(code);
    expect(new Set(kernels.map(({ code }) => code)).size).toBe(texts.size);
  });

  test("are the same for every layer: a deeper model compiles nothing more", () => {
    const textsOf = (caps: Capabilities, nLayers: number) =>
      new Set(
        [planOf({ ...SHAPE, nLayers }, 3, 5), planOf({ ...SHAPE, nLayers, dModel: 64 }, 1, 40)].flatMap(
          (plan) => plan.operations.flatMap((op) => kernelsFor(op, plan, caps).map(({ key }) => key)),
        ),
      ).size;
    for (const caps of [SOFTWARE, HARDWARE]) {
      // reduceGradients and adamW know the count of blocks, and no other kernel how deep the model is
      expect(textsOf(caps, 4)).toBe(textsOf(caps, 2));
      expect(textsOf(caps, 2)).toBe(textsOf(caps, 1));
    }
  });

  test("keep barriers and workgroup memory away from software adapters", () => {
    for (const plan of plans) {
      for (const { code } of plan.operations.flatMap((op) => kernelsFor(op, plan, SOFTWARE))) {
        expect(code).not.toMatch(/workgroupBarrier|var<workgroup>/);
      }
    }
  });

  test("do not depend on the neighbours but for strides and the dispatch", () => {
    const [one, three] = [planOf(SHAPE, 1, 5), planOf(SHAPE, 3, 5)];
    for (const [i, op] of one.operations.entries()) {
      const [a, b] = [kernelsFor(op, one, HARDWARE), kernelsFor(three.operations[i]!, three, HARDWARE)];
      expect(b.map(({ variant }) => variant)).toEqual(a.map(({ variant }) => variant));
      expect(b.map(({ workgroups: [x, y] }) => [x, y])).toEqual(a.map(({ workgroups: [x, y] }) => [x, y]));
    }
  });
});

suite("dispatches", () => {
  test("cover the output for every variant", () => {
    for (const [rows, columns] of [
      [1, 1],
      [7, 5],
      [64, 64],
      [129, 65],
    ] as const) {
      const op = product(rows, 16, columns);
      for (const choice of [...candidatesFor(op, HARDWARE), ...candidatesFor(op, SOFTWARE)]) {
        const [kernel] = kernelsFor(op, { replicas: 2 }, HARDWARE, choice);
        const [x, y, z] = kernel!.workgroups;
        const perWorkgroup =
          choice.kind === "workgroup"
            ? choice.rows * choice.columns
            : sizeOf(kernel!) * choice.rows * choice.columns;
        expect(x * y * perWorkgroup).toBeGreaterThanOrEqual(rows * columns);
        expect(z).toBe(2);
      }
    }
  });

  test("are folded into two dimensions where one is too short", () => {
    const [kernel] = kernelsFor(product(3000, 4, 64), { replicas: 1 }, { ...SOFTWARE, maxWorkgroups: 100 });
    const [x, y] = kernel!.workgroups;
    expect(x).toBeLessThanOrEqual(100);
    expect(y).toBeGreaterThan(1);
    expect(x * y * 64 * 16).toBeGreaterThanOrEqual(3000 * 64);
    expect(kernel!.code).toContain(`workgroup.y * ${x}u`);
  });

  test("are cut where one would last too long, and the parts cover everything once", () => {
    const kernels = kernelsFor(product(65536, 1024, 4096), { replicas: 2 }, HARDWARE);
    expect(kernels.length).toBeGreaterThan(50);
    const work = 2 * 65536 * 1024 * 4096 * 2;
    expect(work / kernels.length).toBeLessThan(1.1e10);
    const total = kernels.reduce((sum, { workgroups: [x, y, z] }) => sum + x * y * z, 0);
    expect(total).toBeGreaterThanOrEqual((65536 / 64) * (4096 / 64) * 2);
    expect(new Set(kernels.map(({ key }) => key)).size).toBe(kernels.length);
  });
});

suite("choices", () => {
  test("offer three to five variants that fit, the default first", () => {
    for (const op of [product(1024, 64, 256), product(4096, 1024, 1024), product(1024, 8, 2)]) {
      for (const caps of [HARDWARE, SOFTWARE]) {
        const candidates = candidatesFor(op, caps);
        expect(candidates.length).toBeGreaterThanOrEqual(3);
        expect(candidates.length).toBeLessThanOrEqual(5);
        expect(candidates[0]).toEqual(defaultChoice(op, caps));
        for (const choice of candidates) expect(fits(choice, caps)).toBe(true);
      }
    }
  });

  test("leave out what the adapter's limits forbid", () => {
    const small = { ...HARDWARE, maxWorkgroupSize: 64, maxWorkgroupStorage: 4096 };
    for (const choice of candidatesFor(product(4096, 1024, 1024), small)) {
      expect(choice.kind === "register" || (choice.rows === 32 && choice.columns === 32)).toBe(true);
    }
  });
});
