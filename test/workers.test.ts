/** The log does not depend on how many workers there are: real threads of Node, as the command line has them. */
import { expect, suite, test } from "vitest";
import { spawnNodeWorker } from "../src/cli/spawn.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import type { Table } from "../src/metrics/table.ts";
import { DEFAULT_RECIPE, type Recipe } from "../src/recipe/schema.ts";
import { listen } from "./client/workers.ts";

const RECIPE: Recipe = {
  ...DEFAULT_RECIPE,
  tasks: [
    { name: "sort", weight: 1 },
    { name: "copy", weight: 2 },
  ],
  widths: [2, 6, 8],
  seeds: [0, 3, 7],
  batch: 16,
  steps: 60,
  evalEvery: 25,
  evalSize: 32,
  engine: "wasm",
};

async function train(recipe: Recipe, workers: number): Promise<SweepLog> {
  const { client, events, next } = listen(() => spawnNodeWorker(), workers);
  try {
    const finished = next("finished");
    const result = await client.start(recipe, false);
    if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join("; "));
    await finished;
    const log = createSweepLog(result.summary);
    for (const event of events) applyEvent(log, event);
    return log;
  } finally {
    client.dispose();
  }
}

/** Every column but those of time. */
const bitsOf = (table: Table) =>
  Object.fromEntries(
    table.columns
      .filter((column) => column !== "wall_time" && column !== "timestamp")
      .map((column) => [column, [...table.column(column)]]),
  );

const everything = (log: SweepLog) =>
  log.runs.map((run) => ({
    run: run.id,
    status: run.status,
    train: bitsOf(run.train),
    eval: bitsOf(run.eval),
  }));

suite("one, two and three worker threads", { timeout: 180_000 }, () => {
  test.each(["together", "narrow-first"] as const)("log the same bits, %s", async (order) => {
    const recipe = { ...RECIPE, order };
    const alone = await train(recipe, 1);
    expect(alone.runs.map((run) => [run.train.length, run.eval.length])).toEqual(Array(9).fill([60, 4]));
    for (const workers of [2, 3]) {
      const shared = await train(recipe, workers);
      expect(shared.summary.workers).toHaveLength(workers);
      expect(everything(shared)).toEqual(everything(alone));
      const { engine, workers: runs, ...summary } = shared.summary;
      expect(alone.summary).toMatchObject(summary);
      expect(engine).toEqual({
        ...alone.summary.engine,
        details: { ...engine.details, workers: `${workers}` },
      });
      expect(runs.flat().sort()).toEqual(alone.summary.workers.flat().sort());
    }
  });

  test("tfjs's backends on the CPU, too", async () => {
    const recipe: Recipe = {
      ...RECIPE,
      engine: "tfjs",
      backend: "wasm",
      widths: [4],
      seeds: [0, 1],
      steps: 20,
    };
    const shared = await train(recipe, 2);
    expect(shared.summary.workers).toEqual([["w4-s0"], ["w4-s1"]]);
    expect(everything(shared)).toEqual(everything(await train(recipe, 1)));
  });
});
