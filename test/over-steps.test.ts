import { expect, suite, test } from "vitest";
import { createSweepLog } from "../src/metrics/sweep.ts";
import { abilityRows } from "../src/ui/view/abilities.ts";
import { overStepsWords, panelWords, stepPanels } from "../src/ui/view/over-steps.ts";
import { overStepsSheet } from "../src/ui/view/sheets/over-steps.ts";
import { aSummary, evalRow, feed } from "./export-source.ts";

const WIDTHS = [4, 8];

/** `scores[task][width]` are the scores of seed 0 at steps 0, 10, 20, …; those of seed 1 are a tenth lower. */
function panelsOf(scores: Readonly<Record<string, readonly (readonly number[])[]>>, diverged: string[] = []) {
  const names = Object.keys(scores);
  const tasks = names.map((name) => ({ name, weight: 1 }));
  const sweep = createSweepLog(aSummary({ widths: WIDTHS, seeds: [0, 1], tasks }), 0);
  for (const run of sweep.runs) {
    const of = (name: string, i: number) => scores[name]![WIDTHS.indexOf(run.width)]![i]! - 0.1 * run.seed;
    const rows = scores[names[0]!]![0]!.map((_, i) =>
      evalRow(
        10 * i,
        1,
        names.flatMap((name) => [of(name, i), 0, -1]),
      ),
    );
    feed(sweep, run.id, "eval", rows);
    if (diverged.includes(run.id)) run.status = "diverged";
  }
  return stepPanels(abilityRows(sweep.summary.tasks, WIDTHS, sweep), sweep);
}

suite("ability against step", () => {
  test("a drawing a task, a line a width, the mean over seeds", () => {
    const panels = panelsOf({
      copy: [
        [0.1, 0.3],
        [0.1, 0.9],
      ],
    });
    expect(panels).toHaveLength(1);
    expect(panels[0]!.lines.map((line) => line.width)).toEqual(WIDTHS);
    const [start, end] = panels[0]!.lines[1]!.points;
    expect([start, end]).toEqual([
      { step: 0, score: expect.closeTo(0.05, 12) },
      { step: 10, score: expect.closeTo(0.85, 12) },
    ]);
  });

  test("runs that have diverged are left out, and a width without any other has no line", () => {
    const scores = { copy: WIDTHS.map(() => [0.1, 0.3]) };
    const [panel] = panelsOf(scores, ["w4-s1", "w8-s0", "w8-s1"]);
    expect(panel!.lines[0]!.points[1]!.score).toBeCloseTo(0.3, 12);
    expect(panel!.lines[1]!.points).toEqual([]);
  });

  test("more evaluations than pixels are thinned out, and the newest stays", () => {
    const long = Array.from({ length: 1000 }, (_, i) => i / 1000);
    const [panel] = panelsOf({ copy: [long, long] });
    const { points } = panel!.lines[0]!;
    expect(points.length).toBeLessThanOrEqual(200);
    expect(points.at(-1)!.step).toBe(9990);
  });

  test("the sentence: the first and the last task at the widest width that has any", () => {
    const [flat, early, late] = [
      [0.1, 0.1, 0.1],
      [0.1, 1, 1],
      [0.1, 0.1, 1],
    ];
    expect(overStepsWords(panelsOf({ copy: [flat, late], sort: [flat, early], add: [early, flat] }))).toBe(
      "At width 8 sort came first: emerged between steps 0 and 10. Copy came last: emerged between steps 10 and 20.",
    );
    expect(overStepsWords(panelsOf({ copy: [early, flat], sort: [flat, flat] }))).toBe(
      "At width 4 copy emerged between steps 0 and 10.",
    );
    expect(overStepsWords(panelsOf({ copy: [flat, flat] }))).toBe("");
    const one = panelsOf({ sort: [late, early] });
    expect(overStepsWords(one)).toBe(
      "Width 8 came first: emerged between steps 0 and 10. Width 4 came last: emerged between steps 10 and 20.",
    );
    expect(panelWords(one[0]!)).toBe(
      "sort · width 4: emerged between steps 10 and 20 · width 8: emerged between steps 0 and 10",
    );
  });

  test("the numbers: a row a task, width and evaluation", () => {
    const sheet = overStepsSheet(
      panelsOf({
        copy: [
          [0.1, 0.3],
          [0.1, 0.9],
        ],
      }),
    );
    expect(sheet.rows.map((row) => row.map((cell) => cell.shown))).toEqual([
      ["copy", "4", "0", "5"],
      ["copy", "4", "10", "25"],
      ["copy", "8", "0", "5"],
      ["copy", "8", "10", "85"],
    ]);
  });
});
