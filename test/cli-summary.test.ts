import { expect, suite, test } from "vitest";
import { jsonSummary, textSummary } from "../src/cli/summary.ts";
import { createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import { aSummary, evalRow, feed, trainRow } from "./export-source.ts";

/** Exact match by task and width, one score a seed; chance is .1. */
type Scores = Record<string, Record<number, readonly number[]>>;

/** A finished sweep of widths 2 and 4 with these scores at its last evaluation. */
function aSweep(scores: Scores, seeds: readonly number[]): SweepLog {
  const tasks = Object.keys(scores).map((name) => ({ name, weight: 1 }));
  const sweep = createSweepLog(aSummary({ tasks, seeds }), 0);
  for (const { id, width, seed } of sweep.runs) {
    const measures = Object.values(scores).flatMap((byWidth) => [
      ...[byWidth[width]![seeds.indexOf(seed)]!, 0, -1],
    ]);
    feed(sweep, id, "train", [trainRow(1500, 1)]);
    feed(sweep, id, "eval", [evalRow(1500, 1, measures)]);
  }
  return sweep;
}

const ENDING = { stopped: false, failed: null, files: [], problems: [] };
const THREE: Scores = {
  sort: { 2: [0.1, 0.1, 0.1], 4: [1, 0.9, 0.6] },
  parity: { 2: [0.1, 0.1, 0.1], 4: [0.1, 0.2, 1] },
  largest: { 2: [0.9, 0.9, 0.9], 4: [1, 1, 1] },
};

suite("the summary tells where abilities emerged", () => {
  test("an ability a line with its interval where there are seeds enough", () => {
    const lines = textSummary(aSweep(THREE, [0, 1, 2]))
      .trimEnd()
      .split("\n");
    // sort, rescaled: 0 to 1, .889 and .556, so half-way after .5, .5625 and .9 of a doubling
    expect(lines.slice(-3)).toEqual([
      "Sort emerged between 2 and 4, at about 3.0 (2.8 to 3.7, 3 seeds).",
      "Not yet at width 4 (3 seeds, 1,500 steps): parity.",
      "Largest emerged by width 2 (3 seeds).",
    ]);
  });

  test("in one sentence, called a preview, where there are not", () => {
    const two = { sort: { 2: [0, 0], 4: [1, 1] }, parity: { 2: [0, 0], 4: [0.1, 0.2] } };
    expect(
      textSummary(aSweep(two, [0, 1]))
        .trimEnd()
        .split("\n")
        .at(-1),
    ).toBe(
      "Sort emerged between 2 and 4. Not yet at width 4 (2 seeds, 1,500 steps): parity. (2 seeds, so a preview.)",
    );
  });

  test("a diverged run does not count, and where nothing was measured nothing is said", () => {
    const sweep = aSweep(THREE, [0, 1, 2]);
    sweep.runs.find((run) => run.id === "w4-s0")!.status = "diverged";
    const { emergence } = JSON.parse(jsonSummary(sweep, ENDING));
    // the other two, after .5625 and .9 of a doubling
    const at = expect.closeTo(2 * 2 ** 0.73125, 9);
    expect(emergence.sort).toMatchObject({ kind: "between", at, low: null, high: null, seeds: 2 });
    const empty = createSweepLog(aSummary({ seeds: [0, 1, 2] }), 0);
    expect(textSummary(empty)).not.toContain("emerged");
    expect(JSON.parse(jsonSummary(empty, ENDING)).emergence.sort).toMatchObject({ kind: "unmeasured" });
  });

  test("in steps as well, width by width", () => {
    const sweep = createSweepLog(aSummary({ seeds: [0, 1, 2], tasks: [{ name: "sort", weight: 1 }] }), 0);
    // chance is .1: half-way, .55, comes after 100 and 50 steps at width 4, and is not there at width 2
    for (const { id, width, seed } of sweep.runs) {
      const end = width === 2 ? 0.1 : seed === 2 ? 1 : 0.55;
      const rows = [0, 100].map((step) => evalRow(step, 1, [step === 0 ? 0.1 : end, 0, -1]));
      feed(sweep, id, "eval", rows);
    }
    const { time_to_emergence } = JSON.parse(jsonSummary(sweep, ENDING));
    expect(time_to_emergence).toEqual({
      sort: [
        { width: 2, kind: "not-yet", at: 100, low: null, high: null, seeds: 3 },
        {
          width: 4,
          kind: "between",
          below: 0,
          above: 100,
          at: expect.closeTo(100, 9),
          low: expect.closeTo(50, 9),
          high: expect.closeTo(100, 9),
          seeds: 3,
        },
      ],
    });
  });

  test("as data in --json", () => {
    const { emergence } = JSON.parse(jsonSummary(aSweep(THREE, [0, 1, 2]), ENDING));
    expect(emergence).toEqual({
      sort: {
        ...{ kind: "between", below: 2, above: 4, at: expect.closeTo(2 * 2 ** 0.5625, 9) },
        ...{ low: expect.closeTo(2 * 2 ** 0.5, 9), high: expect.closeTo(2 * 2 ** 0.9, 9), seeds: 3 },
      },
      // at the widest one seed has it: the interval is open above
      parity: { kind: "not-yet", at: 4, low: expect.closeTo(2 * 2 ** 0.5, 9), high: null, seeds: 3 },
      largest: { kind: "by-first", at: 2, low: null, high: null, seeds: 3 },
    });
  });
});
