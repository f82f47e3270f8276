import { expect, suite, test } from "vitest";
import { tensorOf } from "../src/engine/plan/layout.ts";
import { type Plan, planForward, planTraining, type TrainOptions } from "../src/engine/plan/plan.ts";
import type { Batch } from "../src/lib/batch.ts";
import {
  batchesOf,
  CASES,
  type Case,
  decode,
  errorOf,
  flatten,
  specOf,
  withoutKeyBias,
} from "./golden/compare.ts";
import { noisyWeights, smallCohort, smallSteps } from "./golden/small.ts";
import { readRing, readState, readVector, writeStep, writeWeights } from "./plan/host.ts";
import { allocate, dataNamed, type Memory } from "./plan/memory.ts";
import { replay } from "./plan/reference.ts";

const TOLERANCE = 1e-4;

/** A training plan with its memory and one weight vector per replica. */
function begin(
  given: Case,
  weights: readonly Float32Array[],
  options?: TrainOptions,
): { plan: Plan; memory: Memory } {
  const plan = planTraining({ ...specOf(given), replicas: weights.length }, options);
  const memory = allocate(plan);
  for (const [r, flat] of weights.entries()) writeWeights(plan, memory, r, flat);
  return { plan, memory };
}

/** The golden replica at place `at` of `replicas`; its neighbours begin elsewhere and see other batches. */
function goldenWeights(given: Case, replicas: number, at: number): Float32Array[] {
  const flat = flatten(specOf(given).model, given.weights);
  return Array.from({ length: replicas }, (_, r) => (r === at ? flat : flat.map((w) => w * (1 + 0.1 * r))));
}

/** Replays the golden steps for the replica at place `at`. */
function goldenSteps(
  given: Case,
  { plan, memory }: { plan: Plan; memory: Memory },
  at: number,
  steps: number,
): void {
  const batches = batchesOf(given);
  for (let i = 0; i < steps; i++) {
    const own = (r: number) => batches[(i + (r === at ? 0 : r + 1)) % batches.length] as Batch;
    const input = {
      learningRate: given.steps[i]?.learningRate as number,
      batches: Array.from({ length: plan.replicas }, (_, r) => own(r)),
    };
    writeStep(plan, memory, i, input);
    replay(plan, memory);
  }
}

function gradientErrors(given: Case, plan: Plan, memory: Memory, r: number): Record<string, number> {
  const flat = readVector(plan, memory, "gradients", r);
  const { parameters } = specOf(given).model;
  return Object.fromEntries(
    parameters.map((p) => {
      const got = withoutKeyBias(p, flat.subarray(p.offset, p.offset + p.size));
      const all = decode(given.gradients[p.name] as string);
      const largest = Math.max(...all.map(Math.abs));
      for (const key of got.keys) expect(Math.abs(key) / largest).toBeLessThan(1e-5);
      return [p.name, errorOf(got.rest, withoutKeyBias(p, all).rest)];
    }),
  );
}

function finalError(given: Case, plan: Plan, memory: Memory, r: number): number {
  const flat = readVector(plan, memory, "weights", r);
  const errors = specOf(given).model.parameters.map((p) => {
    const got = withoutKeyBias(p, flat.subarray(p.offset, p.offset + p.size)).rest;
    return errorOf(got, withoutKeyBias(p, decode(given.final[p.name] as string)).rest);
  });
  return Math.max(...errors);
}

const PLACES = [
  { replicas: 1, at: 0 },
  { replicas: 3, at: 1 },
] as const;

for (const given of CASES) {
  suite(`the plan, interpreted, against PyTorch: ${given.name}`, () => {
    test("logits of the forward plan", () => {
      const { model, batch } = specOf(given);
      const plan = planForward({ model, batch, context: given.shape.context, replicas: 1 });
      const memory = allocate(plan);
      writeWeights(plan, memory, 0, flatten(model, given.weights));
      dataNamed(memory, "inputs").set(batchesOf(given)[0]?.inputs as Int32Array);
      replay(plan, memory);
      expect(errorOf(dataNamed(memory, "logits"), decode(given.logits))).toBeLessThan(TOLERANCE);
    });

    for (const { replicas, at } of PLACES) {
      test(`loss and every gradient, as replica ${at} of ${replicas}`, () => {
        const started = begin(given, goldenWeights(given, replicas, at));
        goldenSteps(given, started, at, 1);
        const [loss] = readRing(started.plan, started.memory, 0, at);
        expect(errorOf([loss], [given.loss])).toBeLessThan(TOLERANCE);
        const errors = gradientErrors(given, started.plan, started.memory, at);
        for (const [name, error] of Object.entries(errors)) expect(error, name).toBeLessThan(TOLERANCE);
      });

      test(`ten AdamW steps, as replica ${at} of ${replicas}`, () => {
        const started = begin(given, goldenWeights(given, replicas, at), { stepsAhead: 3, ringLength: 16 });
        goldenSteps(given, started, at, 10);
        const { plan, memory } = started;
        const rows = given.steps.map((_, i) => readRing(plan, memory, i, at));
        const column = (key: 0 | 1) => rows.map((row) => row[key]);
        expect(
          errorOf(
            column(0),
            given.steps.map((s) => s.loss),
          ),
        ).toBeLessThan(TOLERANCE);
        expect(
          errorOf(
            column(1),
            given.steps.map((s) => s.gradNorm),
          ),
        ).toBeLessThan(TOLERANCE);
        expect(finalError(given, plan, memory, at)).toBeLessThan(TOLERANCE);
      });
    }

    test("the same to the bit alone and as one of three", () => {
      const alone = begin(given, goldenWeights(given, 1, 0));
      const beside = begin(given, goldenWeights(given, 3, 2));
      goldenSteps(given, alone, 0, 4);
      goldenSteps(given, beside, 2, 4);
      for (const name of ["weights", "m", "v", "gradients"]) {
        const [a, b] = [
          readVector(alone.plan, alone.memory, name, 0),
          readVector(beside.plan, beside.memory, name, 2),
        ];
        expect(Buffer.from(b.buffer).equals(Buffer.from(a.buffer)), name).toBe(true);
      }
      expect(readRing(beside.plan, beside.memory, 3, 2)).toEqual(readRing(alone.plan, alone.memory, 3, 0));
    });
  });
}

suite("a plan's options", () => {
  const given = CASES[0] as Case;
  const weights = (options: TrainOptions) => {
    const started = begin(given, goldenWeights(given, 2, 0), options);
    goldenSteps(given, started, 0, 3);
    return readVector(started.plan, started.memory, "weights", 0);
  };

  test("recomputing GELU and the steps ahead change no bit", () => {
    const standard = weights({});
    expect(weights({ recompute: false })).toEqual(standard);
    expect(weights({ stepsAhead: 1, ringLength: 1 })).toEqual(standard);
  });

  test("many partials and one give the same within rounding", () => {
    expect(errorOf(weights({ cutting: "serial" }), weights({}))).toBeLessThan(1e-5);
  });
});

suite("freezing", () => {
  const spec = smallCohort(3);
  const seeds = [1, 2, 3];
  const run = (poisoned: boolean, frozenByHost: number | null) => {
    const plan = planTraining(spec);
    const memory = allocate(plan);
    for (const [r, seed] of seeds.entries()) writeWeights(plan, memory, r, noisyWeights(spec, seed));
    if (poisoned) dataNamed(memory, "weights")[plan.layout.size + 5] = NaN;
    if (frozenByHost !== null) dataNamed(memory, "state")[4 * frozenByHost + 2] = 1;
    for (const [i, input] of smallSteps(spec, seeds, 1, 3).entries()) {
      writeStep(plan, memory, i, input);
      replay(plan, memory);
    }
    return { plan, memory };
  };
  const whole = run(false, null);

  test("a replica with a weight that is no number freezes before its first update, the others go on", () => {
    const { plan, memory } = run(true, null);
    expect(seeds.map((_, r) => readState(memory, r, "frozen"))).toEqual([0, 1, 0]);
    expect(seeds.map((_, r) => readState(memory, r, "updates"))).toEqual([3, 0, 3]);
    expect(seeds.map((_, r) => readState(memory, r, "cursor"))).toEqual([3, 3, 3]);
    expect(readRing(plan, memory, 2, 1)).toEqual([NaN, NaN]);
    expect(readVector(plan, memory, "m", 1).every((x) => x === 0)).toBe(true);
    for (const r of [0, 2]) {
      expect(readVector(plan, memory, "weights", r)).toEqual(readVector(plan, whole.memory, "weights", r));
      expect(readRing(plan, memory, 2, r)).toEqual(readRing(plan, whole.memory, 2, r));
    }
  });

  test("the host may freeze a replica; its ring says nothing from then on", () => {
    const { plan, memory } = run(false, 2);
    expect(readVector(plan, memory, "weights", 2)).toEqual(noisyWeights(spec, 3));
    expect(readRing(plan, memory, 0, 2)).toEqual([NaN, NaN]);
    expect(readVector(plan, memory, "weights", 0)).toEqual(readVector(plan, whole.memory, "weights", 0));
  });

  test("a gradient of a tensor can be read by its name's offset", () => {
    const { plan, memory } = whole;
    const { offset, size } = tensorOf(plan.layout, "ln_f.weight");
    const gradient = dataNamed(memory, "gradients").subarray(offset, offset + size);
    expect(gradient.some((g) => g !== 0)).toBe(true);
  });
});
