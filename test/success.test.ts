import { expect, suite, test } from "vitest";
import { crossing, LINEAR } from "../src/analysis/crossing.ts";
import { successCurve } from "../src/analysis/logistic.ts";
import { independentExact, jumpOf } from "../src/analysis/mirage.ts";
import { success, wilson } from "../src/analysis/success.ts";

suite("Wilson's interval", () => {
  test.each([
    // Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    // by hand, z² = 3.8415: (2/3 + .64024 ± 1.95996 · √(.07407 + .10671)) / 2.28049
    [2, 3, 0.2077, 0.9385],
  ])("of %i of %i is %f to %f", (passed, trials, low, high) => {
    const found = wilson(passed, trials)!;
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  test("is open to one side only where all or none pass: n / (n + z²)", () => {
    expect([3, 5, 10, 20].map((n) => wilson(n, n)!.low.toFixed(2))).toEqual(["0.44", "0.57", "0.72", "0.84"]);
    expect(wilson(3, 3)!.high).toBe(1);
    expect(wilson(0, 3)!.low).toBe(0);
    expect(wilson(0, 0)).toBeNull();
    expect(wilson(0, Number.NaN)).toBeNull();
  });
});

suite("P(success)", () => {
  test("stands apart from the mean given success", () => {
    // 3-digit addition at one width: two seeds on plateaus, one through; chance .1, so τ lies at .55
    const found = success([0.54, 0.1, 0.94], 0.1)!;
    expect(found).toMatchObject({ seeds: 3, passed: 1, share: 1 / 3, meanGivenSuccess: 0.94 });
    expect(found.interval).toEqual(wilson(1, 3));
    expect(success([0.56, 0.94, 1], 0.1)).toMatchObject({ passed: 3, meanGivenSuccess: 2.5 / 3 });
  });

  test("counts what was measured, and says nothing of nothing", () => {
    expect(success([Number.NaN, 1, 0], 0)).toMatchObject({ seeds: 2, passed: 1 });
    expect(success([0, 0], 0)).toMatchObject({ passed: 0, share: 0, meanGivenSuccess: null });
    expect(success([Number.NaN], 0)).toBeNull();
    expect(success([], 0)).toBeNull();
    // where chance leaves no room nothing can be shown to have been learned
    expect(success([1, 1], 1)).toMatchObject({ passed: 0 });
    expect(success([0.6, 0.95], 0, 0.9)).toMatchObject({ passed: 1 });
  });
});

suite("P(success) against size", () => {
  test("is the published logistic fit of Bliss's beetles (Dobson: −60.717 + 34.270 · log₁₀ dose)", () => {
    const doses = [1.6907, 1.7242, 1.7552, 1.7842, 1.8113, 1.8369, 1.861, 1.8839];
    const exposed = [59, 60, 62, 56, 63, 59, 62, 60];
    const killed = [6, 13, 18, 28, 52, 53, 61, 60];
    const trials = doses.map((dose, i) => ({ size: 10 ** dose, passed: killed[i]!, seeds: exposed[i]! }));
    const found = successCurve(trials);
    if (found.kind !== "fit") throw new Error(found.kind);
    expect(Math.log10(found.half)).toBeCloseTo(60.717 / 34.27, 4);
    expect(found.slope / Math.log10(2)).toBeCloseTo(34.27, 2);
  });

  test("of two sizes goes through both shares", () => {
    // 1 of 4 at 8 and 3 of 4 at 16: log-odds ∓ log 3, so half at √128 and 2 · log 3 a doubling
    const found = successCurve([
      { size: 8, passed: 1, seeds: 4 },
      { size: 16, passed: 3, seeds: 4 },
    ]);
    expect(found).toEqual({
      kind: "fit",
      half: expect.closeTo(Math.sqrt(128), 9),
      slope: expect.closeTo(2 * Math.log(3), 9),
    });
  });

  test("says why there is no curve", () => {
    const at = (size: number, passed: number) => ({ size, passed, seeds: 3 });
    expect(successCurve([at(4, 0), at(8, 0), at(16, 3)])).toEqual({ kind: "separated", below: 8, above: 16 });
    // one width with both outcomes between the rest is as steep as can be told, too
    expect(successCurve([at(4, 0), at(8, 2), at(16, 3)])).toEqual({ kind: "separated", below: 8, above: 8 });
    expect(successCurve([at(4, 3), at(8, 3)])).toEqual({ kind: "all" });
    expect(successCurve([at(4, 0), at(8, 0)])).toEqual({ kind: "none" });
    expect(successCurve([at(4, 3), at(8, 0)])).toEqual({ kind: "not-rising" });
    expect(successCurve([at(4, 2), at(8, 1), at(16, 1)])).toEqual({ kind: "not-rising" });
    expect(successCurve([at(8, 2)])).toEqual({ kind: "not-rising" });
    expect(successCurve([])).toEqual({ kind: "unmeasured" });
    expect(successCurve([{ size: 8, passed: 0, seeds: 0 }])).toEqual({ kind: "unmeasured" });
  });

  test("of any data has its maximum where both sums of residuals are 0, or says why not", () => {
    const sizes = [2, 4, 8, 1000];
    const kinds = new Map<string, number>();
    for (let code = 0; code < 4 ** 4; code++) {
      const trials = sizes.map((size, i) => ({ size, passed: (code >> (2 * i)) & 3, seeds: 3 }));
      const found = successCurve(trials);
      kinds.set(found.kind, (kinds.get(found.kind) ?? 0) + 1);
      if (found.kind !== "fit") continue;
      const residual = (weight: (x: number) => number) =>
        trials.reduce((sum, { size, passed, seeds }) => {
          const x = Math.log2(size / found.half);
          return sum + weight(Math.log2(size)) * (passed - seeds / (1 + Math.exp(-found.slope * x)));
        }, 0);
      expect(residual(() => 1)).toBeCloseTo(0, 9);
      expect(residual((x) => x)).toBeCloseTo(0, 8);
    }
    expect(kinds.get("fit")).toBeGreaterThan(40);
    expect([...kinds.keys()].sort()).toEqual([
      "all",
      "by-first",
      "fit",
      "none",
      "not-rising",
      "not-yet",
      "separated",
    ]);
  });

  test("is censored where one half lies beyond the sizes", () => {
    const at = (size: number, passed: number) => ({ size, passed, seeds: 8 });
    expect(successCurve([at(8, 5), at(16, 7), at(32, 7)])).toEqual({ kind: "by-first", at: 8 });
    expect(successCurve([at(8, 1), at(16, 2), at(32, 2)])).toEqual({ kind: "not-yet", at: 32 });
  });
});

suite("mirage", () => {
  test("eight tokens at p = .9 make .43 of the answers right", () => {
    expect(independentExact(0.9, 8)).toBeCloseTo(0.43046721, 12);
    expect(independentExact(1, 8)).toBe(1);
    expect(independentExact(0, 8)).toBe(0);
  });

  /** Sort, medians of eight seeds of a pilot: exact match jumps while the loss falls evenly. */
  const SORT = {
    widths: [2, 3, 4, 5, 6, 8, 12, 16],
    exact: [0, 0, 0.06, 0.28, 0.91, 0.95, 1, 1],
    loss: [2.61, 1.46, 0.69, 0.4, 0.09, 0.03, 0.002, 0.001],
  };

  test("sort's jump is made by the metric, on the whole ladder and on the preset's", () => {
    expect(jumpOf(SORT.widths, SORT.exact, SORT.loss)).toMatchObject({ kind: "metric-made" });
    const rungs = [0, 2, 4, 5, 6, 7];
    const pick = (values: readonly number[]) => rungs.map((rung) => values[rung]!);
    const found = jumpOf(pick(SORT.widths), pick(SORT.exact), pick(SORT.loss));
    expect(found).toMatchObject({ kind: "metric-made" });
    expect(found.kind === "metric-made" && [found.from, found.to]).toEqual(
      [crossing([4, 6], [0.06, 0.91], 0.1), crossing([4, 6], [0.06, 0.91], 0.9)].map((place) =>
        expect.closeTo(place.kind === "between" ? place.at : 0, 9),
      ),
    );
  });

  test("p⁸ of a token accuracy that rises evenly jumps by the metric alone", () => {
    const axis = Array.from({ length: 13 }, (_, i) => 2 ** i);
    const loss = axis.map((_, i) => 2 - i / 6);
    const exact = loss.map((nats) => independentExact(Math.exp(-nats), 8));
    expect(jumpOf(axis, exact, loss)).toMatchObject({ kind: "metric-made", ratio: expect.closeTo(1, 9) });
  });

  test("a plateau of the loss that ends where exact match jumps is learned", () => {
    const steps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    // from the start to the plateau of those who know the form of answers, then the step
    const loss = [2.8, 1.3, 1.2, 1.2, 1.2, 1.2, 1.2, 0.05, 0.01, 0.01, 0.01];
    const exact = [0, 0.01, 0.01, 0.01, 0.01, 0.01, 0.02, 0.95, 0.99, 1, 1];
    expect(jumpOf(steps, exact, loss, LINEAR)).toMatchObject({ kind: "learned" });
    // step 0 has no place on log₂
    expect(jumpOf(steps, exact, loss)).toEqual(jumpOf(steps.slice(1), exact.slice(1), loss.slice(1)));
  });

  test("by hand: half of the fall in a quarter of the way is twice as fast, so learned", () => {
    // on log₂: the loss falls from 3 to 2 over three doublings and from 2 to 1 in the fourth
    const widths = [1, 2, 4, 8, 16, 32];
    const exact = [0, 0, 0, 0, 1, 1];
    const loss = [3, 2.5, 2, 2, 1, 1];
    // the jump: 3.1 to 3.9 doublings; the loss there 1.9 to 1.1, and from 3 at first
    const ratio = 0.8 / 1.9 / (0.8 / 3.9);
    expect(jumpOf(widths, exact, loss)).toMatchObject({ kind: "learned", ratio: expect.closeTo(ratio, 9) });
  });

  test("says so where there is no jump, or nothing before it to compare with", () => {
    const axis = [2, 4, 8, 16];
    expect(jumpOf(axis, [0, 0.1, 0.2, 0.3], [4, 3, 2, 1])).toEqual({ kind: "none" });
    expect(jumpOf(axis, [1, 1, 1, 1], [0, 0, 0, 0])).toEqual({ kind: "none" });
    expect(jumpOf(axis, [0, 0.33, 0.66, 1], [4, 3, 2, 1])).toEqual({ kind: "gradual" });
    expect(jumpOf(axis, [0, 1, 1, 1], [4, 1, 1, 1])).toMatchObject({ kind: "unclear", ratio: null });
    expect(jumpOf(axis, [0, 0, 0, 1], [1, 1, 1, 1])).toMatchObject({ kind: "unclear", ratio: null });
    expect(jumpOf([], [], [])).toEqual({ kind: "none" });
    expect(jumpOf(axis, [Number.NaN, 0, 1, 1], [1, Number.NaN, 1, 1])).toEqual({ kind: "none" });
  });
});
