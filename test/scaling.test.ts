import { expect, suite, test } from "vitest";
import { fitPowerLaw, lossAt, type PowerLaw } from "../src/analysis/power-law.ts";
import { predictionError, predictLoss, scalingFit } from "../src/analysis/scaling.ts";
import { Rng } from "../src/lib/rng.ts";

/** Non-embedding parameters of widths 8 to 256, two layers: 24·C² and a little. */
const SIZES = [1_700, 6_500, 25_000, 100_000, 400_000, 1_600_000];
const LAW: PowerLaw = { floor: 0.7, scale: 12, exponent: 0.34 };

/** Losses of a law with noise: of each run, and (paired) of each seed at all sizes. */
function noisy(law: PowerLaw, seeds: number, rng: Rng, ofRun = 0.01, ofSeed = 0.005): number[][] {
  return Array.from({ length: seeds }, () => {
    const shared = ofSeed * rng.normal();
    return SIZES.map((size) => lossAt(law, size) * (1 + shared + ofRun * rng.normal()));
  });
}

const pointsOf = (law: PowerLaw, sizes: readonly number[]) =>
  sizes.map((size) => ({ size, loss: lossAt(law, size), runs: 1 }));

suite("power law", () => {
  test.each([
    LAW,
    { floor: 0, scale: 5, exponent: 0.076 },
    // Hoffmann et al., 2022, approach 3: E, A and α
    { floor: 1.69, scale: 406.4, exponent: 0.34 },
    { floor: 1, scale: 3000, exponent: 1 },
  ])("comes back from its own losses: %o", (law) => {
    const { law: found, exponent } = fitPowerLaw(pointsOf(law, SIZES));
    expect(exponent).toBe("inside");
    expect(found.exponent).toBeCloseTo(law.exponent, 4);
    expect(found.floor).toBeCloseTo(law.floor, 3);
    expect(found.scale / law.scale).toBeCloseTo(1, 3);
  });

  test("with a known floor is the straight line on log–log paper", () => {
    // two points and E = 1: 1 + 2·x^(−1/2) at 4 and 16 is 2 and 1.5
    const found = fitPowerLaw(
      [
        { size: 4, loss: 2, runs: 1 },
        { size: 16, loss: 1.5, runs: 1 },
      ],
      1,
    );
    expect(found.law).toEqual({
      floor: 1,
      scale: expect.closeTo(2, 5),
      exponent: expect.closeTo(0.5, 5),
    });
  });

  test("with a floor of 0 has least squares of log L, over however many decades", () => {
    // log₂ L is 0, −3, −3 at log₂ x of 1, 2, 3: the line through the means (2, −2) has slope −1.5
    const points = [2, 4, 8].map((size, i) => ({ size, loss: [1, 1 / 8, 1 / 8][i]!, runs: 1 }));
    const { law, exponent } = fitPowerLaw(points, 0);
    expect(law).toEqual({ floor: 0, scale: expect.closeTo(2, 9), exponent: expect.closeTo(1.5, 9) });
    expect(exponent).toBe("inside");
    // a run more at the first size counts as another point there: the means are 7/4 and −3/2
    const [first, ...others] = points;
    const heavier = fitPowerLaw([{ ...first!, runs: 2 }, ...others], 0).law;
    expect(heavier.exponent).toBeCloseTo(18 / 11, 9);
  });

  test("never has a floor or a scale below 0", () => {
    // falls faster than any power towards 0: the best floor would be negative
    const steep = fitPowerLaw([1, 2, 4, 8].map((size) => ({ size, loss: 5 - Math.log(size) * 2, runs: 1 })));
    expect(steep.law.floor).toBe(0);
    const rising = fitPowerLaw([1, 2, 4, 8].map((size) => ({ size, loss: size, runs: 1 })));
    expect(rising.law.scale).toBe(0);
  });

  test("a size with more runs weighs more", () => {
    const points = pointsOf(LAW, SIZES).map((point, i) => ({
      ...point,
      loss: point.loss * (i === 2 ? 1.05 : 1),
    }));
    const error = (runs: number) => {
      const { law } = fitPowerLaw(points.map((point, i) => ({ ...point, runs: i === 2 ? runs : 1 })));
      return Math.abs(lossAt(law, SIZES[2]!) - points[2]!.loss);
    };
    expect(error(10)).toBeLessThan(error(1) / 2);
  });
});

suite("scaling fit", () => {
  test("recovers E, A and a from noisy losses, within its intervals", () => {
    const found = scalingFit({ sizes: SIZES, seeds: noisy(LAW, 8, Rng.fromSeed(1)) });
    if (found.kind !== "fit") throw new Error(found.kind);
    expect(Math.abs(found.law.exponent - LAW.exponent)).toBeLessThan(0.03);
    expect(Math.abs(found.law.floor - LAW.floor)).toBeLessThan(0.05);
    expect(found).toMatchObject({ sizes: 6, seeds: 8, enough: true });
    const { exponent, floor } = found.intervals!;
    expect([exponent.low < 0.34, exponent.high > 0.34]).toEqual([true, true]);
    expect([floor!.low < 0.7, floor!.high > 0.7]).toEqual([true, true]);
    expect(found.residual).toBeGreaterThan(0.005);
    expect(found.residual).toBeLessThan(0.02);
  });

  test("sizes follow a law where the seeds' scatter explains how far they are from it, else not", () => {
    const sizes = [1, 4, 16, 64, 256];
    const found = (seeds: readonly (readonly number[])[]) => {
      const fit = scalingFit({ sizes, seeds, floor: 0 });
      return fit.kind === "fit" && fit.follows;
    };
    // flat, and 2⁸ lower at the last: no straight line of logarithms is near
    const bent = [1, 1, 1, 1, 2 ** -8];
    expect(found([bent])).toBe(false);
    expect(found([1, 1.1, 0.9].map((factor) => bent.map((loss) => factor * loss)))).toBe(false);
    // seeds that are thirty times apart leave room for that
    expect(found([30, 1, 1 / 30].map((factor) => bent.map((loss) => factor * loss)))).toBe(true);
    expect(found([sizes.map((size, i) => (i === 2 ? 1.2 : 1) / size)])).toBe(true);
  });

  test("a known floor narrows the exponent, and has no interval itself", () => {
    const seeds = noisy(LAW, 8, Rng.fromSeed(2));
    const [free, known] = [
      scalingFit({ sizes: SIZES, seeds }),
      scalingFit({ sizes: SIZES, seeds, floor: 0.7 }),
    ];
    if (free.kind !== "fit" || known.kind !== "fit") throw new Error("no fit");
    const span = ({ low, high }: { low: number; high: number }) => high - low;
    expect(span(known.intervals!.exponent)).toBeLessThan(span(free.intervals!.exponent) / 2);
    expect(known.law.floor).toBe(0.7);
    expect(known.intervals!.floor).toBeNull();
  });

  test("hides a floor's interval that reaches 0, and every interval below three seeds", () => {
    const none = { floor: 0, scale: 5, exponent: 0.1 };
    const found = scalingFit({ sizes: SIZES, seeds: noisy(none, 5, Rng.fromSeed(3)) });
    expect(found.kind === "fit" && found.intervals).toMatchObject({ floor: null });
    const two = scalingFit({ sizes: SIZES, seeds: noisy(LAW, 2, Rng.fromSeed(4)) });
    expect(two.kind === "fit" && two.intervals).toBeNull();
  });

  test("says so where there is nothing to fit, and never NaN", () => {
    const one = (losses: readonly number[], floor?: number) =>
      scalingFit({
        sizes: SIZES.slice(0, losses.length),
        seeds: [losses],
        ...(floor === undefined ? {} : { floor }),
      });
    expect(one([3])).toEqual({ kind: "too-few", sizes: 1, needed: 4 });
    expect(one([3, 2, 1.5])).toEqual({ kind: "too-few", sizes: 3, needed: 4 });
    expect(one([3, 2], 0)).toEqual({ kind: "too-few", sizes: 2, needed: 3 });
    expect(one([2, 2, 2, 2])).toEqual({ kind: "flat" });
    expect(one([2, 2.1, 2.2, 2.3])).toEqual({ kind: "flat" });
    const gaps = [3, Number.NaN, 2, Number.POSITIVE_INFINITY, 1.5];
    expect(one(gaps)).toEqual({ kind: "too-few", sizes: 3, needed: 4 });
    expect(one([Number.NaN, Number.NaN])).toEqual({ kind: "too-few", sizes: 0, needed: 4 });
    expect(scalingFit({ sizes: [], seeds: [] })).toEqual({ kind: "too-few", sizes: 0, needed: 4 });
    // one step down: as steep as can be searched
    expect(one([3, 1, 1, 1, 1])).toEqual({ kind: "unsettled" });
    // a straight line over log size that hardly falls: shallower than can be searched
    expect(one(SIZES.map((size) => 20 - 0.05 * Math.log(size)))).toEqual({ kind: "unsettled" });
  });

  test("a ladder that is short, or narrow, is not enough for a claim", () => {
    const law = (sizes: readonly number[]) =>
      scalingFit({ sizes, seeds: [sizes.map((size) => lossAt(LAW, size))] });
    expect(law(SIZES)).toMatchObject({ kind: "fit", enough: true, intervals: null });
    expect(law(SIZES.slice(0, 4))).toMatchObject({ kind: "fit", enough: false });
    expect(law([1000, 1500, 2000, 3000, 4000, 6000])).toMatchObject({ kind: "fit", enough: false });
  });

  test("a run that diverged at one width leaves the others", () => {
    const seeds = noisy(LAW, 4, Rng.fromSeed(5));
    seeds[1]![5] = Number.NaN;
    expect(scalingFit({ sizes: SIZES, seeds })).toMatchObject({ kind: "fit", sizes: 6, seeds: 4 });
    expect(predictLoss({ sizes: SIZES, seeds }, 6_400_000)!.interval).not.toBeNull();
  });
});

suite("prediction", () => {
  const known = {
    sizes: SIZES.slice(0, 5),
    seeds: noisy(LAW, 8, Rng.fromSeed(6)).map((seed) => seed.slice(0, 5)),
  };

  test("of the widest from the others comes with an interval, and afterwards with its error", () => {
    const size = SIZES[5]!;
    const prediction = predictLoss(known, size)!;
    expect(prediction).toMatchObject({ size, sizes: 5, seeds: 8, enough: true });
    const truth = lossAt(LAW, size);
    expect(prediction.interval!.low).toBeLessThan(prediction.loss);
    expect(prediction.interval!.high).toBeGreaterThan(prediction.loss);
    const error = predictionError(prediction, truth)!;
    expect(error).toMatchObject({ actual: truth, inside: true });
    expect(error.difference).toBeCloseTo(truth - prediction.loss, 12);
    expect(Math.abs(error.relative)).toBeLessThan(0.05);
    expect(predictionError(prediction, 2 * truth)!.inside).toBe(false);
  });

  test("by hand: 1 + 8/x at 1, 2, 4 and E = 1 known gives 2 at 8", () => {
    const found = predictLoss({ sizes: [1, 2, 4], seeds: [[9, 5, 3]], floor: 1 }, 8)!;
    expect(found.loss).toBeCloseTo(2, 4);
    expect(found).toMatchObject({ interval: null, enough: false, seeds: 1 });
    expect(predictionError(found, 2.5)).toMatchObject({ inside: null, relative: expect.closeTo(0.2, 4) });
  });

  test("is not made where there is no law, and has no error before the loss has come", () => {
    expect(predictLoss({ sizes: [1, 2], seeds: [[3, 2]] }, 4)).toBeNull();
    expect(predictLoss({ sizes: [1, 2, 4, 8], seeds: [[2, 2, 2, 2]] }, 16)).toBeNull();
    expect(predictLoss(known, Number.NaN)).toBeNull();
    expect(predictLoss(known, 0)).toBeNull();
    expect(predictionError(predictLoss(known, 1e6)!, Number.NaN)).toBeNull();
  });

  test("is the same whenever it is asked", () => {
    expect(predictLoss(known, 1e7)).toEqual(predictLoss(known, 1e7));
    expect(scalingFit(known)).toEqual(scalingFit(known));
  });

  test("covers what comes as often as it says, in simulated ladders of eight seeds", () => {
    const rng = Rng.fromSeed(7);
    const trials = 120;
    let [inside, exponents] = [0, 0];
    for (let trial = 0; trial < trials; trial++) {
      const seeds = noisy(LAW, 8, rng);
      const narrow = { sizes: known.sizes, seeds: seeds.map((seed) => seed.slice(0, 5)) };
      const resampling = { rng: rng.fork(trial), resamples: 200 };
      const prediction = predictLoss(narrow, SIZES[5]!, resampling)!;
      const actual = seeds.reduce((sum, seed) => sum + seed[5]!, 0) / seeds.length;
      if (predictionError(prediction, actual)!.inside) inside++;
      const fit = scalingFit(narrow, resampling);
      if (fit.kind !== "fit") continue;
      const { exponent } = fit.intervals!;
      if (exponent.low <= LAW.exponent && exponent.high >= LAW.exponent) exponents++;
    }
    expect(inside / trials).toBeGreaterThan(0.9);
    expect(exponents / trials).toBeGreaterThan(0.9);
  }, 60_000);
});
