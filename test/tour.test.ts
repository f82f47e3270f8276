import { expect, suite, test } from "vitest";
import { createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import { GAP, placeCard, scrollFor } from "../src/ui/tour/place.ts";
import { abilityRows } from "../src/ui/view/abilities.ts";
import { taskRows } from "../src/ui/view/tasks.ts";
import { tourSteps } from "../src/ui/view/tour.ts";
import { aSummary, BEGAN, evalRow, feed } from "./export-source.ts";

/** A sweep of widths 2, 4 and 8 whose runs have been evaluated once. */
function aSweep(seeds: number[], scoreOf: (width: number, seed: number) => number): SweepLog {
  const sweep = createSweepLog(aSummary({ widths: [2, 4, 8], seeds, steps: 100 }), BEGAN);
  for (const { id, width, seed } of sweep.runs) {
    feed(sweep, id, "eval", [evalRow(100, 1 / width, [scoreOf(width, seed), 0.5, -1])]);
  }
  return sweep;
}

function texts(sweep: SweepLog | null, seeds: number, recorded = false): string[] {
  const { recipe } = aSummary({ widths: [2, 4, 8] });
  const tasks = taskRows(recipe, null, sweep?.summary ?? null);
  const rows = abilityRows(tasks, recipe.widths, sweep);
  return tourSteps({ widths: recipe.widths, rows, sweep, recorded, seeds }).map(({ text }) => text);
}

suite("the tour's words", () => {
  test("have the numbers that are shown", () => {
    const [width, loss, notYet, emergence, seeds] = texts(
      aSweep([0, 1, 2], (width, seed) => (width === 8 ? 0.8 + seed / 10 : 0.25)),
      3,
    );
    expect(width).toContain("Width 2 makes");
    expect(loss).toContain("Width 2 is at 0.500 nats now, width 8 at 0.125.");
    expect(notYet).toContain("sort: width 8 answers 90 %, width 4 still 25 %: not yet.");
    expect(emergence).toContain("sort did so between width 4 and 8");
    expect(seeds).toContain("trained 3 times");
    expect(seeds).toContain("sort at width 8: 80 % with one of them, 100 % with another.");
  });

  test("say so where nothing is there yet, everything, or nothing has been measured", () => {
    const none = texts(
      aSweep([0], (width) => width / 100),
      1,
    );
    expect(none[2]).toContain("sort: width 8 is furthest with 8 %. Not yet:");
    expect(none[3]).toContain("Up to width 8 none has, so far.");
    expect(none[4]).toContain("a preview");
    const all = texts(
      aSweep([0, 1], () => 1),
      2,
      true,
    );
    expect(all[1]).toContain("Width 2 ended at 0.500 nats, width 8 at 0.125.");
    expect(all[2]).toContain("sort: even width 2 answers 100 % already.");
    expect(all[3]).toContain("sort is there from width 2 on.");
    const empty = texts(null, 3);
    expect(empty).toHaveLength(6);
    for (const text of empty) expect(text).not.toMatch(/NaN|undefined|–/);
    expect(empty[2]).toContain("Before training, every cell says it: not yet.");
  });
});

suite("the tour's card", () => {
  const card = { width: 300, height: 200 };
  const box = (x: number, width: number) => ({ x, y: 500, width, height: 100 });

  test("stands to the right where there is room, else to the left, else above, inside the window", () => {
    expect(placeCard(box(0, 400), card, 1000)).toEqual({ x: 400 + GAP, y: 500 });
    expect(placeCard(box(500, 400), card, 1000)).toEqual({ x: 500 - GAP - 300, y: 500 });
    expect(placeCard(box(100, 800), card, 1000)).toEqual({ x: 100, y: 500 - GAP - 200 });
    expect(placeCard({ ...box(100, 800), y: 50 }, card, 1000)).toEqual({ x: 100, y: 150 + GAP });
  });

  test("is scrolled to only where it is not in sight, no further than needed", () => {
    const part = { x: 0, y: 1000, width: 10, height: 100 };
    expect(scrollFor([part], 800, 600)).toBe(800);
    expect(scrollFor([part], 0, 600)).toBe(1100 + GAP - 600);
    expect(scrollFor([part], 1400, 600)).toBe(1000 - GAP);
    expect(scrollFor([{ ...part, height: 900 }], 0, 600)).toBe(1000 - GAP);
    expect(scrollFor([{ ...part, y: 4 }], 300, 600)).toBe(0);
  });
});
