import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { Smoother, smooth } from "../src/analysis/smoothing.ts";
import { extremesOnto, lineOnto, makeGrid, slotOf } from "../src/metrics/decimate.ts";
import { Pyramid } from "../src/metrics/pyramid.ts";
import { createSweepLog } from "../src/metrics/sweep.ts";
import {
  alone,
  FIRST_LOOK,
  type LossLook,
  lossSeries,
  showsRaw,
  toggled,
} from "../src/ui/charts/lossData.ts";
import { readLosses, stopsOf } from "../src/ui/charts/lossReading.ts";
import { limitsOf, type Rows } from "../src/ui/charts/lossRows.ts";
import { LossSlots } from "../src/ui/charts/lossSlots.ts";
import { moved, partOf, roundUp, scaled, wholeRange, within } from "../src/ui/charts/lossView.ts";
import { linearTicks, steadyRange } from "../src/ui/charts/ticks.ts";
import { tickWords } from "../src/ui/view/loss.ts";
import { aSummary, evalRow, feed, trainRow } from "./export-source.ts";

const stepsTo = (n: number) => Float64Array.from({ length: n }, (_, i) => i + 1);
const value = fc.oneof(
  { weight: 20, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);

suite("a pyramid of extremes", () => {
  test("has those of every stretch, however the column grew", () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 900 }),
        fc.array(fc.nat(899), { minLength: 2, maxLength: 6 }),
        (values, cuts) => {
          const pyramid = new Pyramid();
          const column = Float64Array.from(values);
          for (const cut of cuts.toSorted((a, b) => a - b)) pyramid.extend(column.subarray(0, cut));
          pyramid.extend(column);
          for (const from of cuts) {
            for (const to of cuts) {
              const own = values.slice(from, to).filter((one) => !Number.isNaN(one));
              if (from < to)
                expect(pyramid.range(from, Math.min(to, values.length))).toEqual([
                  Math.min(...own),
                  Math.max(...own),
                ]);
            }
          }
        },
      ),
    );
  });
});

suite("a grid of pixels", () => {
  test("lies evenly on a linear axis and on a logarithmic one", () => {
    expect([...makeGrid(0, 100, 4).edges]).toEqual([0, 25, 50, 75, 100]);
    const decades = makeGrid(1, 1000, 3, true);
    decades.edges.forEach((edge, i) => {
      expect(edge).toBeCloseTo(10 ** i, 9);
    });
    expect([0.5, 5, 50, 5000].map((at) => slotOf(decades, at))).toEqual([-1, 0, 1, 3]);
  });

  test("loses no peak, and shows nothing that is not there", () => {
    const values = stepsTo(1000).map(() => 1);
    values[500] = 9;
    values[501] = -9;
    const grid = makeGrid(0, 1000, 20);
    const pyramid = new Pyramid();
    pyramid.extend(values);
    const [low, high] = [new Float64Array(20), new Float64Array(20)];
    extremesOnto(low, high, grid, { column: stepsTo(1000), unit: 1 }, pyramid);
    expect([Math.min(...low), Math.max(...high)]).toEqual([-9, 9]);
    expect(low.indexOf(-9)).toBe(slotOf(grid, 501.5));
    expect(low.filter((one) => one !== 1)).toHaveLength(1);
  });

  test("has between two rows what lies on their line, and nothing beyond the ends", () => {
    const out = new Float64Array(10);
    const places = { column: Float64Array.of(2, 4, 7), unit: 10 };
    lineOnto(out, makeGrid(-5, 95, 10), places, Float64Array.of(1, 3, 0));
    const rounded = [...out].map((one) => Math.round(one * 1e9) / 1e9);
    expect(rounded).toEqual([Number.NaN, Number.NaN, 1, 2, 3, 2, 1, 0, Number.NaN, Number.NaN]);
  });

  test("finds the same rows with any stride between them as one by one", () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 2, max: 90 }), fc.nat(80), (steps, slots, first) => {
        let at = 0;
        const column = Float64Array.from(steps, (gap) => {
          at += gap;
          return at;
        });
        const grid = makeGrid(0, at, slots);
        const whole = new Float64Array(slots);
        lineOnto(whole, grid, { column, unit: 1 }, column); // the place itself: a straight line
        whole.forEach((one, slot) => {
          if (!Number.isNaN(one) && grid.x[slot]! >= column[0]!) expect(one).toBeCloseTo(grid.x[slot]!, 6);
        });
        const later = new Float64Array(slots).fill(-1);
        lineOnto(later, grid, { column, unit: 1 }, column, Math.min(first, slots));
        expect([...later.subarray(first)]).toEqual([...whole.subarray(first)]);
      }),
    );
  });
});

test("smoothing goes on where it stopped", () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 3, maxLength: 60 }), fc.nat(60), fc.nat(60), (values, a, b) => {
      const steps = values.map((_, i) => 3 * i + 3);
      const smoother = new Smoother(0.9);
      const out = new Float64Array(values.length);
      for (const n of [a, b, values.length]
        .map((one) => Math.min(one, values.length))
        .sort((x, y) => x - y)) {
        smoother.extend(out, values.slice(0, n), steps.slice(0, n));
      }
      expect([...out]).toEqual([...smooth(values, 0.9, steps)]);
    }),
  );
});

suite("the slots of a chart", () => {
  const rows: Rows = { axis: "step", weight: 0.9, limits: null };
  const grid = makeGrid(0, 400, 97);
  const lossOf = (step: number, width: number, seed: number) =>
    3 / width + Math.sin(step * (seed + 1)) + 300 / step;

  function fed(sweep: ReturnType<typeof createSweepLog>, from: number, to: number, lag = 0) {
    for (const { id, width, seed } of sweep.runs) {
      const until = to - lag * seed;
      const steps = Array.from({ length: Math.max(0, until - from) }, (_, i) => from + i + 1);
      feed(
        sweep,
        id,
        "train",
        steps.map((step) => trainRow(step, lossOf(step, width, seed))),
      );
      const evaluated = steps.filter((step) => step % 20 === 0);
      feed(
        sweep,
        id,
        "eval",
        evaluated.map((step) => evalRow(step, 1 / step + width + seed, [0, 0, 0])),
      );
    }
  }

  test.each([
    ["mean", null],
    ["single", true],
  ] as const)("kept up to date are as those made at once: %s", (seeds, raw) => {
    const look: LossLook = { ...FIRST_LOOK, seeds, raw };
    const sweep = createSweepLog(aSummary({ steps: 400, seeds: [0, 1, 2] }), 0);
    const kept = new LossSlots(grid, lossSeries(sweep, null, look), rows);
    expect(kept.update()).toBe(0);
    let before = 0;
    for (const to of [1, 2, 30, 31, 170, 400]) {
      fed(sweep, before, to);
      const first = kept.update();
      expect(first).toBeLessThanOrEqual(Math.max(0, slotOf(grid, before)));
      expect(first).toBeGreaterThanOrEqual(Math.max(0, slotOf(grid, before - 40)));
      before = to;
      const anew = new LossSlots(grid, lossSeries(sweep, null, look), rows);
      anew.update();
      expect(kept.all).toEqual(anew.all);
    }
    expect(kept.update()).toBe(97);
  });

  test("a run that diverges leaves the mean from its beginning on", () => {
    const sweep = createSweepLog(aSummary({ steps: 400, seeds: [0, 1] }), 0);
    fed(sweep, 0, 100);
    const kept = new LossSlots(grid, lossSeries(sweep, null, FIRST_LOOK), rows);
    kept.update();
    sweep.runs.find((run) => run.id === "w2-s1")!.status = "diverged";
    expect(kept.update()).toBe(0);
    const mean = kept.all.find(({ series }) => series.kind === "mean" && series.width === 2)!;
    expect([...mean.low]).toEqual([...mean.high]);
    expect([...mean.value]).toEqual([...mean.low]);
  });

  test("paused, they stay what they were", () => {
    const sweep = createSweepLog(aSummary({ steps: 400 }), 0);
    fed(sweep, 0, 100);
    const limits = limitsOf(sweep, null);
    const now = new LossSlots(grid, lossSeries(sweep, null, FIRST_LOOK), rows);
    now.update();
    fed(sweep, 100, 300);
    const paused = new LossSlots(grid, lossSeries(sweep, null, FIRST_LOOK), { ...rows, limits });
    paused.update();
    expect(paused.all).toEqual(now.all);
    expect(paused.update()).toBe(97);
  });

  test("read at a place: over the seeds that have got as far", () => {
    const sweep = createSweepLog(aSummary({ steps: 400, seeds: [0, 1] }), 0);
    fed(sweep, 0, 100, 50);
    const exact = readLosses(sweep, { ...rows, weight: 0 }, 40).losses.get(4)!;
    expect(exact).toMatchObject({ n: 2 });
    expect(exact.mean).toBeCloseTo((lossOf(40, 4, 0) + lossOf(40, 4, 1)) / 2, 9);
    expect(readLosses(sweep, { ...rows, weight: 0 }, 70).losses.get(4)).toMatchObject({ n: 1 });
    expect(readLosses(sweep, rows, 101).losses.get(4)).toMatchObject({ n: 0 });
    const stops = stopsOf(sweep, rows, [0, 400], false);
    expect([stops[0], stops.at(-1), stops.length]).toEqual([1, 100, 100]);
    expect(stopsOf(sweep, rows, [30, 33], false)).toEqual([30, 31, 32, 33]);
    const flops = stopsOf(sweep, { ...rows, axis: "flops" }, [1, 1e9], true);
    expect(flops.at(-1)).toBeCloseTo(100 * 1024 * 28, 0);
  });
});

suite("what is drawn", () => {
  const sweep = createSweepLog(aSummary({ widths: [2, 4, 8], seeds: [0, 1, 2] }), 0);
  const kinds = (look: Partial<LossLook>) =>
    lossSeries(sweep, null, { ...FIRST_LOOK, ...look }).map(({ kind, width }) => `${kind} ${width}`);

  test("of several seeds the mean with a band; single lines and unsmoothed ones where asked for", () => {
    expect(kinds({})).toEqual(["mean 2", "mean 4", "mean 8", "heldOut 2", "heldOut 4", "heldOut 8"]);
    expect(kinds({ seeds: "single", hidden: new Set([2, 4]) })).toEqual([
      ...Array.from({ length: 3 }, () => "raw 8"),
      ...Array.from({ length: 3 }, () => "line 8"),
      "heldOut 8",
    ]);
    expect(showsRaw({ ...FIRST_LOOK, seeds: "single" }, sweep)).toBe(false); // nine runs: mud
    expect(showsRaw({ ...FIRST_LOOK, raw: true }, sweep)).toBe(true);
  });

  test("widths are hidden, shown and alone, and never all away", () => {
    const widths = [2, 4, 8];
    expect([...toggled(new Set(), 4, widths)]).toEqual([4]);
    expect([...toggled(new Set([4]), 4, widths)]).toEqual([]);
    expect([...toggled(new Set([2, 8]), 4, widths)]).toEqual([]);
    expect([...alone(new Set([4]), 4, widths)]).toEqual([2, 8]);
    expect([...alone(new Set([2, 8]), 4, widths)]).toEqual([]);
  });
});

suite("axes of the loss chart", () => {
  test("of tokens, FLOPs and seconds reach as far as the runs do", () => {
    const sweep = createSweepLog(aSummary({ widths: [2, 4], steps: 1000, seeds: [0] }), 0);
    feed(sweep, "w2-s0", "train", [trainRow(1, 1), trainRow(470, 1)]);
    expect(wholeRange(sweep, "step", false)).toEqual([0, 500]);
    expect(wholeRange(sweep, "step", true)).toEqual([1, 500]);
    expect(wholeRange(sweep, "tokens", false)).toEqual([0, 500 * 1024]);
    expect(wholeRange(sweep, "flops", true)).toEqual([1024 * 14, 500 * 1024 * 28]);
    expect(wholeRange(sweep, "wall_time", false)).toEqual([0, 50]);
    expect([0, 0.2, 1, 1.2, 47, 61, 99].map(roundUp)).toEqual([1, 1, 1, 1.5, 50, 80, 100]);
  });

  test("zoom and move inside the whole, on both kinds of axis", () => {
    expect(scaled([0, 100], 0.5, 0.5, false)).toEqual([25, 75]);
    expect(scaled([1, 10000], 0.5, 0.5, true)).toEqual([10, 1000]);
    expect(moved([10, 20], 0.5, false)).toEqual([15, 25]);
    expect(partOf([0, 200], 0.25, 0.5, false)).toEqual([50, 100]);
    expect(within([-10, 40], [0, 100], false)).toEqual([0, 50]);
    expect(within([80, 130], [0, 100], false)).toEqual([50, 100]);
    expect(within([-20, 130], [0, 100], false)).toBeNull();
    const [from, to] = within([50, 50], [0, 100], false)!;
    expect(to - from).toBeCloseTo(0.01, 9);
  });

  test("have round lines and steady ends", () => {
    expect(linearTicks(0, 2.7)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
    expect(linearTicks(0.31, 0.37)).toEqual([0.31, 0.32, 0.33, 0.34, 0.35, 0.36, 0.37]);
    expect(steadyRange([0.0014, 3.1])).toEqual([0.001, 10 ** (3 / 6)].map((end) => expect.closeTo(end, 9)));
    expect(steadyRange([0.00139, 3.1])).toEqual(steadyRange([0.00141, 3.1]));
  });

  test("say their unit shortly", () => {
    expect(tickWords("step", 1500)).toBe("1,500");
    expect(tickWords("tokens", 1_536_000)).toBe("1.5 M");
    expect(tickWords("flops", 2.3e9)).toBe("2.3 G");
    expect(tickWords("wall_time", 61)).toBe("61 s");
    expect(tickWords("flops", 0)).toBe("0");
  });
});
