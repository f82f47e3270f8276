import { gunzipSync, gzipSync } from "node:zlib";
import { expect, suite, test } from "vitest";
import { csvChunks } from "../src/export/csv.ts";
import { jsonlChunks } from "../src/export/jsonl.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import type { DataSummary } from "../src/protocol.ts";
import { MOST_NUMBERS } from "../src/recorded/format.ts";
import { packed, unpacked } from "../src/recorded/pack.ts";
import { parseSweep } from "../src/recorded/parse.ts";
import { replayed } from "../src/recorded/replay.ts";
import { recordingText, sweepLines } from "../src/recorded/write.ts";
import { aSummary, BEGAN, evalRow, feed, headOf, trainRow } from "./export-source.ts";

/** Numbers as they are measured: of no fewer digits than they have, and some that are none. */
const loss = (step: number, seed: number) => Math.fround((seed + 1) / step + 0.1);

/** Widths 2 and 4, seeds 0 and 1; `w4-s1` has diverged at step 40, the others go on. */
function aSweep(): SweepLog {
  const sweep = createSweepLog(aSummary({ steps: 100, evalEvery: 50 }), BEGAN);
  for (const { id, seed } of sweep.runs) {
    const steps = id === "w4-s1" ? 40 : 100;
    const rows = Array.from({ length: steps }, (_, i) =>
      trainRow(i + 1, loss(i + 1, seed), [Math.sqrt(i + seed), 0.01 / (i + 1)]),
    );
    feed(sweep, id, "eval", [evalRow(0, 2.123456789, [0, 0.1234567, -1e-9])]);
    feed(sweep, id, "train", rows);
    feed(sweep, id, "eval", [evalRow(steps, 1 / 3, [0.68359375, 1, Number.NEGATIVE_INFINITY])]);
  }
  applyEvent(sweep, { type: "diverged", run: "w4-s1", step: 40, message: "" });
  sweep.remarks.set("w2-s0", { note: "=looks odd, “quoted”", mark: "star" });
  sweep.remarks.set("w2-s1", { note: "", mark: null });
  return sweep;
}

const textOf = (sweep: SweepLog) => [...sweepLines(sweep, headOf(sweep))].join("");
const told = (text: string) => replayed(parseSweep(text, "a.widthwise"));
const logOf = (sweep: SweepLog) => [...csvChunks(sweep), ...jsonlChunks(sweep)].join("");

suite("a sweep file", () => {
  test("gives back every number, and so the same exports", () => {
    const sweep = aSweep();
    expect(logOf(told(textOf(sweep)))).toBe(logOf(sweep));
  });

  test("gives back the recipe, notes and marks, and how runs ended; what was under way is over", () => {
    const sweep = aSweep();
    const back = told(textOf(sweep));
    const { workers, ...summary } = sweep.summary;
    expect(back.summary).toMatchObject(summary);
    expect(back.remarks.get("w2-s0")).toEqual({ note: "=looks odd, “quoted”", mark: "star" });
    expect(back.remarks.get("w2-s1")).toEqual({ note: "", mark: null });
    expect(back.runs.map(({ status, divergedAt }) => [status, divergedAt])).toEqual([
      ...Array(3).fill(["stopped", null]),
      ["diverged", 40],
    ]);
    expect(back.endedAt).toBe(headOf(sweep).endedAt);
  });

  test("holds what was there at the call, though rows come while it is written", () => {
    const sweep = aSweep();
    const before = textOf(sweep);
    const lines = sweepLines(sweep, headOf(sweep));
    let text = lines.next().value as string;
    feed(sweep, "w2-s0", "train", [trainRow(101, 1)]);
    text += [...lines].join("");
    expect(text).toBe(before);
  });

  test("keeps what is known of a file of one's own", () => {
    const data: DataSummary = {
      ...{ name: "verse.txt", kind: "text", bytes: 9, sha256: "ab", train: 8, heldOut: 1, vocabulary: 5 },
      ...{ warnings: ["short"], chance: 0.2, chanceWhy: "one of five" },
      examples: [{ prompt: "a", answer: "b" }],
    } as const;
    const tasks = [{ name: "data", weight: 1 }];
    const sweep = createSweepLog({ ...aSummary({ tasks }), data }, BEGAN);
    expect(told(textOf(sweep)).summary.data).toEqual(data);
  });

  test("may also be a recorded sweep", () => {
    const sweep = aSweep();
    applyEvent(sweep, { type: "finished", stopped: true }, BEGAN + 5000);
    const back = told(recordingText(sweep, headOf(sweep)));
    expect(back.runs.map(({ eval: evaluated }) => evaluated.length)).toEqual([2, 2, 2, 2]);
  });

  test("of too many steps has means of several, which still come to the same", () => {
    const sweep = aSweep();
    const back = told([...sweepLines(sweep, headOf(sweep), 200)].join(""));
    const [first] = back.runs;
    expect(first?.train.length).toBe(50);
    expect(first?.train.last("step")).toBe(100);
    expect(first?.train.column("loss/train")[0]).toBe((loss(1, 0) + loss(2, 0)) / 2);
    expect(first?.eval.column("loss/heldout")[1]).toBe(1 / 3);
  });
});

suite("packing", () => {
  const text = textOf(aSweep());

  test("makes it a third as large at most, and back", async () => {
    const { blob, ending } = await packed([text.slice(0, 99), text.slice(99)]);
    expect(ending).toBe(".widthwise");
    expect(blob.size).toBeLessThan(text.length / 3);
    expect(gunzipSync(Buffer.from(await blob.arrayBuffer())).toString()).toBe(text);
    expect(await unpacked("a.widthwise", blob)).toBe(text);
    expect(await unpacked("a.widthwise.json", new Blob([text]))).toBe(text);
  });

  test.each([
    ["cut off", gzipSync(text).subarray(0, 500)],
    ["damaged", Buffer.concat([gzipSync(text).subarray(0, 300), Buffer.alloc(300, 7)])],
  ])("tells that a file is %s", async (_, bytes) => {
    await expect(unpacked("a.widthwise", new Blob([new Uint8Array(bytes)]))).rejects.toThrow(
      /^a\.widthwise: expected a whole packed file \(gzip\); got: .+; save the sweep again/,
    );
  });

  test("unpacks no more than a tab can hold", async () => {
    const bomb = gzipSync(Buffer.alloc(400 * 2 ** 20, " "));
    expect(bomb.length).toBeLessThan(2 ** 20);
    await expect(unpacked("bomb.widthwise", new Blob([new Uint8Array(bomb)]))).rejects.toThrow(
      "bomb.widthwise: expected a sweep of at most 384 MB; got more",
    );
  });
});

suite("a sweep file that is not right", () => {
  type Json = Record<string, unknown>;
  const sweep = aSweep();
  const damaged = (damage: (file: Json, run: Json) => void) => {
    const file = JSON.parse(textOf(sweep)) as Json & { runs: Json[] };
    damage(file, file.runs[0] as Json);
    return () => parseSweep(JSON.stringify(file), "a.widthwise");
  };

  test.each<[string, (file: Json, run: Json) => void]>([
    ["version: expected version 1 or 2", (file) => (file.version = 3)],
    ["format: expected widthwise-recorded-sweep", (file) => (file.format = "another")],
    ["expected only format", (file) => (file.extra = 1)],
    ["tasks: expected 1 to 100 tasks", (file) => (file.tasks = [])],
    ["tasks[0].chance: expected a number from 0 to 1", (file) => ((file.tasks as Json[])[0]!.chance = 2)],
    ["runs: expected w2-s0, w2-s1, w4-s0, w4-s1", (file) => (file.runs as Json[]).pop()],
    ["runs[0].note: expected at most 500 characters", (_, run) => (run.note = "x".repeat(501))],
    ["runs[0].mark: expected circle or", (_, run) => (run.mark = "skull")],
    ["runs[0].train.step: expected a list", (_, run) => ((run.train as Json).step = "=")],
    ["runs[0].train.lr: expected 100 values", (_, run) => ((run.train as Json).lr as number[]).pop()],
    ["runs[0].train.lr[3]: expected a number", (_, run) => (((run.train as Json).lr as unknown[])[3] = null)],
  ])("%s", (message, damage) => {
    expect(damaged(damage)).toThrow(`a.widthwise: ${message}`);
    expect(damaged(damage)).toThrow(/; save the sweep again where it came from, and open that file$/);
  });

  test("more numbers than a tab holds are refused before they are taken in", () => {
    const columns = Array.from({ length: 1000 }, (_, i) => [`c${i}`, []]);
    const run = { eval: Object.fromEntries(columns) };
    const runs = Array(Math.ceil(MOST_NUMBERS / 1000 / 256)).fill(run);
    const many = damaged((file) => (file.runs = runs));
    expect(many).toThrow("a.widthwise: runs: expected at most 60000000 numbers in all");
  });

  test("keys that could reach into the program are strangers like others", () => {
    const text = textOf(sweep).replace('"vocabulary":', '"__proto__":{"polluted":1},"vocabulary":');
    expect(() => parseSweep(text, "a.widthwise")).toThrow("expected only format");
    const inside = textOf(sweep).replace('"details":{', '"details":{"__proto__":"polluted",');
    expect(({} as Json).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(parseSweep(inside, "a.widthwise").summary.engine.details)).toBe(
      Object.prototype,
    );
  });
});
