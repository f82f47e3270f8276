/** How long training will take: the arithmetic, the words, and the model of costs against a real machine. */
import { expect, suite, test } from "vitest";
import {
  FITTED,
  forwardCost,
  type Speed,
  type StepSize,
  secondsOf,
  speedFrom,
  stepCost,
} from "../src/analysis/cost.ts";
import { sweepSeconds } from "../src/analysis/estimate.ts";
import { presetOf, recipeOf } from "../src/recipe/presets.ts";
import { DEFAULT_RECIPE, type Recipe } from "../src/recipe/schema.ts";
import { createMixture } from "../src/tasks/mixture.ts";
import { mixtureSize } from "../src/tasks/size.ts";
import { measureSpeed, timeSteps } from "../src/train/measure.ts";
import { roughly } from "../src/ui/format.ts";
import { recommended, secondsOn, timeWords } from "../src/ui/view/estimate.ts";
import { measuring, openHere } from "./bench/estimate.ts";

const SIZE: StepSize = {
  layers: 2,
  width: 8,
  heads: 2,
  vocabulary: 17,
  context: 16,
  batch: 64,
  replicas: 1,
};
const WIDE = { ...SIZE, width: 64 };

suite("costs", () => {
  test("grow with every size, and seeds and sequences count in proportion", () => {
    const seconds = (size: StepSize) => secondsOf(stepCost(size), FITTED);
    for (const key of ["layers", "width", "vocabulary", "context", "batch", "replicas"] as const) {
      expect(seconds({ ...SIZE, [key]: 2 * SIZE[key] }), key).toBeGreaterThan(seconds(SIZE) * 1.001);
    }
    expect(seconds({ ...SIZE, replicas: 3 })).toBeCloseTo(3 * seconds(SIZE), 12);
    expect(seconds({ ...SIZE, batch: 640 })).toBeCloseTo(10 * seconds(SIZE), 12);
    const forward = secondsOf(forwardCost(SIZE), FITTED);
    expect(forward / seconds(SIZE)).toBeGreaterThan(1 / 3);
    expect(forward / seconds(SIZE)).toBeLessThan(1 / 2);
  });

  test.each(["wasm", "webgpu"] as const)("two timings give the speed that made them, %s", (engine) => {
    const speed: Speed = { engine, upkeep: 3e-6, products: 5e-7 };
    const timing = (size: StepSize) => ({ size, seconds: secondsOf(stepCost(size, engine), speed) });
    const found = speedFrom(engine, timing(SIZE), timing(WIDE));
    expect(found.upkeep).toBeCloseTo(speed.upkeep, 12);
    expect(found.products).toBeCloseTo(speed.products, 12);
  });

  test("timings that would make a part cost nothing give one speed for both", () => {
    const seconds = 1e-3; // the wide model as fast as the narrow one: noise
    const found = speedFrom("wasm", { size: SIZE, seconds }, { size: WIDE, seconds });
    expect(found.upkeep).toBe(found.products);
    const both = secondsOf(stepCost(SIZE), found) + secondsOf(stepCost(WIDE), found);
    expect(both).toBeCloseTo(2 * seconds, 12);
  });

  test("on a GPU a step costs its dispatches however narrow it is, and seeds little", () => {
    const speed: Speed = { engine: "webgpu", upkeep: 1e-5, products: 1e-9 };
    const seconds = (size: StepSize) => secondsOf(stepCost(size, "webgpu"), speed);
    expect(seconds({ ...SIZE, width: 2 }) / seconds(SIZE)).toBeGreaterThan(0.99);
    expect(seconds({ ...SIZE, replicas: 8 }) / seconds(SIZE)).toBeLessThan(1.1);
  });
});

suite("a sweep's time", () => {
  const one: Recipe = { ...DEFAULT_RECIPE, widths: [8], seeds: [0], evalEvery: 1500 };
  const examples = { vocabulary: 17, context: 16, scored: 1, heldOut: 0, answer: 0 };
  const ofOne = sweepSeconds(one, examples, FITTED, 1);

  const ofSteps = 1500 * secondsOf(stepCost(SIZE), FITTED);

  test("is its steps' and little more where nothing is evaluated", () => {
    expect(ofOne / ofSteps).toBeGreaterThan(1);
    expect(ofOne / ofSteps).toBeLessThan(1.25);
  });

  test("is shared among workers, but no run is divided", () => {
    const three = { ...one, seeds: [0, 1, 2] };
    expect(sweepSeconds(three, examples, FITTED, 1)).toBeCloseTo(3 * ofOne, 9);
    expect(sweepSeconds(three, examples, FITTED, 3)).toBeCloseTo(ofOne, 9);
    expect(sweepSeconds(three, examples, FITTED, 8)).toBeCloseTo(ofOne, 9);
    const uneven = { ...one, widths: [8, 64] };
    const wide = sweepSeconds({ ...one, widths: [64] }, examples, FITTED, 1);
    expect(sweepSeconds(uneven, examples, FITTED, 2)).toBeCloseTo(wide, 9);
  });

  test("counts every variant with its own layers", () => {
    const deep = sweepSeconds({ ...one, layers: 4 }, examples, FITTED, 1);
    const both = { ...one, variants: [{ layers: 2 }, { layers: 4 }] };
    expect(sweepSeconds(both, examples, FITTED, 1)).toBeCloseTo(ofOne + deep, 9);
    expect(sweepSeconds(both, examples, FITTED, 2)).toBeCloseTo(deep, 9);
  });

  test("counts held-out prompts and the answers that are shown", () => {
    const scored = { ...examples, heldOut: 640 };
    const pass = (ofOne / ofSteps) * 10 * secondsOf(forwardCost(SIZE), FITTED);
    expect(sweepSeconds(one, scored, FITTED, 1)).toBeCloseTo(ofOne + pass, 9);
    expect(sweepSeconds({ ...one, evalEvery: 150 }, scored, FITTED, 1)).toBeCloseTo(ofOne + 10 * pass, 9);
    expect(sweepSeconds(one, { ...examples, answer: 8 }, FITTED, 1)).toBeGreaterThan(ofOne);
  });

  test("a mixture is measured without drawing from it as it would be built", () => {
    for (const name of ["quick", "abilities", "text"]) {
      const recipe = recipeOf(presetOf(name)!);
      const mixture = createMixture(recipe, null);
      const size = mixtureSize(recipe);
      expect(size).toMatchObject({ vocabulary: mixture.vocabulary.length, context: mixture.context });
      expect(size?.scored).toBe(mixture.tasks.length);
      const counts = mixture.tasks.map((_, index) => mixture.heldOut(index).count);
      expect(size?.heldOut).toBeGreaterThanOrEqual(counts.reduce((a, b) => a + b, 0));
    }
    expect(mixtureSize({ ...DEFAULT_RECIPE, tasks: [{ name: "data", weight: 1 }] })).toBeNull();
  });
});

suite("in words", () => {
  test("as roughly as it is known", () => {
    const seconds = [0.2, 7.4, 48, 58, 128, 301, 4000, 30_000];
    expect(seconds.map(roughly)).toEqual([
      ...["1 s", "7 s", "50 s", "1 min", "2 min 10 s", "5 min", "1 h 10 min", "8 h"],
    ]);
  });

  test("before it is measured, after, and where another engine was measured", () => {
    expect(timeWords(DEFAULT_RECIPE, { speed: null, workers: 1 })).toBe("time not measured yet");
    const machine = { speed: FITTED, workers: 2 };
    expect(timeWords(DEFAULT_RECIPE, machine)).toMatch(/^about \d+ (s|min) on this machine$/);
    expect(timeWords({ ...DEFAULT_RECIPE, engine: "wasm" }, machine)).toMatch(/^about /);
    expect(timeWords({ ...DEFAULT_RECIPE, backend: "cpu" }, machine)).toBe(
      "time not measured for this engine",
    );
    const own = { ...DEFAULT_RECIPE, tasks: [{ name: "data", weight: 1 }] };
    expect(timeWords(own, machine)).toBe("time told once training has begun");
    expect(secondsOn(own, machine)).toBeNaN();
  });

  test("the long staircase is recommended only where a GPU makes it short, the small ladder where Quick is long", () => {
    const fast = { upkeep: 1e-6, products: 1e-9 };
    const of = (engine: Speed["engine"], speed = fast) =>
      recommended({ speed: { engine, ...speed }, workers: 2 })?.name;
    expect(recommended({ speed: null, workers: 2 })).toBeNull();
    expect(of("webgpu")).toBe("abilities");
    expect(of("webgpu", { upkeep: 1e-6, products: 1e-6 })).toBe("quick");
    expect(of("wasm", { upkeep: 1e-9, products: 1e-9 })).toBe("quick");
    expect(of("wasm", { upkeep: 1e-5, products: 1e-5 })).toBe("quick-small");
  });
});

suite("on this machine", () => {
  const recipes: readonly [string, Partial<Recipe>][] = [
    ["quick", { widths: [4] }],
    ["quick", { widths: [16], layers: 4 }],
    ["small-abilities", { widths: [32], layers: 1 }],
    ["text", { widths: [64] }],
  ];

  test.each(recipes)("a step of %s %j takes what was told, within a factor of two", async (name, own) => {
    const recipe = { ...recipeOf(presetOf(name)!), seeds: [0], ...own };
    const ratios: number[] = [];
    // By processor time, and in turn, since a busy machine is a slower one; the median of three is held to it.
    for (let round = 0; round < 3; round++) {
      const speed = await measureSpeed(openHere, measuring);
      const engine = await openHere(recipe);
      const timing = await timeSteps(engine, recipe, measuring);
      engine.dispose();
      ratios.push(secondsOf(stepCost(timing!.size), speed!) / timing!.seconds);
    }
    const ratio = ratios.sort((a, b) => a - b)[1];
    expect(ratio).toBeGreaterThan(1 / 2);
    expect(ratio).toBeLessThan(2);
  });

  test("measuring gives way at once", async () => {
    let asked = 0;
    const isWanted = () => ++asked < 3;
    expect(await measureSpeed(openHere, { isWanted })).toBeNull();
    expect(asked).toBe(3);
  });
});
