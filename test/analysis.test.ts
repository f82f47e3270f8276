import { expect, suite, test } from "vitest";
import { isThere, rescale, TAU, unscale } from "../src/analysis/score.ts";
import { smooth, weightFor } from "../src/analysis/smoothing.ts";
import { spread } from "../src/analysis/statistics.ts";
import { secondsPerStep, timeLeft } from "../src/analysis/time.ts";
import { listAnd, numberWord } from "../src/analysis/words.ts";

suite("score", () => {
  test("puts chance at 0 and the ceiling at 1, and back", () => {
    expect(rescale(0.5, 0.5)).toBe(0);
    expect(rescale(1, 0.5)).toBe(1);
    expect(rescale(0.6, 0.2)).toBeCloseTo(0.5, 12);
    expect(unscale(rescale(0.37, 0.1), 0.1)).toBeCloseTo(0.37, 12);
    expect(rescale(1, 1)).toBeNaN();
  });

  test("calls an ability there from τ, and never where nothing was measured", () => {
    expect(isThere(TAU, 0)).toBe(true);
    expect(isThere(0.49, 0)).toBe(false);
    expect(isThere(0.6, 0.5)).toBe(false);
    expect(isThere(Number.NaN, 0)).toBe(false);
  });
});

suite("spread", () => {
  test("counts finite values only", () => {
    expect(spread([1, Number.NaN, 3])).toEqual({ n: 2, mean: 2, min: 1, max: 3 });
    expect(spread([Number.NaN])).toMatchObject({ n: 0, mean: Number.NaN });
  });
});

suite("smooth", () => {
  test("is the debiased average: a constant stays, the first value is itself", () => {
    expect([...smooth([5, 5, 5], 0.9)].map((value) => Number(value.toFixed(9)))).toEqual([5, 5, 5]);
    const [first, second] = smooth([1, 2], 0.5);
    expect(first).toBe(1);
    expect(second).toBeCloseTo((0.25 * 1 + 0.5 * 2) / 0.75, 12);
  });

  test("changes nothing at weight 0 and passes over gaps", () => {
    expect([...smooth([3, 1, 2], 0)]).toEqual([3, 1, 2]);
    const gap = smooth([Number.NaN, 2, Number.NaN, 2], 0.9);
    expect(gap[0]).toBeNaN();
    expect(gap[2]).toBeCloseTo(2, 12);
  });

  test("keeps more of the past in longer series, always below 1", () => {
    expect(weightFor(10)).toBe(0);
    expect(weightFor(1500)).toBeCloseTo(0.96, 12);
    expect(weightFor(1e9)).toBe(0.98);
  });
});

suite("time left", () => {
  test("takes the pace of the newest rows", () => {
    const steps = Array.from({ length: 200 }, (_, i) => i + 1);
    const times = steps.map((step) => (step <= 100 ? step : 100 + (step - 100) * 0.1));
    expect(secondsPerStep(steps, times)).toBeCloseTo(0.1, 9);
    expect(secondsPerStep([1], [1])).toBeNaN();
  });

  const cohorts = [
    { secondsPerStep: 1, stepsLeft: 10 },
    { secondsPerStep: 2, stepsLeft: 10 },
  ];

  test("together: all share the device until each is done", () => {
    expect(timeLeft(cohorts, "together")).toEqual([30, 30]);
    const uneven = [cohorts[0]!, { secondsPerStep: 2, stepsLeft: 4 }];
    expect(timeLeft(uneven, "together")).toEqual([18, 12]);
  });

  test("narrow first: each waits for the narrower ones", () => {
    expect(timeLeft(cohorts, "narrow-first")).toEqual([10, 30]);
  });

  test("an unknown pace counts as the slowest known one; none known is unknown", () => {
    const wider = [cohorts[0]!, { secondsPerStep: Number.NaN, stepsLeft: 10 }];
    expect(timeLeft(wider, "narrow-first")).toEqual([10, 20]);
    const dearer = [
      { ...cohorts[0]!, cost: 2 },
      { ...wider[1]!, cost: 5 },
    ];
    expect(timeLeft(dearer, "narrow-first")).toEqual([10, 35]);
    const none = [{ secondsPerStep: Number.NaN, stepsLeft: 5 }];
    expect(timeLeft(none, "together")).toEqual([Number.NaN]);
    expect(timeLeft([{ secondsPerStep: Number.NaN, stepsLeft: 0 }], "together")).toEqual([0]);
  });
});

suite("words", () => {
  test("lists and counts", () => {
    expect(listAnd(["a", "b", "c"])).toBe("a, b and c");
    expect(numberWord(6)).toBe("six");
    expect(numberWord(16)).toBe("16");
  });
});
