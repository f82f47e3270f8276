import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { bootstrap, expandedTail, normalTail, percentileInterval } from "../src/analysis/bootstrap.ts";
import { crossing, crossingAt, LINEAR, LOG2, positionOf } from "../src/analysis/crossing.ts";
import { emergence, sharpness, timeToEmergence } from "../src/analysis/emergence.ts";
import { whenWords } from "../src/analysis/emergence-words.ts";
import { medianOf, resampledMedians } from "../src/analysis/median.ts";
import { Rng } from "../src/lib/rng.ts";

const widths = [2, 4, 8, 16];

suite("crossing", () => {
  test("interpolates on log₂ of the width, and evenly between steps", () => {
    const at = expect.closeTo(4 * Math.SQRT2, 12);
    expect(crossing(widths, [0, 0, 1, 1])).toEqual({ kind: "between", below: 4, above: 8, at });
    // a quarter of the way from 100 to 200
    expect(crossing([0, 100, 200], [0, 0.4, 0.8], 0.5, LINEAR)).toMatchObject({ below: 100, at: 125 });
    expect(crossing([0, 100], [0, 1], 0.5, LINEAR)).toMatchObject({ below: 0, at: 50 });
  });

  test("takes the crossing that is not crossed back", () => {
    expect(crossing(widths, [0, 0.9, 0.4, 0.9])).toMatchObject({ below: 8, above: 16 });
    expect(crossing(widths, [0, 0.9, 0.9, 0.4])).toEqual({ kind: "not-yet", at: 16 });
  });

  test("is censored at both ends, and unmeasured where nothing was", () => {
    expect(crossing(widths, [0.5, 0.6, 0.7, 0.8])).toEqual({ kind: "by-first", at: 2 });
    expect(crossing(widths, [0, 0, 0, 0.49])).toEqual({ kind: "not-yet", at: 16 });
    expect(crossing(widths, [0, 0, 0.4, Number.NaN])).toEqual({ kind: "not-yet", at: 8 });
    const nothing = widths.map(() => Number.NaN);
    expect(crossing(widths, nothing)).toEqual({ kind: "unmeasured" });
    expect(crossing([], [])).toEqual({ kind: "unmeasured" });
    expect(crossing(widths, [0, Number.NaN, 1, Number.NaN])).toMatchObject({ below: 2, above: 8 });
  });

  test("lies between its two rungs for any scores, and comes back from its position", () => {
    const score = fc.double({ min: -0.2, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(score, { minLength: 4, maxLength: 4 }), (scores) => {
        const found = crossing(widths, scores);
        const back = crossingAt(positionOf(found, LOG2), widths, LOG2);
        expect(back.kind).toBe(found.kind);
        if (found.kind !== "between" || back.kind !== "between") return;
        expect(found.at).toBeGreaterThanOrEqual(found.below - 1e-9);
        expect(found.at).toBeLessThanOrEqual(found.above + 1e-9);
        expect(back.at).toBeCloseTo(found.at, 9);
      }),
    );
  });
});

/** Rescaled scores of a seed that crosses τ at a width, on a straight line over log₂ of the width. */
const risingAt = (width: number, axis: readonly number[] = widths) =>
  axis.map((w) => 0.5 + 0.3 * Math.log2(w / width));

suite("emergence over seeds", () => {
  test("is the median seed's crossing; of two, half-way on log₂", () => {
    expect(
      emergence(
        widths,
        [3, 5, 12].map((at) => risingAt(at)),
      ).point,
    ).toEqual({
      kind: "between",
      below: 4,
      above: 8,
      at: expect.closeTo(5, 9),
    });
    const two = emergence(widths, [risingAt(3), risingAt(12)]);
    expect(two).toMatchObject({ point: { kind: "between", below: 4, above: 8 }, interval: null, seeds: 2 });
    expect(two.point.kind === "between" && two.point.at).toBeCloseTo(6, 9);
  });

  test("never drops a censored seed: it pulls the median towards its side", () => {
    const never = [0, 0, 0, 0];
    const always = [1, 1, 1, 1];
    // dropped, the first would be 5 of one seed
    expect(emergence(widths, [risingAt(5), never, never]).point).toEqual({ kind: "not-yet", at: 16 });
    expect(emergence(widths, [risingAt(5), always, always]).point).toEqual({ kind: "by-first", at: 2 });
    expect(emergence(widths, [always, risingAt(5), never]).point).toMatchObject({ at: expect.closeTo(5, 9) });
    // half of the seeds have it at 5: the Kaplan-Meier median
    expect(emergence(widths, [risingAt(5), never]).point).toMatchObject({ at: expect.closeTo(5, 9) });
  });

  test("the interval of three seeds reaches from the least to the greatest, censored ends included", () => {
    // P(the median of a resample is the least) = 7/27, far above the 2.5 % tail
    const { interval } = emergence(widths, [risingAt(3), risingAt(5), [0, 0, 0, 0]]);
    expect(interval?.low).toMatchObject({ kind: "between", below: 2, above: 4, at: expect.closeTo(3, 9) });
    expect(interval?.high).toEqual({ kind: "not-yet", at: 16 });
    const same = emergence(
      widths,
      [1, 2, 3].map(() => risingAt(5)),
    );
    expect(same.interval).toEqual({ low: same.point, high: same.point });
  });

  test("a seed that was not measured as far as others counts only if it has it by then", () => {
    const [cut, there] = [
      [0, 0.1, Number.NaN, Number.NaN],
      [0, 1, Number.NaN, Number.NaN],
    ];
    expect(emergence(widths, [risingAt(9), cut])).toMatchObject({ seeds: 1, point: { below: 8, above: 16 } });
    expect(emergence(widths, [risingAt(9), there])).toMatchObject({
      seeds: 2,
      point: { below: 4, above: 8 },
    });
    // all of them as far: censored, not left out
    expect(emergence(widths, [cut, cut])).toMatchObject({ seeds: 2, point: { kind: "not-yet", at: 4 } });
  });

  test("passes over seeds of which nothing is known", () => {
    const nothing = widths.map(() => Number.NaN);
    expect(emergence(widths, [nothing, nothing])).toMatchObject({ point: { kind: "unmeasured" }, seeds: 0 });
    expect(emergence(widths, []).interval).toBeNull();
    expect(emergence(widths, [risingAt(5), nothing]).seeds).toBe(1);
    // the widest was measured by nobody
    expect(emergence(widths, [[0, 0, 0, Number.NaN]]).point).toEqual({ kind: "not-yet", at: 8 });
  });

  test("the order of seeds does not matter", () => {
    const seeds = [3, 12, 5, 7, 4].map((at) => risingAt(at));
    expect(emergence(widths, seeds.toReversed())).toEqual(emergence(widths, seeds));
  });

  test("covers the true median of eight seeds as often as it says, or a little more", () => {
    const rng = Rng.fromSeed(1);
    const axis = [2, 4, 8, 16, 32, 64];
    const trials = 400;
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const seeds = Array.from({ length: 8 }, () => risingAt(2 ** (3.4 + 0.5 * rng.normal()), axis));
      const { interval } = emergence(axis, seeds);
      const [low, high] = [interval!.low, interval!.high].map((end) => positionOf(end, LOG2));
      if (low! <= 3.4 && high! >= 3.4) covered++;
    }
    expect(covered / trials).toBeGreaterThan(0.92);
    expect(covered / trials).toBeLessThan(0.995);
  });

  test("time to emergence: the same on steps", () => {
    const steps = [0, 100, 200, 300];
    const found = timeToEmergence(steps, [
      [0, 0, 0.8, 1],
      [0, 0, 1, 1],
      [0, 0, 0, 1],
    ]);
    expect(found.point).toEqual({ kind: "between", below: 100, above: 200, at: 162.5 });
    expect(found.interval).toMatchObject({ low: { at: 150 }, high: { at: 250 } });
    expect(whenWords(found)).toBe("emerged between steps 100 and 200");
    expect(whenWords(timeToEmergence(steps, [[0, 0, 0, 0]]))).toBe("not yet at step 300");
    expect(whenWords(timeToEmergence([0], [[1]]))).toBe("emerged by step 0");
    expect(whenWords(timeToEmergence([], []))).toBe("");
  });

  test("sharpness is the ratio of the widths at .9 and .1, null where one is censored", () => {
    // a straight line over two doublings: .1 after .2 of them, .9 after 1.8
    expect(sharpness([2, 4, 8], [0, 0.5, 1])).toBeCloseTo(2 ** 1.6, 12);
    expect(sharpness(widths, [0, 0, 0.8, 0.8])).toBeNull();
    expect(sharpness(widths, [])).toBeNull();
  });
});

suite("bootstrap", () => {
  /** Survival in days of seven treated mice (Efron & Tibshirani, 1993, table 2.1). */
  const mice = [16, 23, 38, 94, 99, 141, 197];
  const deviation = (values: readonly number[]) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  };

  test("finds the published standard errors of a mean and a median (table 2.2: 23.36 and 37.83)", () => {
    const rng = Rng.fromSeed(3);
    const mean = (picked: Uint32Array) => picked.reduce((sum, i) => sum + mice[i]!, 0) / 7;
    const median = (picked: Uint32Array) => mice[picked.sort()[3]!]!;
    expect(Math.abs(deviation(bootstrap(7, mean, rng, 20_000)) - 23.36)).toBeLessThan(0.4);
    expect(Math.abs(deviation(bootstrap(7, median, rng, 20_000)) - 37.83)).toBeLessThan(0.7);
  });

  test("the exact one of the median says what very many resamples say, of odd and even numbers", () => {
    const numbers = [1, 2.5, 4, 8, 16, 32, 64, 128, 256];
    for (const n of [3, 4, 5, 8, 9]) {
      const sorted = numbers.slice(0, n);
      const exact = resampledMedians(sorted);
      expect(exact.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
      const medians = bootstrap(
        n,
        (picked) => medianOf(Array.from(picked.sort(), (i) => sorted[i]!)),
        Rng.fromSeed(n),
        20_000,
      );
      for (const { median, probability } of exact) {
        // two pairs of ranks may have the same mean
        const expected = exact.filter((other) => other.median === median);
        const share = medians.filter((value) => value === median).length / medians.length;
        expect(share).toBeCloseTo(
          expected.reduce((sum, other) => sum + other.probability, 0),
          1.5,
        );
        expect(probability).toBeGreaterThanOrEqual(-1e-12);
      }
    }
    // by hand: the least of three is the median of a resample if it is drawn twice or thrice: (3 · 2 + 1) / 27
    expect(resampledMedians([1, 2, 3]).map(({ probability }) => probability * 27)).toEqual(
      [7, 13, 7].map((times) => expect.closeTo(times, 9)),
    );
    // of two: both the least, one of each in either order, both the greatest
    expect(resampledMedians([1, 2])).toEqual([
      { median: 1, probability: 0.25 },
      { median: 1.5, probability: 0.5 },
      { median: 2, probability: 0.25 },
    ]);
  });

  test("the percentile interval takes the k-th from both ends", () => {
    const values = Array.from({ length: 1999 }, (_, i) => 1999 - i);
    // k = 2000 × .025 = 50
    expect(percentileInterval(values)).toEqual({ low: 50, high: 1950 });
    expect(percentileInterval([3, 1, 2], 1e-9)).toEqual({ low: 1, high: 3 });
    const infinite = [Number.NEGATIVE_INFINITY, 1, Number.POSITIVE_INFINITY];
    expect(percentileInterval(infinite)).toEqual({ low: infinite[0], high: infinite[2] });
  });

  test("the expanded tail makes up for few seeds", () => {
    expect(normalTail(1.959963985)).toBeCloseTo(0.025, 6);
    expect(normalTail(0)).toBeCloseTo(0.5, 6);
    // n = 8: t(7) = 2.3646, times √(8/7) is 2.5279, and P(Z > 2.5279) = .00574
    expect(expandedTail(8)).toBeCloseTo(0.00574, 5);
    // t(20) = 2.0860, times √(21/20) is 2.1375: .01628
    expect(expandedTail(21)).toBeCloseTo(0.01628, 4);
    expect(expandedTail(10_000)).toBeCloseTo(0.025, 3);
  });
});
