import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { runPlan } from "../src/cli/plan.ts";
import { type Access, accessesOf } from "../src/engine/plan/access.ts";
import { type GradientPlace, partialStart } from "../src/engine/plan/buffers.ts";
import { totalsOf } from "../src/engine/plan/cost.ts";
import { BLOCK, pad, parameterLayout, tensorOf, unpad } from "../src/engine/plan/layout.ts";
import { intervalsOf, overlap } from "../src/engine/plan/liveness.ts";
import { type Plan, planForward, planTraining, type TrainOptions } from "../src/engine/plan/plan.ts";
import { printPlan } from "../src/engine/plan/print.ts";
import { cut } from "../src/engine/plan/splits.ts";
import { flopsPerToken } from "../src/model/count.ts";
import { type ModelShape, modelSpec } from "../src/model/spec.ts";
import { smallCohort } from "./golden/small.ts";

/** The step that research/webgpu-performance.md measured tfjs with. */
const G4: ModelShape = {
  vocabulary: 256,
  context: 64,
  dModel: 128,
  nHeads: 4,
  nLayers: 4,
  parametrisation: "mup",
  baseWidth: 32,
};

function train(shape: Partial<ModelShape>, R = 1, B = 8, options: TrainOptions = {}): Plan {
  return planTraining({ ...smallCohort(R, { ...G4, ...shape }), batch: B }, options);
}

const forwardOf = (shape: Partial<ModelShape>, R = 1, B = 8): Plan => {
  const model = modelSpec({ ...G4, ...shape });
  return planForward({ model, replicas: R, batch: B, context: model.shape.context });
};

/** Sizes of any plan, of both kinds; a counterexample shows them and not the whole plan. */
const sizes = fc.record({
  H: fc.integer({ min: 1, max: 4 }),
  D: fc.integer({ min: 1, max: 9 }),
  L: fc.integer({ min: 1, max: 4 }),
  V: fc.integer({ min: 1, max: 70 }),
  T: fc.integer({ min: 1, max: 40 }),
  B: fc.integer({ min: 1, max: 60 }),
  R: fc.integer({ min: 1, max: 5 }),
  kind: fc.constantFrom("parallel", "serial", "forward"),
  recompute: fc.boolean(),
});

type Sizes = typeof sizes extends fc.Arbitrary<infer S> ? S : never;

function planOf({ H, D, L, V, T, B, R, kind, recompute }: Sizes): Plan {
  const shape = { dModel: H * D, nHeads: H, nLayers: L, vocabulary: V, context: T };
  if (kind === "forward") return forwardOf(shape, R, B);
  return train(shape, R, B, { recompute, cutting: kind === "serial" ? "serial" : "parallel" });
}

/** Holds `check` to be true of plans of any size. */
const ofAnyPlan = (check: (plan: Plan) => void, numRuns = 100): void =>
  fc.assert(
    fc.property(sizes, (given) => check(planOf(given))),
    { numRuns },
  );

const bufferOf = (plan: Plan, name: string) => {
  const found = plan.buffers.find((buffer) => buffer.name === name);
  if (!found) throw new Error(`expected a buffer ${name}`);
  return found;
};

/** The memory that an operand lies in: its slot, or its buffer. */
const memoryOf = (plan: Plan, { place }: Access): string => {
  const { slot, name } = bufferOf(plan, place.buffer);
  return slot === null ? name : `slot ${slot}`;
};

const isGradient = (place: Access["place"]): place is GradientPlace => "splits" in place;

/** The end of an operand for the last replica (and the last step ahead). */
function endOf(plan: Plan, { place, elements }: Access): number {
  const r = plan.replicas - 1;
  if (isGradient(place)) return partialStart(place, r, place.splits - 1) + elements / place.splits;
  const steps = "steps" in place ? (place.steps - 1) * place.stepStride : 0;
  return steps + place.offset + r * place.stride + elements;
}

suite("how many operations a step is", () => {
  for (const L of [2, 4]) {
    test(`L ${L} with eight replicas: at most 26·L + 15`, () => {
      const plan = train({ nLayers: L }, 8);
      expect(plan.operations.length).toBeLessThanOrEqual(26 * L + 15);
      expect(plan.operations).toHaveLength(19 * L + 12);
      expect(plan.operations.filter(({ kind }) => kind === "adamW")).toHaveLength(1);
      expect(train({ nLayers: L }, 1).operations).toHaveLength(19 * L + 12);
    });
  }

  test("a forward pass: 7·L + 4", () => {
    expect(forwardOf({}).operations).toHaveLength(7 * 4 + 4);
  });

  test("no operation needs more than the eight storage buffers that every WebGPU device has", () => {
    for (const plan of [train({}, 8), forwardOf({}, 8)]) {
      for (const op of plan.operations) {
        const memories = new Set(accessesOf(op).map((access) => memoryOf(plan, access)));
        expect(memories.size, op.name).toBeLessThanOrEqual(8);
      }
    }
  });
});

suite("what a step costs", () => {
  test("its products are those of the project's FLOP formula", () => {
    for (const shape of [{}, { dModel: 6, nHeads: 3, vocabulary: 17, context: 7 }]) {
      const plan = train(shape, 3, 5);
      const tokens = 3 * 5 * plan.context;
      expect(totalsOf(plan).flops).toBe(tokens * flopsPerToken(plan.shape));
    }
  });

  test("a fifth of the 212 MB that tfjs allocates for the same step", () => {
    expect(totalsOf(train({}, 1, 8)).total).toBeLessThan(212e6 / 5);
  });

  test("activations take little more than what is needed at once, and far less than all of them", () => {
    const { slots, peak, unshared } = totalsOf(train({}, 8));
    expect(slots).toBeLessThan(1.1 * peak);
    expect(slots).toBeLessThan(0.6 * unshared);
    const scoring = totalsOf(forwardOf({}, 8));
    expect(scoring.slots).toBeLessThan(0.2 * scoring.unshared);
  });

  test("keeping GELU's output costs memory", () => {
    const kept = totalsOf(train({}, 1, 8, { recompute: false }));
    expect(totalsOf(train({}, 1, 8)).slots).toBeLessThan(0.85 * kept.slots);
  });
});

suite("the memory of any plan", () => {
  test("no two activations that are needed at once share a slot", () => {
    ofAnyPlan((plan) => {
      const intervals = intervalsOf(plan.operations);
      const slotted = plan.buffers.flatMap((buffer) => {
        const interval = intervals.get(buffer.name);
        return buffer.slot === null || !interval ? [] : [{ ...buffer, interval }];
      });
      for (const [i, a] of slotted.entries()) {
        expect(a.length).toBeLessThanOrEqual(plan.slots[a.slot as number] as number);
        for (const b of slotted.slice(i + 1)) {
          expect(a.slot === b.slot && overlap(a.interval, b.interval)).toBe(false);
        }
      }
    });
  });

  test("every activation has a slot, and is written before it is read", () => {
    ofAnyPlan((plan) => {
      const written = new Set<string>();
      for (const op of plan.operations) {
        for (const { mode, place } of accessesOf(op)) {
          const { role, slot } = bufferOf(plan, place.buffer);
          if (role !== "activation") continue;
          expect(slot).not.toBeNull();
          if (mode === "write") written.add(place.buffer);
          else expect(written.has(place.buffer), `${op.name}: ${place.buffer}`).toBe(true);
        }
      }
    });
  });

  test("no operation reads and writes the same memory, but in place", () => {
    ofAnyPlan((plan) => {
      for (const op of plan.operations) {
        const accesses = accessesOf(op);
        const read = new Set(
          accesses.filter(({ mode }) => mode === "read").map((access) => memoryOf(plan, access)),
        );
        for (const access of accesses.filter(({ mode }) => mode !== "read")) {
          expect(read.has(memoryOf(plan, access)), `${op.name}: ${access.operand}`).toBe(false);
        }
      }
    });
  });

  test("every operand lies within its buffer", () => {
    ofAnyPlan((plan) => {
      for (const op of plan.operations) {
        for (const access of accessesOf(op)) {
          if (op.kind === "reduceGradients" && access.operand === "gradients") continue; // by its table
          const { length } = bufferOf(plan, access.place.buffer);
          expect(endOf(plan, access), `${op.name}: ${access.operand}`).toBeLessThanOrEqual(length);
        }
      }
    });
  });

  test("the partials of all gradients are apart, and fill their buffer", () => {
    ofAnyPlan((plan) => {
      if (plan.kind === "forward") return;
      const taken = new Uint8Array(bufferOf(plan, "gradients").length);
      for (const { place, elements } of plan.operations.flatMap(accessesOf)) {
        if (!isGradient(place)) continue;
        for (let r = 0; r < plan.replicas; r++) {
          for (let s = 0; s < place.splits; s++) {
            const start = partialStart(place, r, s);
            const end = start + elements / place.splits;
            for (let i = start; i < end; i++) taken[i] = (taken[i] as number) + 1;
          }
        }
      }
      expect(taken.every((n) => n <= 1)).toBe(true);
      const parameters = plan.replicas * plan.layout.unpadded;
      expect(taken.reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(parameters);
    }, 30);
  });

  test("the blocks cover every parameter once, and no gap", () => {
    ofAnyPlan((plan) => {
      if (plan.kind === "forward") return;
      const { values } = bufferOf(plan, "blocks");
      const covered = new Uint8Array(plan.layout.size);
      const words = values as readonly number[];
      for (let j = 0; j < words.length; j += BLOCK.words) {
        const start = words[j + BLOCK.start] as number;
        const count = words[j + BLOCK.count] as number;
        for (let i = start; i < start + count; i++) covered[i] = (covered[i] as number) + 1;
      }
      const flat = new Float32Array(plan.layout.unpadded).fill(1);
      const expected = new Float32Array(plan.layout.size);
      pad(plan.layout, flat, expected);
      expect([...covered]).toEqual([...expected]);
    }, 30);
  });
});

suite("a plan as data", () => {
  test("is the same every time, and survives JSON", () => {
    ofAnyPlan((plan) => {
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    }, 20);
    expect(JSON.stringify(train({}, 8))).toBe(JSON.stringify(train({}, 8)));
  });

  test("cuts sums in the same way whatever R", () => {
    const cuts = (R: number) =>
      train({ dModel: 12, nHeads: 3 }, R, 50).operations.map((op) =>
        Object.entries(op)
          .filter(
            ([key]) =>
              /^(split|block|rows|element|inner)/.test(key) && key !== "elements" && key !== "blocks",
          )
          .concat(
            accessesOf(op).flatMap(({ operand, place }) =>
              isGradient(place) ? [[operand, place.splits]] : [],
            ),
          ),
      );
    expect(cuts(8)).toEqual(cuts(1));
  });

  test("has a finite logarithm for a beta of 0", () => {
    const { optimiser, ...rest } = smallCohort();
    const plan = planTraining({ ...rest, optimiser: { ...optimiser, beta1: 0 } });
    expect(plan.operations.find(({ kind }) => kind === "finalise")).toMatchObject({ logBeta1: -100 });
  });

  test("names every operation once", () => {
    const names = train({}).operations.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("cuts rows into runs that cover them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 100 }), (count, wanted) => {
        const { splits, run } = cut(count, wanted, 64, 32);
        expect(splits).toBeLessThanOrEqual(32);
        expect(splits * run).toBeGreaterThanOrEqual(count);
        expect((splits - 1) * run).toBeLessThan(count);
      }),
    );
  });

  test("puts every tensor at 16 bytes and every replica at 256, and back", () => {
    const model = modelSpec({ ...G4, dModel: 7, nHeads: 7, vocabulary: 5 });
    const layout = parameterLayout(model);
    expect(layout.size % 64).toBe(0);
    for (const { offset } of layout.tensors) expect(offset % 4).toBe(0);
    const flat = Float32Array.from({ length: model.size }, (_, i) => i + 1);
    const padded = new Float32Array(layout.size);
    pad(layout, flat, padded);
    expect(unpad(layout, padded)).toEqual(flat);
    expect(padded[tensorOf(layout, "wpe.weight").offset]).toBe(5 * 7 + 1);
  });

  test("says what is wrong with its sizes", () => {
    expect(() => train({}, 0)).toThrow(/replicas: expected a whole number from 1, got 0/);
    expect(() => train({}, 1, 1.5)).toThrow(/batch: expected a whole number from 1, got 1.5/);
    expect(() => train({}, 1, 1, { context: 65 })).toThrow(/from 1 to 64 \(the model's context\), got 65/);
    expect(() => tensorOf(parameterLayout(modelSpec(G4)), "wte")).toThrow(/got wte/);
    expect(() => unpad(parameterLayout(modelSpec(G4)), new Float32Array(3))).toThrow(/got 3/);
  });
});

suite("a plan in print", () => {
  test("has a line for every operation, buffer and slot, and the sums", () => {
    const plan = train({}, 8);
    const text = printPlan(plan);
    for (const { name } of plan.operations) expect(text).toContain(` ${name} `);
    for (const { name } of plan.buffers) expect(text).toContain(name);
    expect(text).toContain("Training step: L 4, C 128, H 4, V 256, T 64, B 8, R 8 (mup)");
    expect(text).toContain("88 operations");
    expect(text).not.toMatch(/NaN|undefined/);
  });

  const told = (...argv: string[]) => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = runPlan(argv, { write: (text) => out.push(text) }, { write: (text) => err.push(text) });
    return { code, out: out.join(""), err: err.join("") };
  };

  test("comes from the command line with a recipe's flags", () => {
    const { code, out } = told("--widths", "8,16", "--seeds", "0,1,2", "--layers", "1", "--tasks", "sort");
    expect(code).toBe(0);
    expect(out.match(/Training step: L 1, C (8|16), .* R 3/g)).toHaveLength(2);
    expect(out.match(/Forward pass/g)).toHaveLength(2);
  });

  test("comes as JSON", () => {
    const lines = told("--widths", "8", "--json").out.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).kind)).toEqual(["train", "forward"]);
  });

  test("tells wrong flags and what it cannot plan", () => {
    expect(told("--widht", "8")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("--widths"),
    });
    expect(told("--widths", "6", "--heads", "4").err).toMatch(/heads: 4 does not divide/);
    expect(told("--data", "a.txt").err).toMatch(/leave --data out/);
    expect(told("--help").out).toMatch(/npm run -s plan/);
  });
});
