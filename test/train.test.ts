import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { openEngine } from "../src/engine/choose.ts";
import type { Cohort } from "../src/engine/engine.ts";
import { Rng } from "../src/lib/rng.ts";
import { initialWeights } from "../src/model/init.ts";
import type { TrainerEvent } from "../src/protocol.ts";
import { DEFAULT_RECIPE, type Recipe } from "../src/recipe/schema.ts";
import { createMixture } from "../src/tasks/mixture.ts";
import { Evaluation } from "../src/train/evaluate.ts";
import { cohortSpec } from "../src/train/prepare.ts";
import { Reporter } from "../src/train/reporter.ts";
import { Decoding } from "../src/train/sample.ts";
import { learningRate } from "../src/train/schedule.ts";
import { medianFill } from "./bench/batch.ts";

const recipeWith = (override: Partial<Recipe>): Recipe => ({ ...DEFAULT_RECIPE, ...override });

suite("learningRate", () => {
  const base = recipeWith({ steps: 100, warmup: 0.1, learningRate: 0.01 });

  test("rises linearly to the peak, then falls by cosine to a tenth of it", () => {
    expect(learningRate(base, 1)).toBeCloseTo(0.001, 12);
    expect(learningRate(base, 10)).toBe(0.01);
    expect(learningRate(base, 55)).toBeCloseTo(0.01 * 0.55, 12); // half-way: the mean of 1 and 0.1
    expect(learningRate(base, 100)).toBeCloseTo(0.001, 12);
  });

  test("linear and constant", () => {
    expect(learningRate({ ...base, schedule: "linear" }, 55)).toBeCloseTo(0.01 * 0.55, 12);
    expect(learningRate({ ...base, schedule: "linear" }, 32.5)).toBeCloseTo(0.01 * 0.775, 12);
    expect(learningRate({ ...base, schedule: "constant" }, 100)).toBe(0.01);
  });

  test("is positive and at most the peak at every step of every recipe", () => {
    const recipes = fc.record({
      steps: fc.integer({ min: 1, max: 1000 }),
      warmup: fc.double({ min: 0, max: 1, noNaN: true }),
      learningRate: fc.double({ min: 1e-6, max: 10, noNaN: true }),
      schedule: fc.constantFrom("cosine", "linear", "constant"),
    });
    fc.assert(
      fc.property(recipes, fc.double({ min: 0, max: 1, noNaN: true }), (recipe, at) => {
        const rate = learningRate(recipe, 1 + Math.floor(at * (recipe.steps - 1)));
        expect(rate).toBeGreaterThan(0);
        expect(rate).toBeLessThanOrEqual(recipe.learningRate * (1 + 1e-12));
      }),
    );
  });
});

suite("Reporter", () => {
  test("delivers at most every 100 ms, rows before the event that follows them, nothing lost", () => {
    let now = 0;
    const deliveries: { at: number; events: readonly TrainerEvent[] }[] = [];
    const reporter = new Reporter(
      (events) => deliveries.push({ at: now, events }),
      () => now,
    );
    for (let step = 1; step <= 100; step++) {
      reporter.row("w2-s0", "train", [step, 0, 0, 1, 1, 1]);
      if (step === 55) reporter.tell({ type: "done", run: "w2-s0" });
      now += 10;
      reporter.tick();
    }
    reporter.flush();
    const gaps = deliveries.slice(1, -1).map(({ at }, i) => at - (deliveries[i]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
    const events = deliveries.flatMap(({ events }) => events);
    const steps = events.flatMap((e) => (e.type === "rows" ? [...e.rows].filter((_, i) => i % 6 === 0) : []));
    expect(steps).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    const before = events.slice(
      0,
      events.findIndex((e) => e.type === "done"),
    );
    expect(before.flatMap((e) => (e.type === "rows" ? [...e.rows] : [])).at(-6)).toBe(55);
  });
});

/** A cohort of one untrained replica with random head weights, so that its answers vary. */
async function randomCohort(
  recipe: Recipe,
): Promise<{ cohort: Cohort; mixture: ReturnType<typeof createMixture> }> {
  const mixture = createMixture(recipe, null);
  const engine = await openEngine({ engine: "auto", backend: "wasm" });
  const spec = cohortSpec({ ...recipe, seeds: [0] }, mixture, 8);
  const rng = Rng.fromSeed(5);
  const weights = initialWeights(spec.model, rng).map((w) => w + 0.3 * rng.normal());
  return { cohort: await engine.build(spec, [weights]), mixture };
}

suite("Evaluation", () => {
  test("agrees with a plain count over the logits, in pieces of any size", async () => {
    const tasks = [
      { name: "copy", weight: 3 },
      { name: "parity", weight: 1 },
    ];
    const recipe = recipeWith({ tasks, evalSize: 20 });
    const { cohort, mixture } = await randomCohort(recipe);
    const V = mixture.vocabulary.length;
    const rows: number[][] = [];
    for (const size of [7, 64]) {
      const evaluation = new Evaluation(mixture, cohort, 0);
      for (const piece of evaluation.pieces(size)) await piece();
      rows.push(evaluation.row());
    }
    expect(rows[0]?.length).toBe(1 + 3 * 2);
    for (const [i, value] of (rows[0] ?? []).entries()) expect(value).toBeCloseTo(rows[1]?.[i] as number, 5);

    let weighted = 0;
    let weightedTokens = 0;
    for (const [index, share] of [0.75, 0.25].entries()) {
      const { batch, count } = mixture.heldOut(index);
      const logits = await cohort.predict(0, batch.inputs, count);
      let tokens = 0;
      let right = 0;
      let exact = 0;
      let logProb = 0;
      for (let row = 0; row < count; row++) {
        let allRight = true;
        for (let i = row * batch.T; i < (row + 1) * batch.T; i++) {
          if (batch.weights[i] === 0) continue;
          const at = Array.from(logits.subarray(i * V, (i + 1) * V));
          const target = batch.targets[i] as number;
          const hit = at.indexOf(Math.max(...at)) === target;
          tokens++;
          right += Number(hit);
          allRight &&= hit;
          logProb += (at[target] as number) - Math.log(at.reduce((sum, x) => sum + Math.exp(x), 0));
        }
        exact += Number(allRight);
      }
      weighted -= (share / count) * logProb;
      weightedTokens += (share / count) * tokens;
      const measured = rows[1]?.slice(1 + 3 * index, 4 + 3 * index);
      const counted = [exact / count, right / tokens, logProb / tokens];
      for (const [i, value] of counted.entries()) expect(measured?.[i]).toBeCloseTo(value, 4);
    }
    expect(rows[1]?.[0]).toBeCloseTo(weighted / weightedTokens, 4);
  });

  test("a greedy answer is right exactly where the forward pass says exact match", async () => {
    const { cohort, mixture } = await randomCohort(
      recipeWith({ tasks: [{ name: "parity", weight: 1 }], evalSize: 3 }),
    );
    const decoding = new Decoding(mixture, cohort, 0);
    for (const piece of decoding.pieces()) await piece();
    const samples = decoding.samples();
    const evaluation = new Evaluation(mixture, cohort, 0);
    for (const piece of evaluation.pieces(3)) await piece();
    expect(samples.filter((sample) => sample.right).length / 3).toBeCloseTo(evaluation.row()[1] as number, 6);
    for (const { answer, expected, right } of samples) expect(answer.join() === expected.join()).toBe(right);
  });
});

suite("cost and learning", () => {
  test("filling a batch takes at most 5 % of a step at width 8", async () => {
    const { cohort, mixture } = await randomCohort(DEFAULT_RECIPE);
    const { batch } = mixture.heldOut(0);
    const steps = Array.from({ length: 30 }, (_, i) => i + 1);
    const times: number[] = [];
    const input = {
      ...batch,
      B: 64,
      inputs: batch.inputs.slice(0, 64 * 16),
      targets: batch.targets.slice(0, 64 * 16),
      weights: batch.weights.slice(0, 64 * 16),
    };
    for (const step of steps) {
      const start = performance.now();
      await cohort.submit([{ step, learningRate: 0.001, batches: [input] }]);
      times.push(performance.now() - start);
    }
    const stepTime = times.sort((a, b) => a - b)[15] as number;
    expect(medianFill(DEFAULT_RECIPE)).toBeLessThan(0.05 * stepTime);
  });
});
