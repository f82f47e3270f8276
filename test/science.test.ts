import { expect, suite, test } from "vitest";
import { success } from "../src/analysis/success.ts";
import { boundsWords, isPassed, isWithin, judged, overlaps, shown } from "./science/check.ts";
import { shareLine } from "./science/checks/addition.ts";
import { movement } from "./science/checks/lr-transfer.ts";
import { furthest } from "./science/coordinates.ts";
import { readOptions } from "./science/options.ts";
import { escaped, type Plot, shareAxis, svgOf, widthAxis } from "./science/plot.ts";
import { textOf } from "./science/report.ts";
import { median } from "./science/scores.ts";
import { leastAt, slopeOf } from "./science/slope.ts";

suite("lines and parabolas", () => {
  test("the slope of a line, and by hand of three points", () => {
    expect(slopeOf([1, 2, 4], [3, 5, 9])).toBeCloseTo(2, 12);
    expect(slopeOf([0, 1, 2], [0, 0, 3])).toBeCloseTo(1.5, 12); // (−1·0 + 0·0 + 1·3) / 2
    expect(slopeOf([4, 4], [1, 2])).toBeNaN();
  });

  test("the vertex of a parabola between the places", () => {
    const x = [-9, -8, -7, -6, -5];
    const curve = x.map((at) => 2 + 0.3 * (at + 7.3) ** 2);
    expect(leastAt(x, curve)).toBeCloseTo(-7.3, 12);
  });

  test("none where the least is at an end, or nothing is finite", () => {
    expect(leastAt([1, 2, 3], [1, 2, 3])).toBeNull();
    expect(leastAt([1, 2, 3], [3, 2, 1])).toBeNull();
    expect(leastAt([1, 2, 3], [Number.NaN, Number.POSITIVE_INFINITY, Number.NaN])).toBeNull();
  });

  test("beside what has diverged, or on flat ground, the place itself", () => {
    expect(leastAt([1, 2, 3], [3, 2, Number.NaN])).toBe(2);
    expect(leastAt([1, 2, 3, 4], [3, 2, 2, 3])).toBeCloseTo(2.5, 12);
  });

  test("the furthest from 0 keeps its sign, and hides no NaN", () => {
    expect(furthest([0.05, -0.3, 0.2])).toBe(-0.3);
    expect(furthest([0.05, Number.NaN, 0.02])).toBeNaN();
  });
});

suite("verdicts", () => {
  test("ends are within, what is no number is not", () => {
    expect(isWithin(0.85, { least: 0.85 })).toBe(true);
    expect(isWithin(0.8499, { least: 0.85 })).toBe(false);
    expect(isWithin(0.0201, { most: 0.02 })).toBe(false);
    expect(isWithin(Number.NaN, {})).toBe(false);
    expect(judged("loss", Number.NaN, { least: 1.83, most: 1.93 }, "1.88").ok).toBe(false);
  });

  test("bounds in words", () => {
    expect(boundsWords({ least: 0.85 })).toBe("at least 0.85");
    expect(boundsWords({ most: 0.02 })).toBe("at most 0.02");
    expect(boundsWords({ least: 1.88 - 0.05, most: 1.88 + 0.05 })).toBe("1.83 to 1.93");
  });

  test("a check passes where all that is judged is within, and something is", () => {
    const [within, outside] = [judged("a", 1, {}, ""), judged("b", 2, { most: 1 }, "")];
    expect(isPassed([within, shown("c", "", "")])).toBe(true);
    expect(isPassed([within, outside])).toBe(false);
    expect(isPassed([shown("c", "", "")])).toBe(false);
    expect(isPassed([])).toBe(false);
  });

  test("intervals overlap also where they only touch, and with infinite ends", () => {
    expect(overlaps({ low: 0, high: 1 }, { low: 1, high: 2 })).toBe(true);
    expect(overlaps({ low: 0, high: 0.9 }, { low: 1, high: 2 })).toBe(false);
    expect(overlaps({ low: 3, high: Infinity }, { low: 5, high: Infinity })).toBe(true);
    expect(overlaps({ low: Number.NaN, high: Number.NaN }, { low: 0, high: 1 })).toBe(false);
  });

  test("shares of seeds by Wilson's intervals", () => {
    const all = (score: number) => success([score, score, score, score, score, score, score, score], 0.001)!;
    // 0 of 8 is at most .32, 8 of 8 at least .68, 4 of 8 .22 to .78
    expect(shareLine("a", all(0), { passed: 8, seeds: 8 })).toMatchObject({
      ours: "0/8 (0.00 to 0.32)",
      reference: "8/8 (0.68 to 1.00)",
      ok: false,
    });
    expect(shareLine("a", all(0), { passed: 4, seeds: 8 }).ok).toBe(true);
    expect(shareLine("a", all(1), { passed: 4, seeds: 8 }).ok).toBe(true);
    expect(shareLine("a", all(1), { passed: 0, seeds: 3 }).ok).toBe(false);
  });

  test("a best rate that was not found leaves the movement unknown", () => {
    expect(movement([-5.2, -6, -4.9])).toBeCloseTo(1.1, 12);
    expect(movement([-5.2, null])).toBeNaN();
  });

  test("a diverged seed leaves no median", () => {
    expect(median([0.9, 0.1, 0.5])).toBe(0.5);
    expect(median([0.9, 0.1])).toBe(0.5);
    expect(median([0.9, Number.NaN, 0.5])).toBeNaN();
    expect(median([])).toBeNaN();
  });
});

const PLOT: Plot = {
  title: 'a < b & "c"',
  caption: "3 seeds",
  x: widthAxis([2, 4, 8]),
  y: shareAxis("exact match"),
  series: [
    {
      name: "ours",
      kind: "line",
      colour: "ours",
      points: [
        [2, 0],
        [4, 0.5],
        [8, 1],
      ],
    },
    { name: "a seed", kind: "dots", colour: 0.5, points: [[4, Number.NaN]] },
    { name: "pilot", kind: "range", colour: "reference", points: [[4, 0, 0.45]] },
  ],
};

/** The elements that are open at the end, or what closes wrongly. */
function unclosed(svg: string): string[] {
  const open: string[] = [];
  for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-z]+)(?:"[^"]*"|[^">])*?(\/?)>/g)) {
    if (self) continue;
    if (!close) open.push(name as string);
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}

suite("the plot", () => {
  test("escapes what would end an element or an attribute", () => {
    expect(escaped(`<b> & "c"`)).toBe("&lt;b&gt; &amp; &quot;c&quot;");
    const svg = svgOf(PLOT);
    expect(svg).not.toContain("a < b");
    expect(svg.split("a &lt; b &amp; &quot;c&quot;")).toHaveLength(3); // title and label
  });

  test("is one well-formed document with both schemes' colours", () => {
    const svg = svgOf(PLOT);
    expect(unclosed(svg)).toEqual([]);
    expect(svg.startsWith("<svg xmlns=")).toBe(true);
    expect(svg).toContain("prefers-color-scheme:dark");
  });

  test("places points on their axes and leaves out what is not finite", () => {
    const svg = svgOf(PLOT);
    const line = /class="mark" d="M([^"]+)"/.exec(svg)?.[1] ?? "";
    const [first, middle, last] = line.split("L").map((corner) => corner.split(" ").map(Number));
    expect(first![1]).toBe(336); // 0 at the frame's bottom
    expect(last![1]).toBe(84); // 1 at its top
    expect(middle![0]).toBeCloseTo((first![0]! + last![0]!) / 2, 0); // 4 half-way between 2 and 8
    expect(svg).not.toContain("NaN");
  });
});

suite("the command line", () => {
  test("takes a name and flags in any order", () => {
    const options = readOptions(["--engine", "webgpu", "sort", "--workers", "1", "--data", "a.txt"]);
    expect(options).toMatchObject({ name: "sort", engine: "webgpu", workers: 1, data: "a.txt" });
    expect(readOptions([])).toMatchObject({ name: null, engine: "wasm", data: null });
  });

  test.each([
    [["sort", "reverse"], "one check"],
    [["--seed", "3"], "--seed is no flag"],
    [["sort", "--engine", "auto"], "expected wasm, webgpu or tfjs"],
    [["sort", "--engine"], "expected a value"],
    [["sort", "--workers", "0"], "whole number"],
  ])("says what is wrong with %j", (argv, message) => {
    expect(() => readOptions(argv)).toThrow(message);
  });
});

test("the table says what is outside, and of how many", () => {
  const engine = {
    engine: "wasm",
    backend: "wasm",
    device: "WebAssembly SIMD",
    reason: "",
    details: {},
  } as const;
  const lines = [judged("width 2", 0.5, { most: 0.02 }, "0"), shown("width 4", "0.06", ".06")];
  const facts = { name: "sort", source: "a pilot", date: "2026-11-23", seconds: 9, processorSeconds: 12 };
  const text = textOf({ lines, engine, plot: PLOT }, facts);
  expect(text).toContain("OUTSIDE in 1 of 2 lines");
  expect(text).toMatch(/width 4 +0\.06 +\.06 +shown/);
});
