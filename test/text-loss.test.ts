import { expect, suite, test } from "vitest";
import { ngramBits } from "../src/analysis/ngrams.ts";
import { textLossWords } from "../src/analysis/words.ts";
import { jsonSummary, textSummary } from "../src/cli/summary.ts";
import { applyEvent, createSweepLog } from "../src/metrics/sweep.ts";
import type { TaskSummary } from "../src/protocol.ts";
import { DEFAULT_RECIPE } from "../src/recipe/schema.ts";
import { createMixture } from "../src/tasks/mixture.ts";
import { readOwnData } from "../src/tasks/own-data.ts";
import { summarise } from "../src/train/prepare.ts";
import { aSummary, aTask, evalRow, trainRow } from "./export-source.ts";

const engine = aSummary().engine;
const baselines = { unigram: 4.204, bigram: 3.301, trigram: 2.5 };

suite("baselines of a text", () => {
  const summaryOf = (names: string[], text: string | null = null) => {
    const tasks = names.map((name) => ({ name, weight: 1 }));
    const own = text === null ? null : readOwnData("a.txt", new TextEncoder().encode(text)).task("auto");
    const recipe = { ...DEFAULT_RECIPE, tasks, evalSize: 64 };
    const mixture = createMixture(recipe, own);
    return { mixture, tasks: summarise(recipe, mixture, null, engine, []).tasks };
  };

  test("stories: each character before helps; questions and probes have none", () => {
    const { tasks } = summaryOf(["copy", "stories"]);
    const found = tasks.filter((task) => task.baselines).map((task) => task.name);
    expect(found).toEqual(["stories"]);
    const { unigram, bigram, trigram } = (tasks[1] as TaskSummary).baselines!;
    expect(unigram).toBeLessThan(Math.log2(57));
    expect(bigram).toBeLessThan(unigram - 0.5);
    expect(trigram).toBeLessThan(bigram - 0.3);
  });

  test("a file's: counted on its training part, scored on its held-out windows", () => {
    const text = "the quick brown fox jumps over the lazy dog. ".repeat(40);
    const { mixture, tasks } = summaryOf(["data"], text);
    const ids = Array.from(text, (character) => mixture.vocabulary.indexOf(character));
    const nTrain = Math.floor(text.length * 0.9);
    const { batch } = mixture.heldOut(0);
    expect((tasks[0] as TaskSummary).baselines).toEqual(
      ngramBits(ids.slice(0, nTrain), new Set(text).size, batch),
    );
  });
});

test("a megabyte of Korean is read, mixed and counted within five seconds, at the best of three", () => {
  let x = 1;
  const draw = (n: number) => {
    x = (x * 48271) % 2147483647;
    return Math.floor(n * (x / 2147483647) ** 2);
  };
  const text = Array.from({ length: 400_000 }, () =>
    draw(4) === 3 ? " " : String.fromCodePoint(0xac00 + draw(1500)),
  ).join("");
  const bytes = new TextEncoder().encode(text);
  expect(bytes.length).toBeGreaterThan(1e6);
  const recipe = { ...DEFAULT_RECIPE, tasks: [{ name: "data", weight: 1 }] };
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    summarise(recipe, createMixture(recipe, readOwnData("한글.txt", bytes).task("auto")), null, engine, []);
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(5000);
});

suite("a text's loss in the end", () => {
  const sweep = () => {
    const summary = aSummary({ tasks: [{ name: "stories", weight: 1 }], seeds: [0], widths: [16, 64] });
    const log = createSweepLog({ ...summary, tasks: [{ ...aTask("Stories"), name: "stories", baselines }] });
    for (const [run, bits] of [
      ["w16-s0", 3],
      ["w64-s0", 2],
    ] as const) {
      applyEvent(log, { type: "rows", run, table: "train", rows: Float64Array.from(trainRow(1, 2)) });
      const row = evalRow(1, 2, [0.5, 0.5, -bits * Math.LN2]);
      applyEvent(log, { type: "rows", run, table: "eval", rows: Float64Array.from(row) });
    }
    return log;
  };
  const ending = { stopped: false, failed: null, files: [], problems: [] };

  test("stands among the last words, beside counting", () => {
    expect(textSummary(sweep())).toContain(
      "Stories, bits per character of held-out text: 3.00 at width 16, 2.00 at 64; counting gives 4.20 (unigram), 3.30 (bigram), 2.50 (trigram).\n",
    );
  });

  test("stands in the JSON summary", () => {
    const { texts } = JSON.parse(jsonSummary(sweep(), ending));
    expect(texts).toMatchObject([{ task: "stories", baselines, widths: [{ width: 16 }, { width: 64 }] }]);
    expect(texts[0].widths.map((one: { bits: number }) => one.bits)).toEqual([
      expect.closeTo(3, 9),
      expect.closeTo(2, 9),
    ]);
    expect(JSON.parse(jsonSummary(createSweepLog(aSummary()), ending)).texts).toEqual([]);
  });

  test("nothing is said of what was not measured", () => {
    expect(textLossWords({ title: "Stories", widths: [{ width: 4, bits: null }], baselines })).toBe("");
  });
});
