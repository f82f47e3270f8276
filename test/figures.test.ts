import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { columnsCsv } from "../src/export/columns-csv.ts";
import { applyEvent } from "../src/metrics/sweep.ts";
import { DEFAULT_RECIPE } from "../src/recipe/schema.ts";
import { bandPath, endOf, linePath, type Scales, stripesPath } from "../src/ui/save/loss-paths.ts";
import { bottomOf } from "../src/ui/save/shapes.ts";
import { abilityRows } from "../src/ui/view/abilities.ts";
import { captionLines } from "../src/ui/view/caption.ts";
import { recipeLine } from "../src/ui/view/provenance.ts";
import { abilitySheet, gridSheet } from "../src/ui/view/sheets/ability.ts";
import { aSweep, BEGAN } from "./export-source.ts";

const plain: Scales = { x: (at) => at, y: (loss) => 10 * loss };

suite("lines of losses", () => {
  test("a gap begins a new stretch", () => {
    expect(linePath([1, 2, Number.NaN, 4], [0, 1, 2, 3], plain)).toBe("M0 10L1 20M3 40");
    expect(linePath([Number.NaN], [0], plain)).toBe("");
  });

  test("a band goes forth along the least and back along the greatest", () => {
    const slots = { low: [1, Number.NaN, 2], high: [3, Number.NaN, 4] };
    expect(bandPath(slots, [0, 1, 2], plain)).toBe("M0 10L2 20L2 40L0 30Z");
    expect(bandPath({ low: [], high: [] }, [], plain)).toBe("");
  });

  test("stripes reach from least to greatest where these differ", () => {
    expect(stripesPath({ low: [1, 2], high: [1, 5] }, [0, 1], plain)).toBe("M0 10L1 20L1 50");
  });

  test("a line ends at its last value", () => {
    expect(endOf([1, 2, Number.NaN], [0, 1, 2], plain)).toEqual({ x: 1, y: 20 });
    expect(endOf([Number.NaN], [0], plain)).toBeNull();
  });
});

test("the filled part of a cell stays inside it and reaches its floor, however full it is", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1, noNaN: true }), (share) => {
      const path = bottomOf(50, 40, 6, share);
      expect(path).not.toContain("NaN");
      const pairs = [...path.matchAll(/(?:M|0 0 1 )(-?[\d.]+) (-?[\d.]+)/g)];
      for (const [, x, y] of pairs) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x)).toBeLessThanOrEqual(50);
        expect(Number(y)).toBeGreaterThanOrEqual(40 * (1 - share) - 0.01);
        expect(Number(y)).toBeLessThanOrEqual(40);
      }
      expect(Math.max(...pairs.map(([, , y]) => Number(y)))).toBe(40);
    }),
  );
});

suite("captions", () => {
  test("a recipe in one line: what differs from the defaults by its label, machine and seeds left out", () => {
    expect(recipeLine(DEFAULT_RECIPE, ["Sort"])).toBe(
      "Sort · widths 2, 4, 6, 8, 12, 16 · 2 layers · 1,500 steps of 64 sequences · learning rate 0.005",
    );
    const varied = { ...DEFAULT_RECIPE, warmup: 0, engine: "wasm", seeds: [7] } as const;
    expect(recipeLine(varied, ["A", "B", "C", "D"])).toMatch(/^4 abilities · .* · warm-up 0$/);
    const measured = { ...DEFAULT_RECIPE, evalEvery: 10, evalSize: 16 };
    expect(recipeLine(measured, ["A"])).toMatch(/ · evaluated every 10 steps · 16 held-out prompts$/);
  });

  test("seeds, how far it is, engine and device, day, version", () => {
    const whole = aSweep();
    const lines = () => captionLines({ whole, variant: undefined, shown: null, appVersion: "1.2.3" });
    expect(lines()[1]).toMatch(
      /^2 seeds, so a preview · so far, at step 3 of 1,500 · tfjs on JavaScript · .* · Widthwise\u00a01\.2\.3$/,
    );
    for (const { id } of whole.runs) applyEvent(whole, { type: "done", run: id });
    applyEvent(whole, { type: "finished", stopped: false }, BEGAN);
    expect(lines()[1]).toContain(" · 2 January 2026 · ");
    expect(lines()[1]).not.toContain("so far");
  });
});

suite("the numbers behind a chart", () => {
  const sweep = aSweep();
  const rows = abilityRows(sweep.summary.tasks, [2, 4], sweep);

  test("are the same on the page and in the file", () => {
    const { columns, rows: cells } = abilitySheet(rows);
    expect(cells).toHaveLength(1); // width 4 has not been evaluated
    const told = Object.fromEntries(columns.map(({ name }, i) => [name, cells[0]![i]]));
    expect(told).toMatchObject({
      task: { shown: "sort", value: "sort" },
      step: { shown: "2", value: 2 },
      exact_mean: { shown: "50", value: 0.5 },
    });
    expect(columns.filter(({ title }) => title === null).map(({ name }) => name)).toEqual([
      "exact_high",
      "seeds",
      "share_high",
    ]);
  });

  test("the grid has a column a width, and tells where an ability emerged", () => {
    const { columns, rows: cells } = gridSheet(rows, [2, 4]);
    expect(columns.map(({ name }) => name)).toEqual(["task", "width_2", "width_4", "emerged_at_width"]);
    expect(cells[0]!.map(({ shown }) => shown).slice(0, 3)).toEqual(["sort", "50", "–"]);
  });

  test("as CSV: no number is an empty cell, text is no formula", () => {
    expect(
      columnsCsv(
        ["a", "b"],
        [
          ["=1+1", Number.NaN],
          ['say "x", y', 0.1],
        ],
      ),
    ).toBe('a,b\n\'=1+1,\n"say ""x"", y",0.1\n');
  });
});
