/** Looking back at a sweep: what was known at a step, and how much of the answers is kept. */
import { expect, suite, test } from "vitest";
import { evaluatedSteps, sweepAt } from "../src/metrics/moment.ts";
import { SampleHistory } from "../src/metrics/samples.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import { Table } from "../src/metrics/table.ts";
import { abilityRows } from "../src/ui/view/abilities.ts";
import { answersOf } from "../src/ui/view/answers.ts";
import { changeText, changeWords, isScored } from "../src/ui/view/change.ts";
import { withPlanned } from "../src/ui/view/plan.ts";
import { aSummary, evalRow, feed, trainRow } from "./export-source.ts";

const STEPS = [0, 50, 100, 150];

const sample = (answer: string) => ({
  task: "sort",
  prompt: ["b", "a"],
  expected: ["a", "b"],
  answer: [...answer],
  right: answer === "ab",
});

/** Two widths, evaluated four times; the wider learns to sort between steps 50 and 100. */
function learning(until = STEPS.length): SweepLog {
  const sweep = createSweepLog(aSummary({ widths: [2, 4], seeds: [0], steps: 150 }), 0);
  for (const step of STEPS.slice(0, until)) {
    for (const width of [2, 4]) {
      const run = `w${width}-s0`;
      const score = width === 4 && step >= 100 ? 0.9 : step / 1000;
      if (step > 0)
        feed(
          sweep,
          run,
          "train",
          Array.from({ length: 50 }, (_, i) => trainRow(step - 49 + i, 1 / step)),
        );
      feed(sweep, run, "eval", [evalRow(step, 2, [score, score, -1])]);
      const answer = width === 4 && step >= 100 ? "ab" : "bb";
      applyEvent(sweep, { type: "samples", run, step, samples: [sample(answer)] });
    }
  }
  return sweep;
}

const rowsOf = (sweep: SweepLog) => abilityRows(sweep.summary.tasks, [2, 4], sweep);
const answers = (sweep: SweepLog) =>
  answersOf("sort", [2, 4], sweep)[0]!.answers.map((one) => one.sample?.answer.join(""));

suite("a sweep at an earlier step", () => {
  test("is what a sweep that had stopped there would show", () => {
    const sweep = learning();
    expect(evaluatedSteps(sweep)).toEqual(STEPS);
    for (const [i, step] of STEPS.entries()) {
      const then = sweepAt(sweep, step);
      expect(rowsOf(then), `step ${step}`).toEqual(rowsOf(learning(i + 1)));
      expect(answers(then)).toEqual(answers(learning(i + 1)));
      expect(then.runs.map((run) => run.train.length)).toEqual([step, step]);
    }
    expect(answers(sweepAt(sweep, 50))).toEqual(["bb", "bb"]);
    expect(answers(sweepAt(sweep, 149))).toEqual(["bb", "ab"]);
    expect(rowsOf(sweepAt(sweep, 50))[0]!.cells.map((cell) => cell.there)).toEqual([false, false]);
  });

  test("stays as it was while the sweep goes on", () => {
    const sweep = learning(2);
    const then = sweepAt(sweep, 50);
    const before = rowsOf(then);
    for (let step = 100; step < 2000; step += 50)
      feed(sweep, "w4-s0", "eval", [evalRow(step, 1, [1, 1, -1])]);
    expect(rowsOf(then)).toEqual(before);
    expect(then.runs[1]!.eval.length).toBe(2);
  });

  test("knows nothing of a divergence that was to come", () => {
    const sweep = learning();
    applyEvent(sweep, { type: "diverged", run: "w2-s0", step: 120, message: "" });
    expect(sweepAt(sweep, 100).runs[0]).toMatchObject({ status: "training", divergedAt: null });
    expect(sweepAt(sweep, 120).runs[0]).toMatchObject({ status: "diverged", divergedAt: 120 });
  });
});

suite("two moments of a cell", () => {
  test("are told in the order of time, whichever is looked at", () => {
    const sweep = learning();
    const [early, late] = [50, 150].map((step) => rowsOf(sweepAt(sweep, step))[0]!.cells[1]!);
    expect(changeText(early!, late!)).toBe("5→90");
    expect(changeText(late!, early!)).toBe("5→90");
    expect(changeWords(late!, early!)).toBe("From step 50 to step 150: 5 → 90 %.");
  });

  test("a width that has only been planned has none", () => {
    const [row] = withPlanned(rowsOf(learning()), [4, 8]);
    expect(row!.cells.map((cell) => cell.width)).toEqual([4, 8]);
    expect(row!.cells.map(isScored)).toEqual([true, false]);
    expect(changeWords(row!.cells[1]!, row!.cells[0])).toBe("");
  });
});

suite("answers that are kept", () => {
  test("are at most 64 moments of a run, the first and the newest among them", () => {
    const history = new SampleHistory();
    for (let step = 0; step <= 100_000; step += 50) {
      history.set("w2-s0", { step, samples: [sample("ab")] });
      expect(history.count("w2-s0")).toBeLessThanOrEqual(64);
    }
    expect(history.get("w2-s0")?.step).toBe(100_000);
    expect(history.upTo(0).get("w2-s0")?.step).toBe(0);
    const gaps = Array.from(
      { length: 10 },
      (_, i) => 10_000 * i - (history.upTo(10_000 * i).get("w2-s0")?.step ?? -1e9),
    );
    expect(Math.max(...gaps)).toBeLessThan(10_000);
  });

  test("keep a prompt that comes back once", () => {
    const history = new SampleHistory();
    for (const step of [0, 50]) history.set("w2-s0", { step, samples: [sample("ba")] });
    const [then, now] = [history.upTo(0).get("w2-s0")!.samples[0]!, history.get("w2-s0")!.samples[0]!];
    expect(now.prompt).toBe(then.prompt);
    expect(now.expected).toBe(then.expected);
    history.set("w2-s0", { step: 100, samples: [{ ...sample("ba"), prompt: ["c", "a"] }] });
    expect(history.get("w2-s0")!.samples[0]!.prompt).toEqual(["c", "a"]);
  });

  test("an unknown run and a time before the first have none", () => {
    const history = new SampleHistory();
    history.set("w2-s0", { step: 50, samples: [] });
    expect([history.get("w4-s0"), history.upTo(49).get("w2-s0")]).toEqual([undefined, undefined]);
    expect([...history.upTo(49)]).toEqual([]);
    expect(history.upTo(49).size).toBe(1); // it answers, if later
  });
});

suite("the head of a table", () => {
  test("is its first rows, may be none, and can be appended to without touching the table", () => {
    const table = new Table(["a"]);
    table.append(Float64Array.of(1, 2, 3));
    const head = table.head(2);
    head.append(Float64Array.of(9));
    const none = table.head(0);
    none.append(Float64Array.of(7));
    expect([...table.column("a")]).toEqual([1, 2, 3]);
    expect([[...head.column("a")], [...none.column("a")]]).toEqual([[1, 2, 9], [7]]);
    expect(table.head(99).length).toBe(3);
  });
});
