import { expect, suite, test } from "vitest";
import { csvChunks } from "../src/export/csv.ts";
import { exportFiles } from "../src/export/download.ts";
import { jsonlChunks } from "../src/export/jsonl.ts";
import { runManifest } from "../src/export/run-json.ts";
import { pointCount } from "../src/metrics/run.ts";
import type { SweepLog } from "../src/metrics/sweep.ts";
import { aSweep, BEGAN, feed, trainRow } from "./export-source.ts";

const ENVIRONMENT = { version: "1.2.3", commit: "abc", runtime: "Node 20", exportedAt: BEGAN + 9000 };

const csv = (sweep: SweepLog) => [...csvChunks(sweep)].join("");
const jsonl = (sweep: SweepLog) => [...jsonlChunks(sweep)].join("");

suite("the page's export of a long log while training goes on", () => {
  /** Some 100,000 points. */
  const longSweep = () => {
    const sweep = aSweep();
    for (const run of sweep.runs) {
      const from = run.train.last("step") || 0;
      const steps = Array.from({ length: 8500 }, (_, i) => trainRow(from + i + 1, Math.random()));
      feed(sweep, run.id, "train", steps);
    }
    return sweep;
  };

  test("all files hold the points of the moment of the call, none that came while they were made", async () => {
    const sweep = longSweep();
    const expected = [csv(sweep), jsonl(sweep), runManifest(sweep, ENVIRONMENT)];
    const making = exportFiles(sweep, ENVIRONMENT);
    for (const run of sweep.runs) feed(sweep, run.id, "train", [trainRow(90_000, 1)]);
    const files = await making;
    expect(await Promise.all(files.map((file) => file.blob.text()))).toEqual(expected);
    expect(csv(sweep)).not.toBe(expected[0]);
  });

  test("gives way to everything else many times", async () => {
    const sweep = longSweep();
    expect(sweep.runs.reduce((sum, run) => sum + pointCount(run), 0)).toBeGreaterThan(100_000);
    let turns = 0;
    let done = false;
    const count = () => {
      turns++;
      if (!done) setImmediate(count);
    };
    const began = performance.now();
    const making = exportFiles(sweep, ENVIRONMENT);
    expect(performance.now() - began).toBeLessThan(100);
    setImmediate(count);
    await making;
    done = true;
    expect(turns).toBeGreaterThan((performance.now() - began) / 100);
  });
});
