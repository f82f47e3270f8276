import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { abilityColumn, evalColumns, TRAIN_COLUMNS } from "../src/metrics/columns.ts";
import { createRun, pointCount, runId, stepsDone } from "../src/metrics/run.ts";
import { applyEvent, createSweepLog } from "../src/metrics/sweep.ts";
import { Table } from "../src/metrics/table.ts";
import { aSummary, aSweep, BEGAN, evalRow, feed, trainRow } from "./export-source.ts";

suite("Table", () => {
  test("holds what was appended, however it came and however long it grows", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.tuple(fc.double(), fc.double()), { maxLength: 400 }), { maxLength: 6 }),
        (parts) => {
          const table = new Table(["a", "b"]);
          for (const rows of parts) table.append(Float64Array.from(rows.flat()));
          const all = parts.flat();
          expect(table.length).toBe(all.length);
          expect([...table.column("a")]).toEqual(all.map(([a]) => a));
          expect([...table.column("b")]).toEqual(all.map(([, b]) => b));
          expect(table.last("b")).toBe(all.at(-1)?.[1] ?? Number.NaN);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("grows without copying at every append", () => {
    const table = new Table(["a"]);
    const buffers = new Set<ArrayBufferLike>();
    for (let i = 0; i < 100_000; i++) {
      table.append(Float64Array.of(i));
      buffers.add(table.column("a").buffer);
    }
    expect(buffers.size).toBeLessThanOrEqual(10);
    expect(table.last("a")).toBe(99_999);
  });

  test("views are of the rows there were: later rows do not change them", () => {
    const table = new Table(["a"]);
    table.append(Float64Array.of(1, 2));
    const view = table.column("a");
    table.append(new Float64Array(1000).fill(7));
    expect([...view]).toEqual([1, 2]);
    expect(table.column("a").length).toBe(1002);
  });

  test("an empty table has no last value", () => {
    expect(new Table(["a"]).last("a")).toBeNaN();
    expect(new Table(["a"]).column("a").length).toBe(0);
  });

  test("says what is wrong with rows and names", () => {
    const table = new Table(["a", "b"]);
    const ragged = "Table.append: expected rows of 2 values; got 3 values in all";
    expect(() => table.append(new Float64Array(3))).toThrow(ragged);
    expect(() => table.column("c")).toThrow("Table.column: expected one of a, b; got c");
    expect(table.length).toBe(0);
  });
});

suite("columns and runs", () => {
  test("have the public names of the metrics", () => {
    expect(TRAIN_COLUMNS).toEqual(["step", "wall_time", "timestamp", "loss/train", "grad_norm", "lr"]);
    expect(abilityColumn("sort", "exact")).toBe("ability/sort/exact");
    expect(evalColumns(["sort", "copy"]).slice(3)).toEqual([
      "loss/heldout",
      ...["exact", "token", "loglik"].map((measure) => `ability/sort/${measure}`),
      ...["exact", "token", "loglik"].map((measure) => `ability/copy/${measure}`),
    ]);
  });

  test("a run counts its steps and points", () => {
    const run = createRun({ width: 8, seed: 3, parameters: 1, flopsPerToken: 2, tokensPerStep: 3 }, ["sort"]);
    expect([run.id, runId(8, 3), run.status, stepsDone(run), pointCount(run)]).toEqual([
      ...["w8-s3", "w8-s3", "waiting", 0, 0],
    ]);
    run.train.append(Float64Array.from([...trainRow(1, 2), ...trainRow(2, 1)]));
    run.eval.append(Float64Array.from(evalRow(2, 1, [0, 0, 0])));
    expect([stepsDone(run), pointCount(run)]).toEqual([2, 2 * 3 + 4]);
  });
});

suite("the record of a sweep", () => {
  test("has a run per width and seed, in order", () => {
    const sweep = createSweepLog(aSummary(), BEGAN);
    expect(sweep.runs.map((run) => run.id)).toEqual(["w2-s0", "w2-s1", "w4-s0", "w4-s1"]);
    expect(sweep).toMatchObject({ startedAt: BEGAN, endedAt: null });
  });

  test("tells how many points an event added", () => {
    const sweep = aSweep();
    const rows = Float64Array.from([...trainRow(4, 1), ...trainRow(5, 1)]);
    expect(applyEvent(sweep, { type: "rows", run: "w2-s0", table: "train", rows })).toBe(6);
    expect(applyEvent(sweep, { type: "rows", run: "w9-s0", table: "train", rows })).toBe(0);
    expect(applyEvent(sweep, { type: "paused" })).toBe(0);
  });

  test("follows each run to its end", () => {
    const sweep = aSweep();
    expect(sweep.runs.map((run) => run.status)).toEqual(["training", "waiting", "waiting", "waiting"]);
    feed(sweep, "w2-s1", "eval", [evalRow(0, 1, [0, 0, 0])]);
    expect(sweep.runs[1]?.status).toBe("waiting");
    applyEvent(sweep, { type: "diverged", run: "w2-s1", step: 7, message: "" });
    applyEvent(sweep, { type: "done", run: "w2-s1" });
    applyEvent(sweep, { type: "done", run: "w2-s0" });
    applyEvent(sweep, { type: "samples", run: "w4-s0", step: 3, samples: [] });
    applyEvent(sweep, { type: "finished", stopped: true }, BEGAN + 1);
    expect(sweep.runs.map((run) => run.status)).toEqual(["done", "diverged", "stopped", "stopped"]);
    expect(sweep.runs[1]?.divergedAt).toBe(7);
    expect(sweep.samples.get("w4-s0")).toEqual({ step: 3, samples: [] });
    expect(sweep.endedAt).toBe(BEGAN + 1);
  });

  test("a failure ends the sweep too", () => {
    const sweep = aSweep();
    applyEvent(sweep, { type: "failed", name: "EngineError", message: "" }, BEGAN + 2);
    expect(sweep.endedAt).toBe(BEGAN + 2);
    expect(new Set(sweep.runs.map((run) => run.status))).toEqual(new Set(["stopped"]));
  });
});
