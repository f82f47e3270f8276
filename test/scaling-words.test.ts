import { expect, suite, test } from "vitest";
import type { Prediction, ScalingFit } from "../src/analysis/scaling.ts";
import { predictionWords, scalingWords } from "../src/analysis/scaling-words.ts";

type Fit = Extract<ScalingFit, { kind: "fit" }>;
const fit: Fit = {
  kind: "fit",
  law: { floor: 0.7, scale: 12, exponent: 0.3412 },
  intervals: { exponent: { low: 0.31, high: 0.37 }, floor: { low: 0.6, high: 0.8 } },
  residual: 0.02,
  follows: true,
  sizes: 6,
  seeds: 8,
  enough: true,
};

suite("a scaling fit in words", () => {
  test("the law with its intervals", () => {
    expect(scalingWords(fit, "N", undefined)).toBe(
      "Over six widths loss falls as N^−0.341 (0.31 to 0.37, 8 seeds), towards 0.7 (0.6 to 0.8), the runs 2.0 % off the line.",
    );
    expect(scalingWords({ ...fit, law: { ...fit.law, floor: 0 } }, "C", 0)).toContain(
      "(0.31 to 0.37, 8 seeds), towards 0,",
    );
  });

  test("a floor whose interval reaches 0 is not told, nor an interval below three seeds", () => {
    const intervals = { ...fit.intervals!, floor: null };
    expect(scalingWords({ ...fit, intervals }, "N", undefined)).toContain("8 seeds), the runs");
    expect(scalingWords({ ...fit, intervals: null, seeds: 1 }, "N", 0)).toBe(
      "Over six widths loss falls as N^−0.341, towards 0, the runs 2.0 % off the line. 1 seed, so a preview.",
    );
  });

  test("no claim from too little, and none of a law that the points do not follow", () => {
    expect(scalingWords({ ...fit, enough: false, sizes: 4 }, "N", 0)).toMatch(
      /^A first line through four widths: .* Too few for a claim: a claim asks for five widths over 1\.5 decades of size\.$/,
    );
    expect(scalingWords({ ...fit, residual: 0.3, follows: false }, "N", 0)).toMatch(
      /^Six widths do not lie on a power law: the runs are 30 % off the line; /,
    );
    expect(scalingWords({ ...fit, residual: Math.log(3), follows: false }, "N", 0)).toContain(
      "off the line by a factor of 3;",
    );
  });

  test("why there is none", () => {
    expect(scalingWords({ kind: "too-few", sizes: 2, needed: 3 }, "N", 0)).toBe(
      "Too few widths for a fit yet: two of at least three; a claim asks for five widths over 1.5 decades of size.",
    );
    expect(scalingWords({ kind: "flat" }, "N", 0)).toBe("The loss does not fall with size yet.");
    expect(scalingWords({ kind: "unsettled" }, "N", 0)).toBe("The losses do not settle an exponent yet.");
  });
});

suite("a prediction in words", () => {
  const prediction: Prediction = {
    ...{ size: 6592, loss: 0.5, interval: { low: 0.4, high: 0.6 }, sizes: 5, seeds: 3, enough: true },
  };
  const facts = { width: 16, step: 1500, from: 5, prediction, outcome: Number.NaN, isBefore: true };

  test("before and after its loss has come", () => {
    expect(predictionWords(facts)).toBe(
      "Width 16 is predicted at 0.5 nats (0.4 to 0.6) from five narrower widths, at step 1,500; its own loss has not come yet.",
    );
    expect(predictionWords({ ...facts, outcome: 0.55 })).toBe(
      "Width 16 was predicted at 0.5 nats (0.4 to 0.6) from five narrower widths, before its own loss at step 1,500 had come: 0.55, 10 % higher, inside the interval.",
    );
  });

  test.each([
    [0.45, "0.45, 10 % lower, inside the interval."],
    [1.5, "1.5, 3 times as high, outside the interval."],
    [0.00025, "2.5e-4, 2000 times lower, outside the interval."],
    [0.501, "0.501, as predicted to the per cent, inside the interval."],
  ])("an error of any size: %d", (outcome, words) => {
    expect(predictionWords({ ...facts, outcome })).toContain(words);
  });

  test("a width that was left out afterwards was not predicted", () => {
    expect(predictionWords({ ...facts, outcome: 0.55, isBefore: false })).toBe(
      "Left out afterwards, at step 1,500, width 16 would have been predicted at 0.5 nats (0.4 to 0.6) from five narrower widths: it is 0.55, 10 % higher.",
    );
  });

  test("a guess from too few widths is called one", () => {
    const guess = { ...prediction, enough: false, interval: null };
    expect(predictionWords({ ...facts, prediction: guess })).toContain(
      "from five narrower widths, a first guess, at",
    );
  });
});
