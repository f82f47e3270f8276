import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { Rng } from "../src/lib/rng.ts";
import { TASK_NAMES, TASKS, taskOf } from "../src/tasks/registry.ts";
import { isRunning } from "../src/tasks/sequence.ts";
import { emptyExample, type Task } from "../src/tasks/task.ts";
import { drawn } from "./drawn.ts";
import { ANSWERS, FORMS } from "./task-answers.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** All but running text, which has no questions: its tests are in stories.test.ts. */
const QUESTIONS = TASKS.filter((task) => !isRunning(task));

suite("the suite", () => {
  test("has its tasks in the order of emergence, the text last, found by name", () => {
    expect(TASK_NAMES.join(" ")).toBe(
      "largest copy reverse sort modular multiply induction count histogram facts add-reversed add mqar recall ten-digits two-hops parity modular-table stories",
    );
    for (const task of TASKS) expect(taskOf(task.name)).toBe(task);
    expect(taskOf("no-such-task")).toBeUndefined();
    expect(new Set(TASKS.map((task) => task.title)).size).toBe(TASKS.length);
  });

  test.each(QUESTIONS)("$name: prompts have their form and answers are right", (task) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { prompt, questions, answer } = drawn(task, Rng.fromSeed(seed));
        expect(prompt.join("")).toMatch(FORMS[task.name] as RegExp);
        if (task.name !== "facts") expect(answer).toEqual(ANSWERS[task.name]?.(prompt, questions));
        if (task.longest) return; // its examples differ in length
        expect(prompt).toHaveLength(task.promptLength);
        expect(answer).toHaveLength(task.answerLength);
      }),
    );
  });

  test.each(TASKS)("$name: the same stream gives the same examples, whatever was drawn before", (task) => {
    const used = emptyExample(task);
    for (let i = 0, rng = Rng.fromSeed(99); i < 7; i++) task.sample(rng, used);
    const once = Rng.fromSeed(5);
    const again = Rng.fromSeed(5);
    for (let i = 0; i < 20; i++) expect(drawn(task, once, used)).toEqual(drawn(task, again));
  });

  test.each(TASKS)("$name: uses every symbol, and no symbol twice", (task) => {
    const rng = Rng.fromSeed(1);
    const seen = new Set<string>();
    for (let i = 0; i < 2000; i++) {
      const { prompt, questions, answer } = drawn(task, rng);
      for (const symbol of [...prompt, ...questions, ...answer]) seen.add(symbol);
    }
    expect([...seen].sort()).toEqual([...task.symbols].sort());
  });

  test("facts are 1,000 fixed pairs of letters", () => {
    const facts = taskOf("facts") as Task;
    const table = new Map<string, string>();
    const rng = Rng.fromSeed(2);
    for (let i = 0; i < 20_000; i++) {
      const { prompt, answer } = drawn(facts, rng);
      const known = table.get(prompt.join("")) ?? answer.join("");
      expect(answer.join("")).toBe(known);
      table.set(prompt.join(""), known);
    }
    expect(table.size).toBe(1000);
    // A changed table would void the facts of every model saved before.
    expect([table.get("000"), table.get("500"), table.get("999")]).toMatchInlineSnapshot(`
      [
        "dj",
        "ke",
        "lk",
      ]
    `);
  });

  test("recall and two hops ask for letters that are there, each key once", () => {
    const rng = Rng.fromSeed(3);
    for (const name of ["recall", "two-hops"]) {
      for (let i = 0; i < 300; i++) {
        const { prompt } = drawn(taskOf(name) as Task, rng);
        const keys = [0, 2, 4, 6, 8, 10].map((at) => prompt[at]);
        expect(new Set(keys).size).toBe(6);
        expect(keys).toContain(prompt[12]);
      }
    }
  });

  test("two hops follow one cycle through all six letters", () => {
    const rng = Rng.fromSeed(4);
    for (let i = 0; i < 300; i++) {
      const { prompt } = drawn(taskOf("two-hops") as Task, rng);
      const next = new Map([0, 2, 4, 6, 8, 10].map((at) => [prompt[at], prompt[at + 1]]));
      let letter = prompt[0];
      const visited = new Set<string | undefined>();
      for (let hop = 0; hop < 6; hop++) {
        visited.add(letter);
        letter = next.get(letter);
      }
      expect([visited.size, letter]).toEqual([6, prompt[0]]);
    }
  });
});
