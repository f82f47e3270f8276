import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, suite, test } from "vitest";
import { createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import { aSummary, BEGAN, evalRow, feed } from "./export-source.ts";
import { agreement } from "./science/checks/verdicts.ts";

const WIDTHS = [2, 4, 6, 8, 12];
const SEEDS = [0, 1, 2, 3, 4];

/** A sweep of one task whose seeds all have one score at each width. */
function sweepOf(scores: readonly number[]): SweepLog {
  const sweep = createSweepLog(aSummary({ widths: WIDTHS, seeds: SEEDS }), BEGAN);
  for (const run of sweep.runs) {
    const score = scores[WIDTHS.indexOf(run.width)] as number;
    feed(sweep, run.id, "eval", [evalRow(600, 1 - score, [score, score, -1])]);
  }
  return sweep;
}

const LATE = sweepOf([0, 0, 0.2, 0.9, 1]);

suite("sweeps agree", () => {
  test("where every width's seeds and the emergence do", () => {
    const lines = agreement("other seeds", LATE, sweepOf([0, 0, 0.2, 0.9, 1]));
    expect(lines.map(({ ok }) => ok)).toEqual([true, true, null]);
    expect(lines[1]?.ours).toBe("5 of 5");
    expect(lines[2]?.ours).toBe("not yet, not yet, not yet, yes, yes");
  });

  test("not where all seeds have it earlier", () => {
    const lines = agreement("other seeds", LATE, sweepOf([0, 0.9, 1, 1, 1]));
    expect(lines.map(({ ok }) => ok)).toEqual([false, false, null]);
    expect(lines[1]?.ours).toBe("3 of 5");
  });

  test("not where a sweep was never measured", () => {
    const empty = createSweepLog(aSummary({ widths: WIDTHS, seeds: SEEDS }), BEGAN);
    expect(agreement("other seeds", LATE, empty).map(({ ok }) => ok)).toEqual([false, false, null]);
  });
});

/** Runs the command in a process of its own. */
function science(...argv: string[]): Promise<{ code: number | null; text: string }> {
  const tsx = join("node_modules", "tsx", "dist", "cli.mjs");
  const child = spawn(process.execPath, [tsx, "test/science/main.ts", ...argv]);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (more) => {
      text += more;
    });
  }
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, text })));
}

suite("the command as a process", () => {
  test("lists the checks with what they take", async () => {
    const { code, text } = await science();
    expect(code, text).toBe(0);
    for (const name of ["sort", "coordinate-check", "lr-transfer"]) expect(text).toContain(`  ${name} `);
    expect(text.match(/Takes \d+ run/g)?.length).toBeGreaterThanOrEqual(7);
  });

  test.each([
    [["srot"], 'there is no check "srot"; did you mean sort?'],
    [["shakespeare"], "expected --data FILE"],
    [["shakespeare", "--data", "nowhere.txt"], "no such file"],
    [["sort", "--engine", "abacus"], "expected wasm, webgpu or tfjs"],
  ])("refuses %j", async (argv, message) => {
    const { code, text } = await science(...argv);
    expect(code, text).toBe(2);
    expect(text).toContain(message);
  });
});
