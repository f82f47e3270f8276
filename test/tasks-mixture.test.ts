import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { type Batch, emptyBatch } from "../src/lib/batch.ts";
import { hashTokens, Rng } from "../src/lib/rng.ts";
import { HashSet } from "../src/tasks/hash-set.ts";
import {
  answerSymbols,
  createMixture,
  type Mixture,
  mixtureProblems,
  promptSymbols,
  shownAnswer,
  taskSummaries,
} from "../src/tasks/mixture.ts";
import { readOwnData } from "../src/tasks/own-data.ts";
import { TASKS as SUITE, TASK_NAMES } from "../src/tasks/registry.ts";
import type { Task } from "../src/tasks/task.ts";
import { buildVocabulary, symbolsOf } from "../src/tasks/vocabulary.ts";

/** Tasks whose rows are prompt, separator, answer; the others' are in questions.test.ts and stories.test.ts. */
const TASKS = SUITE.filter((task) => task.separator && !task.questions && !task.probes);
const QUESTIONS = TASKS.map((task) => task.name);

const weighted = (names: readonly string[], weights: readonly number[] = []) =>
  names.map((name, i) => ({ name, weight: weights[i] ?? 1 }));

const mixtureOf = (
  names: readonly string[],
  { weights, evalSize = 64, context = "auto", own = null }: MixtureOptions = {},
) => createMixture({ tasks: weighted(names, weights), context, evalSize }, own);

interface MixtureOptions {
  weights?: readonly number[];
  evalSize?: number;
  context?: "auto" | number;
  own?: Task | null;
}

const ownTask = (name: string, text: string, context: "auto" | number = "auto") =>
  readOwnData(name, new TextEncoder().encode(text)).task(context);

/** A row's tokens with an answer, as text: inputs up to the last answer token. */
function rowText(mixture: Mixture, { T, inputs, targets, weights }: Batch, row: number): string {
  const base = row * T;
  const last = weights.subarray(base, base + T).lastIndexOf(1);
  const tokens = [...inputs.subarray(base, base + last + 1), targets[base + last] as number];
  return symbolsOf(mixture.vocabulary, tokens).join(" ");
}

/** The hash of everything before the answer. */
function promptHash({ T, inputs, weights }: Batch, row: number): number {
  const base = row * T;
  return hashTokens(inputs.subarray(base, base + T), weights.subarray(base, base + T).indexOf(1) + 1);
}

suite("shapes", () => {
  test("single tasks have the sizes of the published contract", () => {
    const size = (name: string) => {
      const { vocabulary, context } = mixtureOf([name]);
      return [vocabulary.length, context];
    };
    expect(size("sort")).toEqual([17, 16]);
    expect(size("add")).toEqual([12, 11]);
    expect(size("recall")).toEqual([27, 14]);
  });

  test("a single task has no task token, a mixture has one each, in the recipe's order", () => {
    expect(mixtureOf(["sort"]).vocabulary).toEqual(["=", ..."abcdefghijklmnop"]);
    expect(mixtureOf(["parity", "largest"]).vocabulary).toEqual([
      ..."= <parity> <largest> 0 1 2 3 4 5 6 7 8 9 even odd".split(" "),
    ]);
  });

  test("no suite task needs an end token", () => {
    expect(mixtureOf(TASK_NAMES).end).toBe(-1);
  });

  test("refuses a batch of another context", () => {
    expect(() => mixtureOf(["sort"]).fill(Rng.fromSeed(0), emptyBatch(2, 12))).toThrow(
      "fill: expected a batch with T = 16; got T = 12",
    );
  });
});

suite("fill", () => {
  test("writes prompt, separator and answer; targets follow inputs; weights mark the answer", () => {
    const mixture = mixtureOf(["sort"]);
    const batch = emptyBatch(3, 16);
    mixture.fill(Rng.fromSeed(0), batch);
    for (let row = 0; row < 3; row++) {
      const text = rowText(mixture, batch, row).split(" ");
      expect(text[8]).toBe("=");
      expect(text.slice(9)).toEqual(text.slice(0, 8).sort());
      expect([...batch.weights.subarray(row * 16, row * 16 + 16)]).toEqual([
        ...Array(8).fill(0),
        ...Array(8).fill(1),
      ]);
    }
  });

  test("every row of any mixture is a whole sequence", () => {
    const mixtures = fc.tuple(fc.subarray([...QUESTIONS], { minLength: 1 }), fc.nat(), fc.nat({ max: 6 }));
    fc.assert(
      fc.property(mixtures, ([names, seed, extra]) => {
        const auto = mixtureOf(names, { evalSize: 1 });
        const mixture = mixtureOf(names, { evalSize: 1, context: auto.context + extra });
        const batch = emptyBatch(5, mixture.context);
        batch.inputs.fill(7); // what a batch held before must not show
        batch.targets.fill(7);
        batch.weights.fill(7);
        mixture.fill(Rng.fromSeed(seed), batch);
        for (let row = 0; row < 5; row++) checkRow(mixture, batch, row);
      }),
      { numRuns: 60 },
    );
  });

  function checkRow(mixture: Mixture, { T, inputs, targets, weights }: Batch, row: number): void {
    const isMixture = mixture.tasks.length > 1;
    const ids = inputs.subarray(row * T, row * T + T);
    const name = mixture.vocabulary[ids[0] as number]?.slice(1, -1);
    const task = (isMixture ? mixture.tasks.find((one) => one.name === name) : mixture.tasks[0]) as Task;
    const start = Number(isMixture) + task.promptLength + 1;
    expect(ids[start - 1]).toBe(mixture.separator);
    for (let t = 0; t < T; t++) {
      const isAnswer = t + 1 >= start && t + 1 < start + task.answerLength;
      expect(weights[row * T + t]).toBe(isAnswer ? 1 : 0);
      expect(ids[t]).toBeLessThan(mixture.vocabulary.length);
      if (!isAnswer) expect(targets[row * T + t]).toBe(0);
      else if (t + 1 < start + task.answerLength - 1) expect(targets[row * T + t]).toBe(ids[t + 1]);
      if (t + 1 >= start + task.answerLength) expect(ids[t]).toBe(0);
    }
  }

  test("the same stream fills the same batch", () => {
    const used = mixtureOf(QUESTIONS);
    const [a, b] = [emptyBatch(32, used.context), emptyBatch(32, used.context)];
    mixtureOf(QUESTIONS).fill(Rng.fromSeed(4), a);
    used.fill(Rng.fromSeed(5), b);
    used.fill(Rng.fromSeed(4), b);
    expect(b).toEqual(a);
  });

  test("tasks come in the shares of their weights", () => {
    const mixture = mixtureOf(["copy", "largest", "parity"], { weights: [1, 2, 5] });
    expect(mixture.weights).toEqual([1 / 8, 2 / 8, 5 / 8]);
    const batch = emptyBatch(8000, mixture.context);
    mixture.fill(Rng.fromSeed(1), batch);
    const counts = [0, 0, 0];
    for (let row = 0; row < 8000; row++) {
      const index = (batch.inputs[row * batch.T] as number) - 1; // task tokens follow the separator
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(counts[0]).toBeGreaterThan(1000 - 130);
    expect(counts[0]).toBeLessThan(1000 + 130);
    expect(counts[2]).toBeGreaterThan(5000 - 190);
    expect(counts[2]).toBeLessThan(5000 + 190);
  });
});

suite("held-out prompts", () => {
  test("never occur in training, for every task that has enough prompts", () => {
    const names = TASKS.filter((task) => task.space >= 10_000).map((task) => task.name);
    const mixture = mixtureOf([...names], { evalSize: 512 });
    const kept = new Set(
      names.flatMap((_, i) =>
        Array.from({ length: 512 }, (_, row) => promptHash(mixture.heldOut(i).batch, row)),
      ),
    );
    const batch = emptyBatch(64, mixture.context);
    for (let step = 0; step < 200; step++) {
      mixture.fill(Rng.fromSeed(1).fork(step), batch);
      for (let row = 0; row < 64; row++) expect(kept.has(promptHash(batch, row))).toBe(false);
    }
  });

  test("are redrawn in training where they would occur", () => {
    // 4,096 of 1,000,000: among 64,000 draws about 262 would collide if nothing were redrawn.
    const mixture = mixtureOf(["largest"], { evalSize: 4096 });
    const kept = new Set(Array.from({ length: 4096 }, (_, row) => promptHash(mixture.heldOut(0).batch, row)));
    const batch = emptyBatch(64_000, mixture.context);
    mixture.fill(Rng.fromSeed(2), batch);
    let collisions = 0;
    for (let row = 0; row < batch.B; row++) if (kept.has(promptHash(batch, row))) collisions++;
    expect(collisions).toBe(0);
  });

  test("are different prompts, as many as asked for", () => {
    const { batch, count } = mixtureOf(["add"], { evalSize: 1000 }).heldOut(0);
    expect([count, batch.B, batch.T]).toEqual([1000, 1000, 11]);
    expect(new Set(Array.from({ length: 1000 }, (_, row) => promptHash(batch, row))).size).toBe(1000);
  });

  test("are the same in every mixture and for every size", () => {
    const alone = mixtureOf(["sort"], { evalSize: 10 });
    const among = mixtureOf(["copy", "sort"], { evalSize: 20 });
    for (let row = 0; row < 10; row++) {
      expect(promptSymbols(among, 1, row)).toEqual(promptSymbols(alone, 0, row));
    }
  });

  test("cover a small space once and are not kept apart there", () => {
    const mixture = mixtureOf(["parity", "facts", "sort"], { evalSize: 4096 });
    expect([0, 1, 2].map((i) => mixture.heldOut(i).count)).toEqual([256, 1000, 4096]);
    expect(taskSummaries(mixture).map((task) => task.heldOut)).toEqual([false, false, true]);
  });

  test("say where the answer is", () => {
    const mixture = mixtureOf(["sort", "largest"]);
    const sorted = mixture.heldOut(0);
    expect([sorted.answerStart[0], sorted.answerLength[0]]).toEqual([1 + 8 + 1, 8]);
    expect(mixture.heldOut(1).answerStart[0]).toBe(1 + 6 + 1);
    expect(answerSymbols(mixture, 0, 3)).toEqual(promptSymbols(mixture, 0, 3).sort());
    expect(answerSymbols(mixture, 1, 3)).toEqual([promptSymbols(mixture, 1, 3).sort().at(-1)]);
    expect(() => mixture.heldOut(2)).toThrow("expected a task index below 2; got 2");
  });
});

suite("summaries", () => {
  test("tell the page what it needs", () => {
    expect(taskSummaries(mixtureOf(["sort"]))[0]).toMatchObject({
      name: "sort",
      title: "Sort",
      heldOut: true,
      answerLength: 8,
      scored: "answer",
    });
  });
});

suite("mixtureProblems", () => {
  const problems = (names: readonly string[], context: "auto" | number, own: Task | null = null) =>
    mixtureProblems({ tasks: weighted(names), context }, own).map((problem) => problem.message);

  test("a context that is too short, for each task", () => {
    expect(problems(["sort"], 12)).toEqual([
      "context: 12 is too short for sort, whose longest example needs 16; use auto or at least 16",
    ]);
    expect(problems(["sort", "largest", "copy"], 12)).toHaveLength(2);
    expect(problems(["sort"], 16)).toEqual([]);
    expect(problems([...TASK_NAMES], "auto")).toEqual([]);
  });

  test("own examples that are too long, with the lengths of the longest", () => {
    const own = ownTask("w.csv", `prompt,answer\n${"x".repeat(30)},yes\nab,no\n`);
    expect(problems(["data"], 20, own)).toEqual([
      "context: 20 is too short for data, whose longest example (a prompt of 30 characters and an answer of 3) needs 34; use auto or at least 34",
    ]);
    const long = ownTask("w.csv", `prompt,answer\n${"x".repeat(2000)},yes\nab,no\n`);
    expect(problems(["data"], "auto", long)[0]).toBe(
      "context: the longest example of data (a prompt of 2000 characters and an answer of 3) needs 2004 positions, and 1024 is the most; shorten it or leave it out",
    );
    expect(problems(["data"], 64, long)[0]).toContain("shorten it to fit 1024");
  });

  test("a text that is too short for its context", () => {
    const text = "ab".repeat(150);
    expect(problems(["data"], 30, ownTask("t.txt", text, 30))).toEqual([
      "context: 30 is too long for t.txt, whose held-out tenth has 30 characters; use 29 or less, or a longer text",
    ]);
    expect(problems(["data"], "auto", ownTask("t.txt", text))).toEqual([]); // auto is 29 here
    expect(problems(["data"], 29, ownTask("t.txt", text, 29))).toEqual([]);
  });

  test("createMixture refuses what has problems", () => {
    expect(() => mixtureOf(["sort"], { context: 3 })).toThrow("context: 3 is too short");
    expect(() => mixtureOf(["data"])).toThrow('there is no task "data"');
    expect(() => mixtureOf([])).toThrow("there are no tasks");
  });
});

suite("own data in a mixture", () => {
  test("answers of different lengths end with the end token, which is trained", () => {
    const own = ownTask("w.csv", "prompt,answer,split\na,bcd,train\nb,c,train\nb,c,test\n");
    const mixture = mixtureOf(["data"], { own });
    expect(mixture.vocabulary).toEqual(["=", "<end>", "a", "b", "c", "d"]);
    expect(mixture.context).toBe(1 + 1 + 3 + 1 - 1);
    const batch = emptyBatch(20, mixture.context);
    mixture.fill(Rng.fromSeed(0), batch);
    const rows = new Set(Array.from({ length: 20 }, (_, row) => rowText(mixture, batch, row)));
    for (const row of rows) expect(["a = b c d <end>", "b = c <end>"]).toContain(row);
    const held = mixture.heldOut(0);
    expect(held.answerLength[0]).toBe(answerSymbols(mixture, 0, 0).length + 1);
    expect(shownAnswer(mixture, [2, 3, mixture.end, 4])).toEqual(["a", "b"]);
  });

  test("beside a suite task, shares the letters they have in common", () => {
    const own = ownTask("w.csv", "prompt,answer\na,Z\nb,Y\n");
    const mixture = mixtureOf(["copy", "data"], { own });
    expect(mixture.vocabulary.filter((token) => token === "a")).toHaveLength(1);
    expect(mixture.vocabulary.slice(0, 3)).toEqual(["=", "<copy>", "<data>"]);
    expect(mixture.context).toBe(17);
  });

  test("a text trains every position, alone and in a mixture", () => {
    const text = "the quick brown fox jumps over the lazy dog. ".repeat(40);
    const alone = mixtureOf(["data"], { own: ownTask("t.txt", text) });
    expect([alone.context, alone.separator]).toEqual([64, -1]);
    const batch = emptyBatch(4, 64);
    alone.fill(Rng.fromSeed(0), batch);
    expect(batch.weights.every((weight) => weight === 1)).toBe(true);
    for (let t = 0; t < 63; t++) expect(batch.targets[t]).toBe(batch.inputs[t + 1]);
    expect(text).toContain(rowText(alone, batch, 0).replaceAll(/(.) ?/gu, "$1"));

    const among = mixtureOf(["sort", "data"], { own: ownTask("t.txt", text, 20), context: 20 });
    expect(among.context).toBe(20);
    const held = among.heldOut(1);
    // Task token and first character, then 19 of the 20 characters: the sequence of 21 is full.
    expect([held.answerStart[0], held.answerLength[0]]).toEqual([2, 19]);
    expect(taskSummaries(among)[1]).toMatchObject({ scored: "token", answerLength: 19, heldOut: true });
  });

  test("the shortest text there can be trains, alone and in a mixture", () => {
    const own = ownTask("t.txt", "hello world");
    const alone = mixtureOf(["data"], { own });
    expect([alone.context, alone.vocabulary.length, alone.heldOut(0).count]).toEqual([1, 8, 1]);
    const batch = emptyBatch(50, 1);
    alone.fill(Rng.fromSeed(0), batch);
    const pairs = Array.from({ length: 50 }, (_, row) =>
      rowText(alone, batch, row).replace(/(.) (.)/, "$1$2"),
    );
    for (const pair of pairs) expect("hello wor").toContain(pair);
    expect(mixtureOf(["parity", "data"], { own }).heldOut(1).answerLength[0]).toBe(1);
  });

  test("a separator of another name where the text itself uses =", () => {
    const own = ownTask("w.csv", "prompt,answer,split\n1=1,y,train\n1=2,n,train\n1=2,n,test\n");
    expect(mixtureOf(["data"], { own }).vocabulary).toEqual(["<sep>", "1", "2", "=", "n", "y"]);
  });

  test("held-out rows are spread over the file's test part", () => {
    const rows = Array.from({ length: 100 }, (_, i) => `p${i},a,${i < 50 ? "train" : "test"}`);
    const own = ownTask("w.csv", `prompt,answer,split\n${rows.join("\n")}`);
    const mixture = mixtureOf(["data"], { own, evalSize: 5 });
    const shown = [0, 1, 2, 3, 4].map((row) => promptSymbols(mixture, 0, row).join(""));
    expect(shown).toEqual(["p50", "p60", "p70", "p80", "p90"]);
    expect(mixtureOf(["data"], { own, evalSize: 500 }).heldOut(0).count).toBe(50);
  });
});

suite("vocabulary", () => {
  test("orders by code point, words last", () => {
    const task = { ...(TASKS[0] as Task), symbols: ["odd", "😀", "\uFFFD", "z", "가", "even", "+"] };
    expect(buildVocabulary([task]).tokens).toEqual(["=", "+", "z", "가", "\uFFFD", "😀", "even", "odd"]);
  });
});

suite("HashSet", () => {
  test("holds what a Set holds", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 200 }), (hashes) => {
        const ours = new HashSet(hashes.length);
        const theirs = new Set<number>();
        for (const hash of hashes) {
          if (hash < 2) continue; // 0 and 1 share a slot by design
          expect(ours.has(hash)).toBe(theirs.has(hash));
          expect(ours.add(hash)).toBe(!theirs.has(hash));
          theirs.add(hash);
        }
        for (const hash of theirs) expect(ours.has(hash)).toBe(true);
      }),
    );
  });
});
