import { expect, suite, test } from "vitest";
import { makeGrid } from "../src/metrics/decimate.ts";
import { createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import { DEFAULT_RECIPE, type RecipeOverride } from "../src/recipe/schema.ts";
import { FIRST_LOOK, lossSeries } from "../src/ui/charts/lossData.ts";
import { LossSlots } from "../src/ui/charts/lossSlots.ts";
import { abilityRows } from "../src/ui/view/abilities.ts";
import { againstWords, recordedWords } from "../src/ui/view/recorded.ts";
import { aSummary, BEGAN, evalRow, feed, trainRow } from "./export-source.ts";

/** A sweep whose runs have a training point every `every` steps and one evaluation, scored by width. */
function aSweep(override: RecipeOverride, every: number, scoreOf: (width: number) => number): SweepLog {
  const sweep = createSweepLog(aSummary({ steps: 100, ...override }), BEGAN);
  const { steps, tasks } = sweep.summary.recipe;
  for (const { id, width, seed } of sweep.runs) {
    const at = Array.from({ length: steps / every }, (_, i) => (i + 1) * every);
    feed(
      sweep,
      id,
      "train",
      at.map((step) => trainRow(step, width + seed)),
    );
    const measures = tasks.flatMap(() => [scoreOf(width), 0, 0]);
    feed(sweep, id, "eval", [evalRow(steps, 1, measures)]);
  }
  return sweep;
}

suite("a sweep set against a recorded one", () => {
  const own = aSweep({ widths: [2, 4], seeds: [0], steps: 20 }, 1, () => 0);
  const recorded = aSweep({ widths: [4, 8], seeds: [0, 1, 2] }, 10, (width) => (width === 4 ? 0 : 1));

  test("has below its lines one a width that both have: the mean over the recorded seeds, on its own axis", () => {
    const series = lossSeries(own, recorded, FIRST_LOOK);
    expect(series.map(({ width, kind }) => `${kind} ${width}`)).toEqual([
      ...["behind 4", "raw 2", "raw 4", "line 2", "line 4", "heldOut 2", "heldOut 4"],
    ]);
    const slots = new LossSlots(makeGrid(0.5, 20.5, 20), series, { axis: "step", weight: 0, limits: null });
    slots.update();
    // points at steps 10 and 20, the line between them, and nothing of what comes after the axis
    const behind = slots.all[0]!.value;
    const drawn = [...behind].flatMap((value, slot) => (Number.isNaN(value) ? [] : [slot + 1]));
    expect(drawn).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    for (const step of drawn) expect(behind[step - 1]).toBeCloseTo(4 + 1, 9);
    expect(lossSeries(own, null, FIRST_LOOK)).toHaveLength(6);
  });

  test("tells what was recorded: of one ability all, of several how many", () => {
    const rowsOf = (sweep: SweepLog) => abilityRows(sweep.summary.tasks, sweep.summary.recipe.widths, sweep);
    expect(againstWords(rowsOf(recorded), recorded, "recorded")).toMatch(
      /^Recorded: Sort emerged between 4 and 8, at about 5\.\d/,
    );
    const tasks = ["sort", "copy"].map((name) => ({ name, weight: 1 }));
    const two = aSweep({ tasks, widths: [4, 8], seeds: [0, 1, 2] }, 10, (width) => (width === 4 ? 0 : 1));
    expect(againstWords(rowsOf(two), two, "recorded")).toBe(
      "Recorded, 3 seeds: two of two abilities emerged.",
    );
    expect(againstWords([], recorded, "recorded")).toBe("");
  });

  test("is labelled with seeds, engine, hardware and date", () => {
    const engine = { ...recorded.summary.engine, backend: "wasm" } as const;
    const words = {
      name: "a",
      title: "",
      command: "",
      runtime: "",
      finding: "",
      app: { version: "", commit: "" },
    };
    const head = {
      ...words,
      hardware: "2 cores",
      startedAt: 0,
      endedAt: BEGAN,
      engine,
      recipe: DEFAULT_RECIPE,
    };
    expect(recordedWords(head)).toBe("3 seeds, WebAssembly, 2 cores, 2 January 2026");
  });
});
