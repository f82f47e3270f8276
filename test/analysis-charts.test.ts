import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { createSweepLog } from "../src/metrics/sweep.ts";
import { placeLabels } from "../src/ui/charts/labels.ts";
import { lastShown, linearRange, logRange, logTicks, tickText } from "../src/ui/charts/ticks.ts";
import { duration, nats, percent, rate, short } from "../src/ui/format.ts";
import { abilityRows, abilityWords, byEmergence, rowWords } from "../src/ui/view/abilities.ts";
import { findingWords, riseWords } from "../src/ui/view/finding.ts";
import { lastLosses, lossWords } from "../src/ui/view/loss.ts";
import { progressOf } from "../src/ui/view/progress.ts";
import { columnsOf, runRows, sortedRows } from "../src/ui/view/runs.ts";
import { aSummary, evalRow, feed, trainRow } from "./export-source.ts";

suite("labels", () => {
  test("stay where there is room", () => {
    expect(placeLabels([10, 50, 90], 14, 0, 100)).toEqual([10, 50, 90]);
  });

  test("are pushed apart evenly around where they wanted to be", () => {
    expect(placeLabels([50, 50], 14, 0, 100)).toEqual([43, 57]);
    expect(placeLabels([52, 50, 51], 10, 0, 100)).toEqual([61, 41, 51]);
  });

  test("keep their gap and the frame whatever was wanted", () => {
    const wanted = fc.array(fc.double({ min: -50, max: 250, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(wanted, (ys) => {
        const placed = placeLabels(ys, 14, 0, 200).toSorted((a, b) => a - b);
        placed.forEach((y, i) => {
          expect(y).toBeGreaterThanOrEqual(-1e-9);
          expect(y).toBeLessThanOrEqual(200 + 1e-9);
          if (i > 0) expect(y - placed[i - 1]!).toBeGreaterThanOrEqual(14 - 1e-9);
        });
      }),
    );
  });
});

suite("axes", () => {
  test("have a few ticks at every span", () => {
    expect(logTicks(0.1, 3)).toEqual([0.1, 0.2, 0.5, 1, 2]);
    expect(logTicks(0.01, 3.1)).toEqual([0.01, 0.03, 0.1, 0.3, 1, 3]);
    expect(logTicks(1e-5, 3)).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]);
  });

  test("always have two labelled ticks, however flat the losses are", () => {
    const loss = fc.double({ min: 1e-6, max: 100, noNaN: true });
    fc.assert(
      fc.property(loss, loss, (a, b) => {
        const [from, to] = logRange(Math.min(a, b), Math.max(a, b));
        const ticks = logTicks(from, to);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(10);
        expect(new Set(ticks.map(tickText)).size).toBe(ticks.length);
      }),
    );
  });

  test("of steps follow the data in stages, and never hide any of it", () => {
    expect([0, 188, 189, 375, 376, 750, 751, 1500].map((newest) => lastShown(newest, 1500))).toEqual([
      188, 188, 375, 375, 750, 750, 1500, 1500,
    ]);
    expect(lastShown(0, 50)).toBe(50);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (steps, share) => {
          const newest = Math.floor(steps * share);
          const last = lastShown(newest, steps);
          expect(last).toBeGreaterThanOrEqual(newest);
          expect(last).toBeLessThanOrEqual(steps);
        },
      ),
    );
  });

  test("have a range before there is any data", () => {
    expect(logRange(null, null)).toEqual([0.1, 3]);
    expect(linearRange(null)).toEqual([0, 3]);
    expect(logRange(1, 1)[1]).toBeGreaterThan(logRange(1, 1)[0]);
  });

  test("are labelled shortly", () => {
    expect([0.03, 2, 1e-4].map(tickText)).toEqual(["0.03", "2", "1e-4"]);
  });
});

suite("numbers as read", () => {
  test.each([
    [duration(0.4), "1 s"],
    [duration(59.7), "1 min"],
    [duration(70), "1 min 10 s"],
    [duration(3599), "1 h"],
    [duration(7500), "2 h 5 min"],
    [duration(Number.NaN), "–"],
    [short(940), "940"],
    [short(2700), "2.7 k"],
    [short(411_900), "412 k"],
    [short(1_234_567), "1.2 M"],
    [rate(0.416), "0.42"],
    [rate(61.4), "61"],
    [rate(Number.NaN), "–"],
    [nats(2.7181), "2.718"],
    [nats(0.01234), "0.0123"],
    [nats(0.00001234), "1.2e-5"],
    [percent(0.996), "99"],
    [percent(1), "100"],
    [percent(0.584), "58"],
  ])("%s is %s", (shown, expected) => {
    expect(shown).toBe(expected);
  });
});

suite("what a sweep shows", () => {
  const widths = [2, 4, 8];
  const tasks = ["sort", "copy", "parity", "largest", "reverse"];
  /** Scores by task and width; `undefined` is not evaluated. */
  const SCORES: Record<string, readonly number[]> = {
    sort: [0, 0.1, 0.9],
    copy: [0, 0.9, 1],
    parity: [0.1, 0.1, 0.1],
    largest: [0.8, 0.9, 1],
    reverse: [0, 0.8, 1],
  };

  function sweepOf(seeds = [0]) {
    const recipe = { widths, seeds, steps: 100, tasks: tasks.map((name) => ({ name, weight: 1 })) };
    const sweep = createSweepLog(aSummary(recipe), 0);
    for (const { id, width } of sweep.runs) {
      const scores = tasks.flatMap((task) => [SCORES[task]![widths.indexOf(width)]!, 0, -1]);
      feed(sweep, id, "train", [trainRow(10, 2 / width)]);
      feed(sweep, id, "eval", [evalRow(10, 2 / width, scores)]);
    }
    return sweep;
  }
  const rowsOf = (sweep: ReturnType<typeof sweepOf>) => abilityRows(sweep.summary.tasks, widths, sweep);

  test("rows by emergence: narrowest first, those of one place and those not yet in their own order", () => {
    const rows = rowsOf(sweepOf());
    expect(rows.map((row) => row.task.name)).toEqual(tasks);
    expect(byEmergence(rows).map((row) => row.task.name)).toEqual([
      ...["largest", "copy", "reverse", "sort", "parity"],
    ]);
    expect(byEmergence(rows.slice(0, 1))).toEqual(rows.slice(0, 1));
    const none = abilityRows(sweepOf().summary.tasks, widths, null);
    expect(byEmergence(none)).toEqual(none);
  });

  test("widths are compared at a step that all have reached", () => {
    const sweep = sweepOf();
    feed(sweep, "w2-s0", "eval", [
      evalRow(
        20,
        1e-6,
        tasks.flatMap(() => [1, 1, 0]),
      ),
    ]);
    expect(rowsOf(sweep)[0]!.cells[0]).toMatchObject({ score: { mean: 0 }, step: 10 });
    expect(lossWords(lastLosses(sweep))).toBe(
      "Width 8 is lowest on held-out prompts: 0.250 nats; width 2 is highest: 1.000 (step 10). " +
        "Every wider model is lower than the one before.",
    );
  });

  test("the finding: a plan before, provisional while training, plain at the end", () => {
    const sweep = sweepOf();
    const rows = rowsOf(sweep);
    expect(findingWords(rows, widths, "idle", null).lead).toBe(
      "Press Train: three tiny Transformers, 2 to 8 wide, learn five abilities at once, here in your browser.",
    );
    expect(findingWords(rows, widths, "starting", null).lead).toMatch(
      /^Three tiny Transformers, 2 to 8 wide, learn/,
    );
    expect(findingWords(rows, widths, "training", sweep).aside).toBe(
      "So far, at step 10. 1 seed, so a preview.",
    );
    expect(findingWords(rows, widths, "finished", sweep)).toEqual({
      lead:
        "Largest emerged by width 2. Copy and reverse emerged between 2 and 4. " +
        "Sort emerged between 4 and 8. Not yet at width 8 (1 seed, 10 steps): parity.",
      aside: "1 seed, so a preview.",
    });
    const sure = sweepOf([0, 1, 2]);
    expect(findingWords(rowsOf(sure), widths, "finished", sure).aside).toBe("");
  });

  test("the emergence point is the median seed's, and a cell is there where half of the seeds are", () => {
    const sweep = createSweepLog(aSummary({ widths, seeds: [0, 1, 2], steps: 100 }), 0);
    // one task; at width 8 two of three seeds have it, though their mean is below one half
    const scores = { 2: [0, 0, 0], 4: [0, 0, 0.1], 8: [0.6, 0.6, 0.1] } as Record<number, number[]>;
    for (const { id, width, seed } of sweep.runs) {
      feed(sweep, id, "eval", [evalRow(10, 1, [scores[width]![seed]!, 0, -1])]);
    }
    const rows = rowsOf(sweep);
    const [, , wide] = rows[0]!.cells;
    expect(wide).toMatchObject({ there: true, success: { passed: 2, seeds: 3 } });
    expect(wide!.score.mean).toBeCloseTo(1.3 / 3, 12);
    expect(findingWords(rows, widths, "finished", sweep).lead).toBe(
      "Sort emerged between 4 and 8, at about 7.6 (7.6 to above 8, 3 seeds).",
    );
    expect(rowWords(rows[0]!)).toBe("Sort emerged between 4 and 8, at about 7.6 (7.6 to above 8, 3 seeds).");
    expect(abilityWords(rows[0]!.task, wide!)).toContain(
      " 2 of 3 seeds have it (95 % interval: 21 to 94 % of seeds).",
    );
  });

  test("a seed that diverged at the widest does not count", () => {
    const sweep = createSweepLog(aSummary({ widths, seeds: [0, 1], steps: 100 }), 0);
    for (const { id, width, seed } of sweep.runs) {
      feed(sweep, id, "eval", [evalRow(10, 1, [width === 8 && seed === 0 ? 1 : 0, 0, -1])]);
    }
    sweep.runs.find((run) => run.id === "w8-s1")!.status = "diverged";
    const { cells, emergence } = rowsOf(sweep)[0]!;
    expect(cells[2]).toMatchObject({ success: { seeds: 1, passed: 1 }, there: true });
    expect(emergence).toMatchObject({ seeds: 1, point: { below: 4, above: 8 } });
  });

  test("the steepest rise, and the highest score where nothing rises", () => {
    const rows = rowsOf(sweepOf());
    expect(riseWords(rows)).toBe("Steepest rise: copy, from 0 % at width 2 to 90 % at width 4.");
    expect(riseWords(rows.slice(2, 3))).toBe("Highest score: parity, 10 % at width 2.");
    const cells = rows[2]!.cells.map((cell) => ({ ...cell, score: { ...cell.score, mean: 0.004 } }));
    expect(riseWords([{ ...rows[2]!, cells }])).toBe("");
    expect(riseWords([])).toBe("");
  });

  test("runs sort both ways by every column, and what is not known comes last either way", () => {
    const sweep = sweepOf([0, 1]);
    feed(sweep, "w4-s1", "train", [trainRow(11, Number.NaN), trainRow(12, 9)]);
    const rows = runRows(sweep, progressOf(sweep), "training");
    const ids = (column: string, descending: boolean) =>
      sortedRows(rows, columnsOf(sweep.summary.tasks), { column, descending }).map((row) => row.run.id);
    const asTheyCome = ["w2-s0", "w2-s1", "w4-s0", "w4-s1", "w8-s0", "w8-s1"];
    expect(ids("width", false)).toEqual(asTheyCome);
    expect(ids("width", true)).toEqual(["w8-s0", "w8-s1", "w4-s0", "w4-s1", "w2-s0", "w2-s1"]);
    expect(ids("steps", true)[0]).toBe("w4-s1");
    expect(ids("train", true)[0]).toBe("w4-s1");
    // Only width 4 has a pace.
    expect(ids("speed", false).slice(0, 2)).toEqual(["w4-s0", "w4-s1"]);
    expect(ids("speed", true)).toEqual(["w4-s0", "w4-s1", "w2-s0", "w2-s1", "w8-s0", "w8-s1"]);
    expect(ids("state", false)).toEqual(asTheyCome);
  });
});
