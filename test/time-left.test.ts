/** The time left, on the page and on the command line, where workers share a sweep. */
import { expect, suite, test } from "vitest";
import { stepWeight } from "../src/analysis/estimate.ts";
import { progressLine } from "../src/cli/progress.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import type { Recipe } from "../src/recipe/schema.ts";
import { progressOf } from "../src/ui/view/progress.ts";
import { aSummary, feed, trainRow } from "./export-source.ts";

/** A sweep of 100 steps; each run has taken so many, a tenth of a second each. */
function aSweep(order: Recipe["order"], workers: readonly (readonly string[])[], steps: number[]): SweepLog {
  const summary = aSummary({ widths: [2, 4], seeds: [0, 1], steps: 100, order });
  const sweep = createSweepLog({ ...summary, workers });
  steps.forEach((last, i) => {
    const rows = Array.from({ length: last }, (_, step) => trainRow(step + 1, 1));
    feed(sweep, sweep.runs[i]?.id ?? "", "train", rows);
  });
  return sweep;
}

/** What a step of a width costs beside the others. */
const weight = ({ summary }: SweepLog, width: number) =>
  stepWeight(summary.recipe, { vocabulary: summary.vocabulary.length, context: summary.context }, { width });

const shown = (sweep: SweepLog) => progressLine(sweep).split("   ")[2];

const left = (sweep: SweepLog) => {
  const { cohorts, secondsLeft } = progressOf(sweep);
  return [...cohorts.map((cohort) => cohort.secondsLeft), secondsLeft].map(Math.round);
};

suite("time left", () => {
  const alone = [["w2-s0", "w2-s1", "w4-s0", "w4-s1"]];
  const byWidth = [
    ["w4-s0", "w4-s1"],
    ["w2-s0", "w2-s1"],
  ];
  const bySeed = [
    ["w2-s0", "w4-s0"],
    ["w2-s1", "w4-s1"],
  ];

  test("on one worker the widths take turns", () => {
    const sweep = aSweep("together", alone, [80, 80, 80, 80]);
    expect([left(sweep), shown(sweep)]).toEqual([[4, 4, 4], "4 s left"]);
  });

  test("on a worker each they do not wait for one another", () => {
    const sweep = aSweep("together", byWidth, [80, 80, 60, 60]);
    expect([left(sweep), shown(sweep)]).toEqual([[2, 4, 4], "4 s left"]);
  });

  test("where a width's seeds are apart, the later ones count", () => {
    const sweep = aSweep("together", bySeed, [80, 60, 80, 60]);
    expect([left(sweep), shown(sweep)]).toEqual([[8, 8, 8], "8 s left"]);
  });

  test("narrow-first: each worker has its own queue", () => {
    const sweep = aSweep("narrow-first", bySeed, [100, 50, 40, 0]);
    for (const run of ["w2-s0"]) applyEvent(sweep, { type: "done", run });
    // the first has 60 steps left; the second 50 and 100 more, each by so much longer as it costs more
    const times = weight(sweep, 4) / weight(sweep, 2);
    const second = Math.round(5 + 10 * times);
    expect(times).toBeGreaterThan(1.1);
    expect([left(sweep), shown(sweep)]).toEqual([[5, second, second], `${second} s left`]);
  });

  test("is not told before every worker's pace is known", () => {
    const sweep = aSweep("together", byWidth, [80, 80, 0, 0]);
    expect(left(sweep)).toEqual([2, Number.NaN, Number.NaN]);
    expect(progressLine(sweep)).not.toContain("left");
  });
});
