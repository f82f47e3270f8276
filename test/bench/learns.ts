/** Whether training teaches: sort at widths 2 and 8 against the pilot's figures. Exits with 1 outside them. */

import { spawnNodeWorker } from "../../src/cli/spawn.ts";
import { createClient } from "../../src/client/client.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../../src/metrics/sweep.ts";
import type { TrainerEvent } from "../../src/protocol.ts";
import { DEFAULT_RECIPE, type Recipe } from "../../src/recipe/schema.ts";
import type { Benchmark } from "./main.ts";

/** Exact match after 1,500 steps of 64; a NumPy pilot over eight seeds had 0 and .90 to .99. */
const REFERENCE = [
  { width: 2, least: 0, most: 0.02 },
  { width: 8, least: 0.85, most: 1 },
] as const;

export const learns: Benchmark = {
  about: "sort at widths 2 and 8 for 1,500 steps: about 0 % and at least 85 % exact (about a minute)",
  async run(flags) {
    const at = flags.indexOf("--seed");
    const seed = at < 0 ? 0 : Number(flags[at + 1]);
    const recipe: Recipe = {
      ...DEFAULT_RECIPE,
      widths: REFERENCE.map((r) => r.width),
      seeds: [seed],
      evalEvery: 500,
    };
    const log = await train(recipe);
    const rows = REFERENCE.map((reference) => {
      const exact =
        log.runs.find((run) => run.width === reference.width)?.eval.last("ability/sort/exact") ?? Number.NaN;
      return { ...reference, seed, exact, ok: exact >= reference.least && exact <= reference.most };
    });
    process.stdout.write(flags.includes("--json") ? `${JSON.stringify(rows)}\n` : rows.map(line).join(""));
    if (!rows.every((row) => row.ok)) process.exitCode = 1;
  },
};

const line = (row: { width: number; exact: number; least: number; most: number; ok: boolean }) =>
  `width ${row.width}: exact ${row.exact.toFixed(3)}, expected ${row.least} to ${row.most}: ${row.ok ? "as expected" : "OUTSIDE"}\n`;

/** Trains a recipe in a worker thread, as the command line does. */
async function train(recipe: Recipe): Promise<SweepLog> {
  const events: TrainerEvent[] = [];
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const client = createClient(spawnNodeWorker, (batch) => {
    events.push(...batch);
    if (batch.some((event) => event.type === "finished" || event.type === "failed")) end();
  });
  const result = await client.start(recipe, false);
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join("; "));
  await ended;
  client.dispose();
  const log = createSweepLog(result.summary);
  for (const event of events) applyEvent(log, event);
  return log;
}
