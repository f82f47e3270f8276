import { afterAll, expect, suite, test } from "vitest";
import { Lab } from "./science/lab.ts";
import { scoresAt } from "./science/scores.ts";

/** The checks' way of training: a real worker thread, a real engine. */

const lab = new Lab({ engine: "wasm", workers: 1 });
afterAll(() => lab.dispose());

const TINY = { widths: [2, 4], seeds: [0, 1], steps: 6, batch: 4, evalEvery: 3, evalSize: 4 };

suite("a lab", () => {
  test("trains one sweep after the other, the same recipe to the same bits", async () => {
    const first = await lab.train(TINY);
    const again = await lab.train({ ...TINY, order: "narrow-first" });
    expect(first.summary.engine.engine).toBe("wasm");
    expect(first.runs.map((run) => [...run.eval.column("step")])).toEqual(Array(4).fill([0, 3, 6]));
    const losses = (sweep: typeof first) => sweep.runs.map((run) => run.eval.last("loss/heldout"));
    expect(losses(again)).toEqual(losses(first));
    expect(scoresAt(first, 4, "sort")).toHaveLength(2);
  });

  test("refuses what cannot be trained, and goes on", async () => {
    await expect(lab.train({ ...TINY, tasks: [{ name: "data", weight: 1 }] })).rejects.toThrow("tasks");
    expect((await lab.train(TINY)).runs).toHaveLength(4);
  });

  test("records what differs from the default recipe, and every evaluation", () => {
    const [first, second] = lab.record() as { recipe: object; runs: { id: string; steps: number[] }[] }[];
    expect(first?.recipe).toMatchObject({ widths: [2, 4], engine: "wasm" });
    expect(first?.recipe).not.toHaveProperty("order");
    expect(second?.recipe).toHaveProperty("order", "narrow-first");
    expect(first?.runs[3]).toMatchObject({ id: "w4-s1", steps: [0, 3, 6] });
  });
});
