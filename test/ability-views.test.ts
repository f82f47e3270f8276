import { expect, suite, test } from "vitest";
import { meanInterval } from "../src/analysis/mean-interval.ts";
import { createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import type { RecipeOverride } from "../src/recipe/schema.ts";
import { flops, seconds } from "../src/ui/format.ts";
import { abilityRows, abilityWords, rowWords } from "../src/ui/view/abilities.ts";
import { budgetWords, comparisonOf } from "../src/ui/view/compare.ts";
import { curvesOf, keyWords, shareWords, spreadOf, VIEWS, viewWords } from "../src/ui/view/curves.ts";
import { findingWords } from "../src/ui/view/finding.ts";
import { lastLosses, lossWords } from "../src/ui/view/loss.ts";
import { mirageWords } from "../src/ui/view/mirage.ts";
import { aSummary, aTask, evalRow, feed } from "./export-source.ts";

const STEPS = 100;
const sweepOf = (override: RecipeOverride = {}): SweepLog =>
  createSweepLog(aSummary({ widths: [2, 4], seeds: [0], steps: STEPS, ...override }), 0);

/** Evaluations at steps 0, 25, 50 and 100 whose exact match is the share of the steps. */
function climb(sweep: SweepLog): SweepLog {
  for (const { id } of sweep.runs) {
    feed(
      sweep,
      id,
      "eval",
      [0, 25, 50, 100].map((step) => evalRow(step, 1, [step / 100, 0.5, -1])),
    );
  }
  return sweep;
}

const rowsOf = (sweep: SweepLog, axis?: "step" | "tokens" | "flops" | "wall_time") =>
  abilityRows(sweep.summary.tasks, sweep.summary.recipe.widths, sweep, axis);
const scoresOf = (sweep: SweepLog, axis: "step" | "tokens" | "flops" | "wall_time") =>
  rowsOf(sweep, axis)[0]!.cells.map((cell) => [cell.step, cell.score.mean]);

suite("the interval of a mean over seeds", () => {
  test("with three seeds reaches from the least to the greatest; with fewer there is none", () => {
    expect(meanInterval([0.5, 0, 1])).toEqual({ low: 0, high: 1 });
    expect(meanInterval([0.25, 0.25, 0.25])).toEqual({ low: 0.25, high: 0.25 });
    expect(meanInterval([0, 1])).toBeNull();
  });

  test("with twenty seeds is about Student's: mean ± 2.09 standard errors", () => {
    const values = Array.from({ length: 20 }, (_, i) => (i + 0.5) / 20);
    // standard deviation .2958, ÷ √20 = .0661, × 2.093 = .138
    const { low, high } = meanInterval(values)!;
    expect(Math.abs(0.5 - 0.138 - low)).toBeLessThan(0.015);
    expect(Math.abs(0.5 + 0.138 - high)).toBeLessThan(0.015);
  });
});

suite("compared at equal steps, tokens, FLOPs or seconds", () => {
  test("every run where it stood when the one that spent least was there", () => {
    const sweep = climb(sweepOf());
    expect(scoresOf(sweep, "step")).toEqual([
      [100, 1],
      [100, 1],
    ]);
    expect(scoresOf(sweep, "tokens")).toEqual(scoresOf(sweep, "step"));
    // 14 FLOPs a token at width 2 and 28 at width 4: that one has half of the steps
    expect(scoresOf(sweep, "flops")).toEqual([
      [100, 1],
      [50, 0.5],
    ]);
    expect(comparisonOf(sweep, "flops").budget).toBe(14 * 1024 * 100);
  });

  test("seconds are the cohort's own", () => {
    const sweep = sweepOf();
    const rows = (pace: number) => [0, 50, 100].map((step) => [step, step * pace, 0, 1, step / 100, 0.5, -1]);
    feed(sweep, "w2-s0", "eval", rows(0.1));
    feed(sweep, "w4-s0", "eval", rows(0.15));
    expect(comparisonOf(sweep, "wall_time")).toEqual({ axis: "wall_time", budget: 10 });
    expect(scoresOf(sweep, "wall_time")).toEqual([
      [100, 1],
      [50, 0.5],
    ]);
  });

  test("narrow-first: the budget is that of the runs that are done", () => {
    const sweep = sweepOf({ order: "narrow-first" });
    feed(sweep, "w2-s0", "eval", [evalRow(100, 1, [1, 0.5, -1])]);
    expect(comparisonOf(sweep, "flops").budget).toBe(Number.POSITIVE_INFINITY);
    sweep.runs[0]!.status = "done";
    feed(sweep, "w4-s0", "eval", [evalRow(0, 1, [0, 0.5, -1]), evalRow(75, 1, [0.75, 0.5, -1])]);
    expect(comparisonOf(sweep, "flops").budget).toBe(14 * 1024 * 100);
    expect(scoresOf(sweep, "flops")[1]).toEqual([0, 0]);
    expect(scoresOf(sweep, "step")[1]).toEqual([75, 0.75]);
  });

  test("the sentences say so", () => {
    const rows = rowsOf(climb(sweepOf()), "flops");
    const sweep = climb(sweepOf());
    expect(findingWords(rows, [2, 4], "finished", sweep).aside).toBe(
      "Compared at equal FLOPs, 1.4 MFLOPs a run. 1 seed, so a preview.",
    );
    const none = rowsOf(climb(sweepOf({ tasks: [{ name: "sort", weight: 1 }] })), "flops").map((row) => ({
      ...row,
      emergence: { ...row.emergence, point: { kind: "not-yet", at: 4 } as const },
    }));
    expect(rowWords(none[0]!)).toBe("Not yet at width 4 (1 seed, 1.4 MFLOPs): sort.");
  });

  test("budgets in words", () => {
    expect(budgetWords({ axis: "step", budget: 1500 })).toBe("1,500 steps");
    expect(budgetWords({ axis: "tokens", budget: 1_536_000 })).toBe("1.5 M tokens");
    expect(budgetWords({ axis: "wall_time", budget: 8.14 })).toBe("8.1 s");
    expect(budgetWords({ axis: "flops", budget: Number.POSITIVE_INFINITY })).toBe("");
    expect([999, 999_600, 2.34e9, 4.1e13].map(flops)).toEqual([
      "999 FLOPs",
      "1.0 MFLOPs",
      "2.3 GFLOPs",
      "41 TFLOPs",
    ]);
    expect([0.4231, 61.2, 1240].map(seconds)).toEqual(["0.42 s", "61 s", "1,240 s"]);
  });

  test("a cell tells when its ability emerged", () => {
    const [row] = rowsOf(climb(sweepOf()));
    // chance .1, so half-way is at .55, between .5 and 1
    expect(abilityWords(row!.task, row!.cells[0]!)).toContain(" It emerged between steps 50 and 100.");
  });
});

suite("before anything has been trained", () => {
  test("scores of step 0 are said of no width: neither emerged nor not yet", () => {
    const sweep = sweepOf();
    for (const { id } of sweep.runs) feed(sweep, id, "eval", [evalRow(0, 3, [0, 0.1, -3])]);
    const rows = rowsOf(sweep);
    expect(findingWords(rows, [2, 4], "training", sweep)).toEqual({
      lead: "The first scores come with the first evaluation.",
      aside: "",
    });
    expect(rowWords(rows[0]!)).toBe("");
    expect(VIEWS.map((view) => viewWords(rows, view))).toEqual(["", "", ""]);
    expect(lossWords(lastLosses(sweep))).toBe("");
    for (const { id } of sweep.runs) feed(sweep, id, "eval", [evalRow(25, 2, [0.1, 0.2, -2])]);
    expect(findingWords(rowsOf(sweep), [2, 4], "training", sweep).lead).toBe(
      "Not yet at width 4 (1 seed, 25 steps): sort.",
    );
    expect(viewWords(rowsOf(sweep), "mean")).toMatch(/^Highest score/);
  });

  test("a width that has only begun does not undo what a narrower one has", () => {
    const sweep = sweepOf({ order: "narrow-first" });
    feed(sweep, "w2-s0", "eval", [evalRow(100, 1, [1, 1, 0])]);
    feed(sweep, "w4-s0", "eval", [evalRow(0, 3, [0, 0.1, -3])]);
    expect(findingWords(rowsOf(sweep), [2, 4], "training", sweep).lead).toBe("Sort emerged by width 2.");
  });
});

/** One task's exact match by width and seed, with token accuracy and loss the same for all seeds. */
function ladder(
  exact: readonly (readonly number[])[],
  token: readonly number[] = [],
  loss: readonly number[] = [],
  chance = 0,
) {
  const widths = exact.map((_, i) => 2 ** (i + 1));
  const seeds = exact[0]!.map((_, seed) => seed);
  const sweep = createSweepLog(
    { ...aSummary({ widths, seeds, steps: STEPS }), tasks: [{ ...aTask("sort"), chance, answerLength: 2 }] },
    0,
  );
  sweep.runs.forEach((run) => {
    const at = widths.indexOf(run.width);
    const measures = [exact[at]![run.seed]!, token[at] ?? 0.5, -(loss[at] ?? 1)];
    feed(sweep, run.id, "eval", [evalRow(STEPS, 1, measures)]);
  });
  return rowsOf(sweep);
}

suite("scores that fall back at a wider width", () => {
  const cellWords = (rows: ReturnType<typeof ladder>) =>
    rows[0]!.cells.map((cell) => abilityWords(rows[0]!.task, cell));

  test("a cell that is there below where its ability emerged says why", () => {
    const rows = ladder([
      [0, 0, 0],
      [1, 0.9, 0],
      [0, 0.1, 0],
      [1, 1, 1],
    ]);
    expect(rowWords(rows[0]!)).toMatch(/^Sort emerged between 8 and 16/);
    const [first, early, , last] = cellWords(rows);
    expect(early).toContain(
      "2 of 3 seeds have it (95 % interval: 21 to 94 % of seeds). 2 seeds fall back at a wider width: only what stays has emerged.",
    );
    for (const words of [first, last]) expect(words).not.toContain("back at a wider width");
  });

  test("of a single seed, and where it never comes back", () => {
    const rows = ladder([[0], [1], [0]]);
    expect(rowWords(rows[0]!)).toMatch(/^Not yet at width 8/);
    expect(cellWords(rows)[1]).toContain("It falls back at a wider width: ");
  });

  test("nothing to explain where the ability has emerged already, though a seed falls back", () => {
    const rows = ladder([
      [1, 1, 1],
      [1, 1, 0],
      [1, 1, 1],
    ]);
    expect(rowWords(rows[0]!)).toMatch(/^Sort emerged by width 2/);
    for (const words of cellWords(rows)) expect(words).not.toContain("back at a wider width");
  });
});

suite("mean, share of seeds, mirage", () => {
  const split = ladder([
    [0, 0, 0],
    [0.9, 0, 0.8],
    [1, 1, 1],
  ]);

  test("means with their interval, shares with Wilson's and the mean of those that have it", () => {
    const [mean] = curvesOf(split, "mean");
    expect(mean!.points[1]).toMatchObject({ width: 4, interval: { low: 0, high: 0.9 } });
    expect(mean!.points[1]!.value).toBeCloseTo(1.7 / 3, 12);
    const [share] = curvesOf(split, "share");
    expect(share!.points[1]).toMatchObject({ value: 2 / 3, other: expect.closeTo(0.85, 12) });
    // Wilson, 2 of 3: .208 to .939
    expect(share!.points[1]!.interval!.low).toBeCloseTo(0.2077, 4);
    expect(share!.points[1]!.interval!.high).toBeCloseTo(0.9385, 4);
    expect(share!.points[0]!.other).toBeNaN();
  });

  test("of two seeds their range is told, of one nothing", () => {
    expect(spreadOf(ladder([[0.2, 0.6]])[0]!.cells[0]!)).toEqual({ low: 0.2, high: 0.6 });
    expect(spreadOf(ladder([[0.2]])[0]!.cells[0]!)).toBeNull();
    expect(keyWords("mean", 1, 1)).not.toContain("bars");
    expect(keyWords("mean", 2, 1)).toContain("range of the two seeds");
  });

  test("words on the share: where seeds part", () => {
    expect(shareWords(split)).toBe(
      "Seeds part most at sort, width 4: 2 of 3 seeds have it (95 % interval 21 to 94 %); those score 85 % on the mean.",
    );
    expect(shareWords(ladder([[1, 1, 1]]))).toBe(
      "At every width all 3 seeds agree whether they have an ability.",
    );
    expect(shareWords(ladder([[1]]))).toContain("shares need more seeds");
    expect(viewWords([], "share")).toBe("");
  });

  test("p^L beside exact match: .5² and 1²", () => {
    const [curve] = curvesOf(ladder([[0.1], [1]], [0.5, 1]), "mirage");
    expect(curve!.points.map((point) => point.other)).toEqual([0.25, 1]);
  });

  test("a jump where the loss has no step is the metric's; few widths are a hint", () => {
    // five widths: the rise is done between the last two, the loss falls by one at each
    const even = ladder([[0], [0], [0], [0], [1]], [0.2, 0.4, 0.6, 0.8, 1], [5, 4, 3, 2, 1]);
    // a tenth and nine tenths of the way from 16 to 32: 16 · 2^.1 and 16 · 2^.9; the loss falls .8 there, of .8 of a step
    expect(mirageWords(even)).toBe(
      "Sort: where exact match jumps, between about 17.1 and 30, the loss falls no faster, 1.0 times as fast as on the way there: the metric makes the jump. A hint, no more: five widths are few for this.",
    );
    const step = ladder([[0], [0], [0], [0], [1]], [0.5, 0.5, 0.5, 0.5, 1], [5, 5, 5, 5, 1]);
    expect(mirageWords(step)).toContain("learned. A hint");
    expect(mirageWords(ladder([[0], [0.1], [0.2]]))).toContain("no jump yet");
  });

  test("several tasks in groups; text has nothing to multiply", () => {
    const [one] = ladder([[0], [0], [0], [0], [1]], [], [5, 4, 3, 2, 1]);
    const other = { ...ladder([[0], [0], [0], [0], [0]])[0]!, task: { ...one!.task, title: "Parity" } };
    expect(mirageWords([one!, other])).toBe(
      "The metric makes the jump: sort. No jump yet: parity. A hint, no more: five widths are few for this.",
    );
    const text = { ...one!, task: { ...one!.task, scored: "token" as const } };
    expect(mirageWords([text])).toContain("nothing to multiply");
  });
});
