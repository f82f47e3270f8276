/** What is told of tasks: examples, tricks that others could try, and words without gaps. */
import { expect, suite, test } from "vitest";
import { Rng } from "../src/lib/rng.ts";
import { examplesOf } from "../src/tasks/examples.ts";
import type { Preview } from "../src/tasks/preview.ts";
import { probeOf, TASKS, taskOf } from "../src/tasks/registry.ts";
import { emptyExample, type Task } from "../src/tasks/task.ts";
import { aboutTask } from "../src/ui/view/about.ts";

const ALL: readonly Task[] = TASKS.flatMap((task) => [task, ...(task.probes ?? [])]);

/** How often a trick gives the right answer, over many prompts. */
function scoreOf(name: string, trick: (prompt: string) => string): number {
  const task = taskOf(name)!;
  const rng = Rng.fromSeed(11).fork("tricks");
  const example = emptyExample(task);
  const draws = 20_000;
  let right = 0;
  for (let i = 0; i < draws; i++) {
    task.sample(rng, example);
    const text = (ids: Int32Array, n: number) =>
      Array.from(ids.subarray(0, n), (id) => task.symbols[id]).join("");
    const answer = text(example.answer, example.answerLength);
    right += Number(trick(text(example.prompt, example.promptLength)) === answer);
  }
  return right / draws;
}

const numbers = (prompt: string, sign: string) => prompt.split(sign).map(Number) as [number, number];
const reversed = (text: string) => [...text].reverse().join("");
/** Adds column by column and forgets what would be carried. */
const withoutCarry = (prompt: string) => {
  const [a, b] = prompt.split("+") as [string, string];
  return `0${[...a].map((digit, i) => (Number(digit) + Number(b[i])) % 10).join("")}`;
};

const TRICKS: Readonly<Record<string, (prompt: string) => string>> = {
  largest: (prompt) => String(Math.max(...[...prompt.slice(0, 3)].map(Number))),
  modular: (prompt) => {
    const [a, b] = numbers(prompt, "+");
    return String(a + b).padStart(2, "0");
  },
  multiply: (prompt) => {
    const [a, b] = numbers(prompt, "×");
    const last = (a % 10) * b;
    return reversed(String(Math.floor(a / 10) * b * 10 + (last % 10)).padStart(3, "0"));
  },
  add: withoutCarry,
  "add-reversed": (prompt) => reversed(withoutCarry(prompt)),
  "two-hops": (prompt) => {
    const asked = prompt.at(-1);
    const pairs = (prompt.slice(0, -1).match(/../g) ?? []).map((pair) => [...pair]);
    const next = pairs.find(([from]) => from === asked)?.[1];
    return pairs.map(([from]) => from).filter((letter) => letter !== asked && letter !== next)[0]!;
  },
};

suite("simple tricks", () => {
  test.each(Object.entries(TRICKS))("%s: the trick reaches what is told", (name, trick) => {
    const told = taskOf(name)!.baseline!;
    expect(Math.abs(scoreOf(name, trick) - told.exact)).toBeLessThan(0.012); // three standard errors of 20,000 draws
    expect(told.exact).toBeGreaterThan(taskOf(name)!.chance);
  });

  test("every baseline of the thirteen has its trick here", () => {
    const thirteen = TASKS.slice(0, TASKS.findIndex((task) => task.name === "parity") + 1);
    const told = thirteen.filter((task) => task.baseline).map((task) => task.name);
    expect(told.filter((name) => !(name in TRICKS))).toEqual([]);
  });
});

suite("examples", () => {
  test.each(ALL.map((task) => task.name))("%s: three, different, the same every time", (name) => {
    const task = (taskOf(name) ?? probeOf(name))!;
    const examples = examplesOf(task, 3);
    expect(examplesOf(task, 3)).toEqual(examples);
    expect(new Set(examples.map(({ prompt }: Preview) => prompt.join())).size).toBe(3);
    for (const { prompt, answer } of examples) {
      const asked = task.questions ? 1 + task.answerLength : 0; // a separator and the questions stand behind
      expect(prompt.length).toBeLessThanOrEqual(task.promptLength + asked);
      expect(answer.length).toBeGreaterThan(0);
    }
  });
});

suite("what the drawer tells", () => {
  test.each(ALL.map((task) => task.name))("%s: what, three examples, chance, ceiling; no gaps", (name) => {
    const told = aboutTask(name, null, null);
    expect(told.title).not.toBe("");
    expect(told.about).toMatch(/\.$/);
    expect(told.examples).toHaveLength(3);
    for (const { prompt, answer } of told.examples) expect([prompt, answer]).not.toContain("");
    const names = told.facts.map((fact) => fact.name);
    expect(names).toEqual(expect.arrayContaining(["By chance", "At best"]));
    for (const fact of told.facts) {
      expect(fact.words.length, fact.name).toBeGreaterThan(10);
      expect(fact.score).not.toMatch(/NaN|undefined/);
    }
  });

  test("a text is told apart into what is given and how it goes on", () => {
    const { columns, examples } = aboutTask("stories", null, null);
    expect(columns).toEqual(["Given", "Goes on"]);
    for (const { prompt } of examples) expect(prompt.length).toBeGreaterThanOrEqual(24);
  });

  test("where every symbol counts by itself, that is told, and one answer is right", () => {
    for (const name of ["induction", "histogram", "mqar"]) {
      const { columns, counts, examples, facts } = aboutTask(name, null, null);
      expect(columns).toEqual(["The model sees", "The right answer"]);
      expect(counts).toMatch(/^Every symbol of an answer counts by itself/);
      expect(facts.find((fact) => fact.name === "At best")?.score).toBe("100 %");
      for (const { prompt } of examples) expect(prompt).not.toContain("…");
    }
  });

  test("a file's examples and chance come from the file", () => {
    const data = {
      ...{ name: "a.csv", kind: "examples" as const, bytes: 9, sha256: "ff", train: 3, heldOut: 1 },
      ...{ vocabulary: 4, warnings: [], examples: [{ prompt: "a b", answer: "c" }] },
      ...{ chance: 0.25, chanceWhy: "A quarter." },
    };
    const told = aboutTask("data", data, null);
    expect(told.examples).toEqual([{ prompt: "a b", answer: "c" }]);
    expect(told.facts[0]).toEqual({ name: "By chance", score: "25 %", words: "A quarter." });
    expect(aboutTask("data", null, null).examples).toEqual([]);
  });

  test("small chances are not told as none", () => {
    const chanceOf = (name: string) => aboutTask(name, null, null).facts[0]?.score;
    expect(["copy", "add", "largest", "multiply"].map(chanceOf)).toEqual([
      "less than 0.01 %",
      "0.1 %",
      "47 %",
      "11 %",
    ]);
  });
});
