import { expect, suite, test } from "vitest";
import { applyEvent, createSweepLog } from "../src/metrics/sweep.ts";
import { without } from "../src/ui/runs/useHidden.ts";
import { progressOf } from "../src/ui/view/progress.ts";
import { readFilter } from "../src/ui/view/run-filter.ts";
import { columnsOf, runRows, sortedRows } from "../src/ui/view/runs.ts";
import { aSummary, BEGAN, evalRow, feed, trainRow } from "./export-source.ts";

/** Widths 2, 4 and 8, seeds 0 and 1: exact match of width / 10; `w8-s1` has diverged. */
function aSweep() {
  const sweep = createSweepLog(aSummary({ widths: [2, 4, 8], steps: 10 }), BEGAN);
  for (const { id, width, seed } of sweep.runs) {
    feed(sweep, id, "train", [trainRow(10, width)]);
    feed(sweep, id, "eval", [evalRow(10, width + seed, [width / 10, 0, 0])]);
  }
  applyEvent(sweep, { type: "diverged", run: "w8-s1", step: 7, message: "" });
  sweep.remarks.set("w4-s0", { note: "Looks odd", mark: "star" });
  return sweep;
}

const sweep = aSweep();
const columns = columnsOf(sweep.summary.tasks);
const rows = runRows(sweep, progressOf(sweep), "training");
const found = (text: string) =>
  rows
    .filter(readFilter(text, columns).isIn)
    .map(({ run }) => run.id)
    .join(" ");

suite("the table of runs", () => {
  test.each([
    ["", "w2-s0 w2-s1 w4-s0 w4-s1 w8-s0 w8-s1"],
    ["width:8", "w8-s0 w8-s1"],
    ["width:2,8 seed:0", "w2-s0 w8-s0"],
    ["width:3..8 seed=1", "w4-s1 w8-s1"],
    ["width:..4 seed:0", "w2-s0 w4-s0"],
    ["STATE:Diverged", "w8-s1"],
    ["sort>0.3", "w4-s0 w4-s1 w8-s0 w8-s1"],
    ["sort>=80%", "w8-s0 w8-s1"],
    ["loss<3", "w2-s0"],
    ["note:odd", "w4-s0"],
    ["mark:star,circle", "w4-s0"],
    ["mark:* note:*", "w4-s0"],
    ["odd", "w4-s0"],
    ["w8", "w8-s0 w8-s1"],
    ["nothing", ""],
    ["sort> width: loss<x", "w2-s0 w2-s1 w4-s0 w4-s1 w8-s0 w8-s1"],
  ])("filtered by %j", (text, ids) => {
    expect(found(text)).toBe(ids);
  });

  test("a key that no column has is told, and what else stands there holds", () => {
    const filter = readFilter("colour:red width:8", columns);
    expect(filter.unknown).toEqual(["colour"]);
    expect(found("colour:red width:8")).toBe("w8-s0 w8-s1");
  });

  test("has a column for the score of each of a few tasks, none for many", () => {
    expect(columns.find(({ key }) => key === "sort")?.shown(rows[2]!)).toBe("40 %");
    const many = columnsOf(
      Array.from({ length: 5 }, (_, i) => ({ ...sweep.summary.tasks[0]!, name: `t${i}` })),
    );
    expect(many.map(({ key }) => key)).not.toContain("t0");
  });

  test("is sorted by any column, and what is not known comes last either way", () => {
    const ids = (column: string, descending: boolean) =>
      sortedRows(rows, columns, { column, descending }).map(({ run }) => run.id);
    expect(ids("loss", true)[0]).toBe("w8-s1");
    expect(ids("note", false)[0]).toBe("w4-s0");
    expect(ids("note", true)[0]).toBe("w4-s0");
  });

  test("runs that are not drawn leave the chart, and a width goes with its last one", () => {
    const left = without(sweep, new Set(["w2-s0", "w8-s0", "w8-s1"]));
    expect(left.runs.map(({ id }) => id)).toEqual(["w2-s1", "w4-s0", "w4-s1"]);
    expect(left.summary.cohorts.map(({ width }) => width)).toEqual([2, 4]);
    expect(without(sweep, new Set())).toBe(sweep);
  });
});
