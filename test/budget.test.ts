import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { countUpTo, lastUpTo, meanUpTo, sharedBudget } from "../src/analysis/budget.ts";
import { AXES, axisColumn, spent } from "../src/metrics/axis.ts";
import { createSweepLog } from "../src/metrics/sweep.ts";
import { aSummary, evalRow, feed, trainRow } from "./export-source.ts";

suite("what a budget had bought", () => {
  const steps = [0, 100, 200, 300];

  test("the last evaluation at or before it, never one in between", () => {
    const scores = [0, 0.1, 0.9, 1];
    expect(lastUpTo(steps, scores, 250)).toEqual({ at: 200, value: 0.9 });
    expect(lastUpTo(steps, scores, 200)).toEqual({ at: 200, value: 0.9 });
    expect(lastUpTo(steps, scores, 199.9)).toEqual({ at: 100, value: 0.1 });
    expect(lastUpTo(steps, scores, 1e9)).toEqual({ at: 300, value: 1 });
    expect(lastUpTo(steps, scores, -1)).toBeNull();
    expect(lastUpTo([], [], 10)).toBeNull();
  });

  test("the mean of the last steps' losses", () => {
    const axis = [1, 2, 3, 4, 5];
    expect(meanUpTo(axis, [9, 4, 2, 3, 100], 4.5, 3)).toEqual({ at: 4, value: 3 });
    expect(meanUpTo(axis, [9, 4, 2, 3, 100], 2)).toEqual({ at: 2, value: 6.5 });
    expect(meanUpTo(axis, [9, 4, 2, 3, 100], 0.5)).toBeNull();
  });

  test("passes over what is not a number, and says nothing of nothing", () => {
    expect(lastUpTo(steps, [1, Number.NaN, Number.POSITIVE_INFINITY, 4], 250)).toEqual({ at: 0, value: 1 });
    expect(meanUpTo(steps, [1, Number.NaN, 3, 4], 250)).toEqual({ at: 200, value: 2 });
    expect(lastUpTo(steps, [Number.NaN, Number.NaN], 100)).toBeNull();
    expect(meanUpTo(steps, [Number.NaN], 0)).toBeNull();
  });

  test("counts as a plain search does", () => {
    const places = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 30 });
    fc.assert(
      fc.property(places, fc.integer({ min: -1, max: 21 }), (axis, budget) => {
        const sorted = axis.toSorted((a, b) => a - b);
        expect(countUpTo(sorted, budget)).toBe(sorted.filter((place) => place <= budget).length);
      }),
    );
  });

  test("the shared budget is the least that runs have spent; none where one has not begun", () => {
    expect(sharedBudget([300, 100, 200])).toBe(100);
    expect(sharedBudget([])).toBeNull();
    expect(sharedBudget([300, 0])).toBeNull();
    expect(sharedBudget([300, Number.NaN])).toBeNull();
    expect(sharedBudget([Number.POSITIVE_INFINITY])).toBeNull();
  });
});

suite("axes of a run", () => {
  /** Widths 2 and 4 (14 and 28 FLOPs a token, 1,024 tokens a step); width 4 is half as far. */
  function aSweep() {
    const sweep = createSweepLog(aSummary({ seeds: [0] }), 0);
    feed(
      sweep,
      "w2-s0",
      "train",
      [1, 2, 3, 4].map((step) => trainRow(step, 1 / step)),
    );
    feed(
      sweep,
      "w4-s0",
      "train",
      [1, 2].map((step) => trainRow(step, 1 / step)),
    );
    feed(
      sweep,
      "w2-s0",
      "eval",
      [0, 2, 4].map((step) => evalRow(step, 1, [step / 4, 0, -1])),
    );
    feed(
      sweep,
      "w4-s0",
      "eval",
      [0, 2].map((step) => evalRow(step, 1, [step / 4, 0, -1])),
    );
    return sweep.runs;
  }

  test("count steps, tokens and FLOPs, and take the seconds as measured", () => {
    const [narrow, wide] = aSweep();
    expect(AXES.map((axis) => [...axisColumn(wide!, wide!.eval, axis)])).toEqual([
      [0, 2],
      [0, 2048],
      [0, 2048 * 28],
      [0, 0.2],
    ]);
    expect(AXES.map((axis) => spent(narrow!, axis))).toEqual([4, 4096, 4096 * 14, 0.4]);
  });

  test("a run that has not begun has spent nothing", () => {
    const [run] = createSweepLog(aSummary(), 0).runs;
    expect(AXES.map((axis) => spent(run!, axis))).toEqual([0, 0, 0, 0]);
  });

  test("at equal FLOPs the narrow run has had more steps than at equal steps", () => {
    const runs = aSweep();
    const scores = (axis: (typeof AXES)[number]) => {
      const budget = sharedBudget(runs.map((run) => spent(run, axis)))!;
      return runs.map((run) => {
        const column = run.eval.column("ability/sort/exact");
        return lastUpTo(axisColumn(run, run.eval, axis), column, budget)?.value;
      });
    };
    expect(scores("step")).toEqual([0.5, 0.5]);
    expect(scores("flops")).toEqual([1, 0.5]);
    expect(scores("wall_time")).toEqual([0.5, 0.5]);
  });
});
