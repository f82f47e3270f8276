import { expect, suite, test } from "vitest";
import { smooth, weightFor } from "../src/analysis/smoothing.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import type { Sample } from "../src/protocol.ts";
import { DEFAULT_RECIPE } from "../src/recipe/schema.ts";
import { MOST_POINTS } from "../src/recorded/format.ts";
import { indexText, parseIndex } from "../src/recorded/head.ts";
import { adopted, comparable, isSameTraining } from "../src/recorded/match.ts";
import { parseRecording } from "../src/recorded/parse.ts";
import { replayed } from "../src/recorded/replay.ts";
import { timeAt } from "../src/recorded/time.ts";
import { recordingText } from "../src/recorded/write.ts";
import { aSummary, BEGAN, evalRow, feed, headOf, trainRow } from "./export-source.ts";

const SAMPLE: Sample = {
  task: "sort",
  prompt: ["b", "a"],
  expected: ["a", "b"],
  answer: ["a", "a"],
  right: false,
};

/** Widths 2 and 4, seeds 0 and 1, 1,000 steps; w4-s1 has diverged at step 400, w4-s0 was stopped. */
function aSweep(): SweepLog {
  const sweep = createSweepLog(aSummary({ steps: 1000 }), BEGAN);
  for (const { id, seed } of sweep.runs) {
    const steps = id === "w4-s1" ? 400 : 1000;
    const loss = (step: number) => (id === "w4-s1" && step === 400 ? Number.NaN : (seed + 1) / step);
    const rows = Array.from({ length: steps }, (_, i) => trainRow(i + 1, loss(i + 1)));
    feed(sweep, id, "train", rows);
    feed(sweep, id, "eval", [evalRow(0, 2.123456789, [0, 0.1234567, -1e-9])]);
    feed(sweep, id, "eval", [evalRow(steps, 1 / 3, [0.68359375, 1, Number.NEGATIVE_INFINITY])]);
  }
  sweep.samples.set("w2-s0", { step: 1000, samples: [SAMPLE] });
  for (const run of ["w2-s0", "w2-s1"]) applyEvent(sweep, { type: "done", run });
  applyEvent(sweep, { type: "diverged", run: "w4-s1", step: 400, message: "" });
  applyEvent(sweep, { type: "finished", stopped: true }, BEGAN + 5000);
  return sweep;
}

const textOf = (sweep: SweepLog) => recordingText(sweep, headOf(sweep));

/** Four significant digits. */
const four = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(4)) : value);

suite("a recorded sweep", () => {
  const sweep = aSweep();
  const recording = parseRecording(textOf(sweep), "a-test");
  const told = replayed(recording);

  test("keeps summary, head and every evaluation, to four digits", () => {
    expect(recording.head).toEqual(headOf(sweep));
    const { workers, ...summary } = sweep.summary;
    expect(told.summary).toMatchObject(summary);
    const seconds = told.runs[0]!.eval.column("timestamp").map((at) => at - BEGAN / 1000);
    expect([...seconds]).toEqual(
      [...sweep.runs[0]!.eval.column("timestamp")].map((at) => Math.round(at - BEGAN / 1000)),
    );
    expect([told.startedAt, told.endedAt]).toEqual([BEGAN, BEGAN + 5000]);
    for (const [i, run] of sweep.runs.entries()) {
      for (const name of run.eval.columns.filter((column) => column !== "timestamp")) {
        expect([...told.runs[i]!.eval.column(name)]).toEqual([...run.eval.column(name)].map(four));
      }
    }
  });

  test("ends each run as it ended, with its last answers", () => {
    const ends = told.runs.map(({ id, status, divergedAt }) => [id, status, divergedAt]);
    expect(ends).toEqual(sweep.runs.map(({ id, status, divergedAt }) => [id, status, divergedAt]));
    expect(ends.map(([, status]) => status)).toEqual(["done", "done", "stopped", "diverged"]);
    expect([...told.samples]).toEqual([["w2-s0", { step: 1000, samples: [SAMPLE] }]]);
  });

  test("has few points of the training loss, each the mean of its steps, with times between the evaluations'", () => {
    const { train } = told.runs[0]!;
    expect(train.length).toBeLessThanOrEqual(MOST_POINTS);
    expect([...train.column("step").slice(0, 2), train.last("step")]).toEqual([7, 14, 1000]);
    const mean = [1, 2, 3, 4, 5, 6, 7].reduce((sum, step) => sum + 1 / step, 0) / 7;
    expect(train.column("loss/train")[0]).toBe(four(mean));
    expect(train.column("wall_time")[0]).toBeCloseTo(0.7, 9);
    expect(train.column("lr")[0]).toBeNaN();
    expect(told.runs[3]!.train.last("loss/train")).toBeNaN();
  });

  test("is told in the order of a trainer: together step by step, narrow to wide; else width by width", () => {
    const orderOf = (order: "together" | "narrow-first") => {
      const ordered = { ...sweep, summary: { ...sweep.summary, recipe: { ...sweep.summary.recipe, order } } };
      const { events } = parseRecording(textOf(ordered), "a-test");
      return events.flatMap((event) =>
        event.type === "rows" && event.table === "eval" ? [`${event.run} ${event.rows[0]}`] : [],
      );
    };
    const [start, mid, end] = [0, 400, 1000].map((step) => (run: string) => `${run} ${step}`);
    const ids = sweep.runs.map(({ id }) => id);
    expect(orderOf("together")).toEqual([
      ...[...ids.map(start!), mid!("w4-s1")],
      ...["w2-s0", "w2-s1", "w4-s0"].map(end!),
    ]);
    expect(orderOf("narrow-first")).toEqual([
      ...[...["w2-s0", "w2-s1"].map(start!), ...["w2-s0", "w2-s1"].map(end!)],
      ...[...["w4-s0", "w4-s1"].map(start!), mid!("w4-s1"), end!("w4-s0")],
    ]);
  });

  test("a short log is kept point by point, and one without points stays empty", () => {
    const short = createSweepLog(aSummary({ steps: 3 }), BEGAN);
    feed(short, "w2-s0", "train", [trainRow(1, 3), trainRow(2, 2), trainRow(3, 1)]);
    applyEvent(short, { type: "finished", stopped: true }, BEGAN);
    const [first, second] = replayed(parseRecording(textOf(short), "a-test")).runs;
    expect([...first!.train.column("loss/train")]).toEqual([3, 2, 1]);
    expect(first!.train.column("wall_time")[1]).toBeNaN();
    expect(second!.train.length).toBe(0);
  });
});

suite("a file that is not a recorded sweep", () => {
  const good = JSON.parse(textOf(aSweep()));
  const damages: [string, string, unknown, string][] = [
    ["another format", "format", "x", 'format: expected widthwise-recorded-sweep; got "x"'],
    ["a later version", "version", 2, "version: expected version 1 (reload"],
    ["a key too many", "more", 1, "expected only format, version, head, context"],
    ["a key too few", "head title", undefined, "head.title: expected a text; got nothing"],
    ["a wrong date", "head endedAt", "today", "head.endedAt: expected a date such as"],
    ["a wrong recipe", "head recipe steps", "0", "head.recipe: steps: expected a whole number from 1"],
    ["an unknown field", "head recipe colour", "red", '"colour" is no field of a recipe'],
    ["a text for a number", "runs 1 eval step 1", "x", "runs[1].eval.step[1]: expected a number, NaN"],
    ["steps that fall", "runs 0 train step 1", 3, "runs[0].train.step[1]: expected a step from 8; got 3"],
    [
      "a short column",
      "runs 0 eval loss/heldout",
      [1],
      "eval.loss/heldout: expected 2 values, as of step; got 1",
    ],
    ["a missing column", "runs 0 eval wall_time", undefined, "eval.wall_time: expected a list; got nothing"],
    ["a run too few", "runs", good.runs.slice(1), "runs: expected w2-s0, w2-s1, w4-s0, w4-s1; got"],
    ["another width", "cohorts 0 width", 3, 'cohorts: expected w2, w4; got "w3, w4"'],
    ["other seeds", "cohorts 1 seeds", [0], "cohorts: seeds of w4: expected 0, 1; got"],
    ["no step of a divergence", "runs 3 divergedAt", null, "runs[3].divergedAt: expected the step at which"],
    [
      "a wrong status",
      "runs 0 status",
      "fine",
      'runs[0].status: expected done or diverged or stopped; got "fine"',
    ],
    ["another name", "head name", "b", 'head.name: expected a-test; got "b"'],
  ];
  test.each(damages)("%s is told with place, expected and got", (_, path, value, message) => {
    const file = structuredClone(good);
    const keys = path.split(" ");
    const last = keys.pop() as string;
    keys.reduce((inner, key) => inner[key], file)[last] = value;
    const read = () => parseRecording(JSON.stringify(file), "a-test");
    expect(read).toThrow(message);
    expect(read).toThrow(/^a-test\.json: .*; record it anew with npm run record$/);
    expect(read).toThrow(expect.objectContaining({ name: "RecordingError" }));
  });

  test("a page in its place, as some hosts send it, is told as such", () => {
    expect(() => parseRecording("<!doctype html><p>", "a-test")).toThrow(
      'a-test.json: expected a JSON text; got "<!doctype html><p>"; record it anew',
    );
    expect(() => parseRecording("[]", "a-test")).toThrow("a-test.json: expected an object; got a list of 0");
  });
});

suite("the index", () => {
  const head = headOf(aSweep());
  test("lists the heads, the cheapest sweep first", () => {
    const entries = [
      { head: { ...head, name: "dear" }, flops: 2e9 },
      { head: { ...head, name: "cheap" }, flops: 1e9 },
    ];
    expect(parseIndex(indexText(entries)).map(({ name }) => name)).toEqual(["cheap", "dear"]);
    expect(parseIndex(indexText(entries))[0]).toEqual({ ...head, name: "cheap" });
  });

  test("is refused where it is something else, and a name that is no file's too", () => {
    expect(() => parseIndex("{}")).toThrow(
      "index.json: format: expected widthwise-recorded-index; got nothing",
    );
    const odd = indexText([{ head: { ...head, name: "../x" }, flops: 1 }]);
    expect(() => parseIndex(odd)).toThrow("recordings[0].name: expected small letters");
  });
});

suite("which recorded sweep belongs to a recipe", () => {
  const head = headOf(aSweep());
  const { recipe } = head;
  test("seeds and machine do not count, everything else does", () => {
    expect(isSameTraining(recipe, { ...recipe, seeds: [7], engine: "wasm", order: "narrow-first" })).toBe(
      true,
    );
    expect(isSameTraining(recipe, { ...recipe, steps: 1001 })).toBe(false);
    expect(isSameTraining(recipe, { ...recipe, widths: [2, 8] })).toBe(false);
  });

  test("to be set against: the same training before the same tasks, nothing of other tasks", () => {
    const other = { ...head, recipe: { ...recipe, steps: 5 } };
    expect(comparable([other, head], recipe)).toBe(head);
    expect(comparable([other], recipe)).toBe(other);
    const two = [..."ab"].map((name) => ({ name, weight: 1 }));
    expect(comparable([head], { ...recipe, tasks: two })).toBeUndefined();
    const turned = { ...head, recipe: { ...recipe, tasks: [...two].reverse() } };
    expect(comparable([turned], { ...recipe, tasks: two })).toBe(turned);
  });

  test("adopted, the machine's own choice of engine stays", () => {
    const own = { ...DEFAULT_RECIPE, engine: "webgpu", autotune: "off" } as const;
    expect(adopted({ ...recipe, engine: "wasm" }, own)).toEqual({
      ...recipe,
      engine: "webgpu",
      autotune: "off",
    });
  });
});

suite("a decimated series", () => {
  test("is smoothed as the whole one", () => {
    const steps = Array.from({ length: 1500 }, (_, i) => i + 1);
    const values = steps.map((step) => 2 * Math.exp(-step / 300) + 0.1 * Math.sin(step / 40));
    const few = steps.filter((step) => step % 10 === 0);
    const means = few.map((step) => values.slice(step - 10, step).reduce((a, b) => a + b) / 10);
    const weight = weightFor(1500);
    const [whole, short] = [smooth(values, weight), smooth(means, weight, few)];
    few.forEach((step, i) => {
      expect(Math.abs(short[i]! - whole[step - 1]!)).toBeLessThan(0.02);
    });
    // without its steps it would lag behind
    expect(Math.abs(smooth(means, weight)[20]! - whole[209]!)).toBeGreaterThan(0.1);
  });

  test("has times between those of the evaluations, and beyond them their last pace", () => {
    const [steps, seconds] = [
      [0, 10, 20],
      [0, 1, 3],
    ];
    expect([0, 5, 10, 15, 20, 25].map((step) => timeAt(steps, seconds, step))).toEqual([0, 0.5, 1, 2, 3, 4]);
    expect(timeAt([0], [0], 5)).toBeNaN();
  });
});
