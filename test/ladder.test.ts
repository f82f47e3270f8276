import { expect, suite, test } from "vitest";
import { timeToEmergence } from "../src/analysis/emergence.ts";
import { predictionError, predictLoss, scalingFit } from "../src/analysis/scaling.ts";
import { evaluationsOf, ladderLosses } from "../src/metrics/ladder.ts";
import { createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import { aSummary, evalRow, feed } from "./export-source.ts";

const widths = [2, 4, 8, 16, 32];
const STEPS = 100;

/** Held-out losses 1 + 40 / parameters (80 a width) at the last step, twice that half-way; scores rise with steps. */
function aSweep(): SweepLog {
  const sweep = createSweepLog(aSummary({ widths, seeds: [0, 1], steps: STEPS }), 0);
  for (const { id, width } of sweep.runs) {
    const loss = 1 + 40 / (80 * width);
    const rows = [
      [0, 3],
      [50, 2 * loss],
      [STEPS, loss],
    ] as const;
    feed(
      sweep,
      id,
      "eval",
      rows.map(([step, value]) => evalRow(step, value, [step / STEPS, 0, -1])),
    );
  }
  return sweep;
}

const runOf = (sweep: SweepLog, id: string) => sweep.runs.find((run) => run.id === id)!;

suite("a ladder's numbers", () => {
  test("losses of the last step, by parameters and by FLOPs", () => {
    const { sizes, seeds } = ladderLosses(aSweep(), "parameters");
    expect(sizes).toEqual([160, 320, 640, 1280, 2560]);
    expect(seeds[1]).toEqual([1.25, 1.125, 1.0625, 1.03125, 1.015625]);
    // 7 FLOPs a token and width, 1,024 tokens a step
    expect(ladderLosses(aSweep(), "flops").sizes[1]).toBe(7 * 4 * 1024 * STEPS);
    const half = ladderLosses(aSweep(), "flops", 50);
    expect([half.sizes[0], half.seeds[0]![0]]).toEqual([7 * 2 * 1024 * 50, 2.5]);
  });

  test("none of what has diverged, is not done, or was not evaluated then", () => {
    const sweep = aSweep();
    runOf(sweep, "w4-s0").status = "diverged";
    expect(ladderLosses(sweep, "parameters").seeds[0]).toEqual([1.25, Number.NaN, 1.0625, 1.03125, 1.015625]);
    expect(ladderLosses(sweep, "parameters", 60).seeds[0]!.every(Number.isNaN)).toBe(true);
    const fresh = createSweepLog(aSummary({ widths, seeds: [0], steps: STEPS }), 0);
    expect(scalingFit(ladderLosses(fresh, "parameters"))).toEqual({ kind: "too-few", sizes: 0, needed: 4 });
  });

  test("the widest is predicted from the others before it is done, and the error shown after", () => {
    const sweep = aSweep();
    const done = ladderLosses(sweep, "parameters");
    const before = { ...done, floor: 1, seeds: done.seeds.map((seed) => [...seed.slice(0, 4), Number.NaN]) };
    const prediction = predictLoss(before, done.sizes[4]!)!;
    expect(prediction).toMatchObject({ sizes: 4, seeds: 2, loss: expect.closeTo(1.015625, 5) });
    expect(predictionError(prediction, done.seeds[0]![4]!)!.relative).toBeCloseTo(0, 5);
  });

  test("scores over time give the time to emergence; a run that diverged early has fewer", () => {
    const sweep = aSweep();
    const runs = sweep.runs.filter((run) => run.width === 8);
    const column = "ability/sort/exact";
    expect(evaluationsOf(runs, column)).toEqual({
      steps: [0, 50, 100],
      seeds: [
        [0, 0.5, 1],
        [0, 0.5, 1],
      ],
    });
    const { steps, seeds } = evaluationsOf(runs, column);
    expect(timeToEmergence(steps, seeds).point).toEqual({ kind: "between", below: 0, above: 50, at: 50 });
    const short = createSweepLog(aSummary({ widths: [8], seeds: [0], steps: STEPS }), 0).runs;
    feed({ ...sweep, runs: short }, "w8-s0", "eval", [evalRow(0, 3, [0, 0, -1])]);
    expect(evaluationsOf([...short, runs[0]!], column).seeds[0]).toEqual([0, Number.NaN, Number.NaN]);
    expect(evaluationsOf([], column)).toEqual({ steps: [], seeds: [] });
  });
});
