import { expect, suite, test } from "vitest";
import { predictLoss } from "../src/analysis/scaling.ts";
import { predictionLines, predictionRecords } from "../src/export/predictions.ts";
import { finish } from "../src/lib/pieces.ts";
import { completing, knownFloor, outcomeOf } from "../src/metrics/forecast.ts";
import { applyEvent, createSweepLog, type SweepLog, variantSweep } from "../src/metrics/sweep.ts";
import { DEFAULT_RECIPE, type RecipeOverride } from "../src/recipe/schema.ts";
import { createStore } from "../src/store/store.ts";
import { aSummary, aTask, aVariedSummary, evalRow, feed } from "./export-source.ts";

const widths = [2, 4, 8, 16, 32];
const STEPS = 100;
const NOW = 5_000;

const sweepOf = (override: RecipeOverride = {}): SweepLog =>
  createSweepLog(aSummary({ widths, seeds: [0, 1, 2], steps: STEPS, ...override }), 0);

/** 40 / parameters (80 a width) · 100 / step, a little more for each seed: a law with floor 0 and exponent 1. */
const lossOf = (width: number, seed: number, step: number) =>
  (40 / (80 * width)) * (STEPS / step) * (1 + seed / 100);

/** Evaluates all seeds of a width at a step. */
function evaluate(sweep: SweepLog, width: number, step: number): void {
  for (const { id, seed } of sweep.runs.filter((run) => run.width === width)) {
    const rows = Float64Array.from(evalRow(step, step === 0 ? 3 : lossOf(width, seed, step), [0, 0, -1]));
    applyEvent(sweep, { type: "rows", run: id, table: "eval", rows }, NOW);
  }
}

const told = (sweep: SweepLog) => sweep.forecasts.map(({ width, step, from }) => ({ width, step, from }));

suite("a prediction is written down before its loss is known", () => {
  test("together: the widest, as soon as all others have been evaluated at a step", () => {
    const sweep = sweepOf();
    for (const width of widths) evaluate(sweep, width, 0);
    expect(told(sweep)).toEqual([]); // at the start no width has learned anything
    for (const width of [2, 4, 8]) evaluate(sweep, width, 50);
    expect(told(sweep)).toEqual([]);
    evaluate(sweep, 16, 50);
    expect(told(sweep)).toEqual([{ width: 32, step: 50, from: [2, 4, 8, 16] }]);
    const [forecast] = sweep.forecasts;
    expect(forecast).toMatchObject({ madeAt: NOW, stepsTaken: 0, tokens: 50 * 1024 });
    // the mean of the seeds is 1 % above the law: 40 / (80 · 32) · 2 · 1.01
    expect(forecast!.by.parameters!.prediction.loss).toBeCloseTo(0.03125 * 1.01, 9);
    expect(forecast!.by.flops!.prediction.size).toBe(7 * 32 * 1024 * 50);
    expect(outcomeOf(sweep, forecast!)).toBeNaN();
    evaluate(sweep, 32, 50);
    expect(told(sweep)).toHaveLength(1);
    expect(outcomeOf(sweep, forecast!)).toBeCloseTo(0.03125 * 1.01, 9);
  });

  test("together: about ten times a sweep, and never where the widest was first", () => {
    const sweep = sweepOf();
    for (let step = 0; step <= STEPS; step += 2) {
      for (const width of step === 60 ? [...widths].reverse() : widths) evaluate(sweep, width, step);
    }
    // at 60 the widest was ahead, so the next step of that tenth was taken
    expect(told(sweep).map(({ step }) => step)).toEqual([10, 20, 30, 40, 50, 62, 70, 80, 90, 100]);
  });

  test("together: several evaluations that arrive at once give a prediction each", () => {
    const sweep = sweepOf();
    for (const { id, width, seed } of sweep.runs.filter((run) => run.width < 32)) {
      feed(
        sweep,
        id,
        "eval",
        [20, 40, 60].map((step) => evalRow(step, lossOf(width, seed, step), [0, 0, -1])),
      );
    }
    expect(told(sweep).map(({ step }) => step)).toEqual([20, 40, 60]);
  });

  test("narrow-first: each width from the finished narrower ones", () => {
    const sweep = sweepOf({ order: "narrow-first" });
    for (const width of widths) for (const step of [0, 50, STEPS]) evaluate(sweep, width, step);
    expect(told(sweep)).toEqual([
      { width: 16, step: STEPS, from: [2, 4, 8] },
      { width: 32, step: STEPS, from: [2, 4, 8, 16] },
    ]);
  });

  test("a run that diverged is not waited for", () => {
    const sweep = sweepOf();
    for (const width of [2, 4, 8]) evaluate(sweep, width, 50);
    for (const run of ["w16-s0", "w16-s1", "w16-s2"]) {
      applyEvent(sweep, { type: "diverged", run, step: 7, message: "" }, NOW);
    }
    expect(told(sweep)).toEqual([{ width: 32, step: 50, from: [2, 4, 8] }]);
  });

  test("of each variant by itself", () => {
    const sweep = createSweepLog(
      aVariedSummary([{ layers: 1 }, { layers: 2 }], { widths, seeds: [0], steps: STEPS }),
      0,
    );
    for (const { id, width, variant } of sweep.runs.filter((run) => run.width < 32)) {
      const rows = Float64Array.from(evalRow(50, (variant === "l1" ? 2 : 1) / width, [0, 0, -1]));
      applyEvent(sweep, { type: "rows", run: id, table: "eval", rows }, NOW);
    }
    expect(
      sweep.forecasts.map((one) => [one.variant, one.width, one.by.parameters!.prediction.loss]),
    ).toEqual([
      ["l1", 32, expect.closeTo(2 / 32, 9)],
      ["l2", 32, expect.closeTo(1 / 32, 9)],
    ]);
    expect(variantSweep(sweep, "l2").forecasts).toEqual([sweep.forecasts[1]]);
    expect(predictionRecords(sweep)[0]).toMatchObject({ variant: "l1", layers: 1, width: 32, step: 50 });
    feed(sweep, "w32-l1-s0", "eval", [evalRow(50, 0.5, [0, 0, -1])]);
    expect(sweep.forecasts.map((one) => outcomeOf(sweep, one))).toEqual([0.5, Number.NaN]);
  });

  test("none where the losses follow no law or widths are too few", () => {
    const rising = sweepOf();
    for (const { id, width } of rising.runs) feed(rising, id, "eval", [evalRow(50, width, [0, 0, -1])]);
    expect(rising.forecasts).toEqual([]);
    const few = sweepOf({ widths: [2, 4, 8] });
    for (const width of [2, 4, 8]) evaluate(few, width, 50);
    expect(few.forecasts).toEqual([]);
  });
});

suite("what a prediction says", () => {
  test("its interval follows from what it was made from, whatever has come since", () => {
    const sweep = sweepOf();
    for (const width of widths) evaluate(sweep, width, 50);
    const { losses, prediction } = sweep.forecasts[0]!.by.parameters!;
    expect(prediction.interval).toBeNull();
    for (const width of widths) evaluate(sweep, width, STEPS);
    finish(completing(sweep.forecasts));
    const complete = sweep.forecasts[0]!.by.parameters!.prediction;
    expect(complete).toEqual(predictLoss(losses, 80 * 32));
    expect(complete.interval!.low).toBeLessThan(prediction.loss);
    expect(sweep.forecasts.every((forecast) => forecast.isComplete)).toBe(true);
  });

  test("the page adds intervals a little at a time, and says when they are there", async () => {
    const control = createStore(DEFAULT_RECIPE);
    control.beginSweep(sweepOf().summary);
    const { sweep, version } = control.store;
    for (const width of [2, 4, 8, 16]) evaluate(sweep.value!, width, 50);
    control.accept([]);
    const before = version.value;
    const [forecast] = sweep.value!.forecasts;
    expect(forecast!.isComplete).toBe(false);
    await expect.poll(() => forecast!.isComplete).toBe(true);
    expect(forecast!.by.flops!.prediction.interval).not.toBeNull();
    expect(version.value).toBe(before + 1);
  });

  test("the floor is known where prompts decide answers, not for texts and files", () => {
    const sort = aTask("sort");
    const text = { ...aTask("stories"), baselines: { unigram: 4, bigram: 3, trigram: 2 } };
    expect(knownFloor({ tasks: [sort] })).toBe(0);
    expect(knownFloor({ tasks: [sort, text] })).toBeUndefined();
    expect(knownFloor({ tasks: [aTask("data")] })).toBeUndefined();
  });

  test("where the widest was ahead at the end it is left out afterwards, and called so", () => {
    const sweep = sweepOf({ seeds: [0] });
    for (const width of [32, 2, 4, 8, 16]) evaluate(sweep, width, STEPS);
    expect(predictionLines(sweep)).toEqual([]); // not done yet
    for (const run of sweep.runs) applyEvent(sweep, { type: "done", run: run.id }, NOW);
    expect(told(sweep)).toEqual([]);
    expect(predictionLines(sweep)).toEqual([
      "Left out afterwards, at step 100, width 32 would have been predicted at 0.0156 nats from four narrower widths, a first guess: it is 0.0156, as predicted to the per cent.",
    ]);
  });

  test("as data, with its error once the loss has come; in words the last of each width", () => {
    const sweep = sweepOf({ seeds: [0] });
    for (const width of [2, 4, 8, 16]) evaluate(sweep, width, 50);
    expect(predictionRecords(sweep)[0]).toMatchObject({
      ...{ width: 32, step: 50, tokens: 51_200, made_after_seconds: 5, steps_taken: 0 },
      ...{ made_at: "1970-01-01T00:00:05.000Z", from_widths: [2, 4, 8, 16] },
      by_parameters: {
        size: 2560,
        known_floor: 0,
        low: null,
        enough: false,
        actual: null,
        relative_error: null,
      },
    });
    expect(predictionLines(sweep)).toEqual([
      "Width 32 is predicted at 0.0312 nats from four narrower widths, a first guess, at step 50; its own loss has not come yet.",
    ]);
    feed(sweep, "w32-s0", "eval", [evalRow(50, 0.0625, [0, 0, -1])]);
    expect(predictionRecords(sweep)[0]!.by_parameters).toMatchObject({
      actual: 0.0625,
      relative_error: expect.closeTo(0.5, 9),
    });
    expect(predictionLines(sweep)[0]).toMatch(
      /before its own loss at step 50 had come: 0.0625, 2 times as high\.$/,
    );
  });
});
