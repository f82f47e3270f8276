/** What a sweep will be before it is trained: parameters, FLOPs and memory, against what engines and summaries say. */
import { expect, suite, test } from "vitest";
import { layOut } from "../src/engine/wasm/memory.ts";
import { forwardPlan, trainingPlan } from "../src/engine/wasm/plans.ts";
import { trainingPlan as gpuTraining } from "../src/engine/webgpu/fit.ts";
import { forwardPlan as gpuForward } from "../src/engine/webgpu/inference.ts";
import { planBytes } from "../src/engine/webgpu/memory.ts";
import { PRESETS, presetOf, recipeOf } from "../src/recipe/presets.ts";
import { DEFAULT_RECIPE, type Recipe } from "../src/recipe/schema.ts";
import { createMixture } from "../src/tasks/mixture.ts";
import { cohortSpec, summarise } from "../src/train/prepare.ts";
import { costWords, sweepCost } from "../src/ui/view/cost.ts";

const INFO = { engine: "wasm", backend: "wasm", device: "", reason: "", details: {} } as const;

/** What the engines' own plans take for all widths of a recipe. */
function planned(recipe: Recipe, bytesOf: (spec: ReturnType<typeof cohortSpec>) => number): number {
  const mixture = createMixture(recipe, null);
  return recipe.widths.reduce((sum, width) => sum + bytesOf(cohortSpec(recipe, mixture, width)), 0);
}

suite("a sweep's size", () => {
  test("is what the trainer tells when it has built it", () => {
    for (const name of ["quick", "abilities", "induction-depth"]) {
      const recipe = recipeOf(presetOf(name)!);
      const { cohorts } = summarise(recipe, createMixture(recipe, null), null, INFO, [], false);
      const cost = sweepCost(recipe, false)!;
      const sum = (of: (one: (typeof cohorts)[number]) => number) =>
        cohorts.reduce((total, one) => total + of(one), 0) * recipe.seeds.length;
      expect(cost.all, name).toBe(sum((one) => one.parameters));
      expect(cost.flops, name).toBe(sum((one) => one.flopsPerToken * one.tokensPerStep) * recipe.steps);
      expect(cost.parameters.at(-1), name).toBe(Math.max(...cohorts.map((one) => one.parameters)));
    }
  });

  test.each(PRESETS.filter(({ override }) => !override.variants).map(({ name }) => name))(
    "the memory of %s is within a factor of two of what the engines plan",
    (name) => {
      const recipe = recipeOf(presetOf(name)!);
      const wasm = planned(recipe, (spec) => layOut(trainingPlan(spec), forwardPlan(spec)).bytes);
      const gpu = planned(recipe, (spec) => planBytes(gpuTraining(spec)) + planBytes(gpuForward(spec)));
      for (const ratio of [sweepCost(recipe, false)!.bytes / wasm, sweepCost(recipe, true)!.bytes / gpu]) {
        expect(ratio).toBeGreaterThan(0.5);
        expect(ratio).toBeLessThan(2);
      }
    },
  );

  test("grows with every edit that makes the sweep larger", () => {
    const before = sweepCost(DEFAULT_RECIPE, false)!;
    const larger: Partial<Recipe>[] = [
      { widths: [...DEFAULT_RECIPE.widths, 32] },
      { layers: 3 },
      { batch: 128 },
    ];
    for (const change of larger) {
      const after = sweepCost({ ...DEFAULT_RECIPE, ...change }, false)!;
      expect(after.flops, JSON.stringify(change)).toBeGreaterThan(before.flops);
      expect(after.bytes, JSON.stringify(change)).toBeGreaterThan(before.bytes);
    }
  });

  test("in words; of a file of one's own only the time's", () => {
    const machine = { speed: null, workers: 1 };
    expect(costWords(DEFAULT_RECIPE, machine)).toBe(
      "7.4 k parameters at width 16, 49 k in all · 453 GFLOPs · about 8.7 MB · time not measured yet",
    );
    const own = { ...DEFAULT_RECIPE, tasks: [{ name: "data", weight: 1 }] };
    expect(sweepCost(own, false)).toBeNull();
    expect(costWords(own, machine)).toBe("time told once training has begun");
  });
});
