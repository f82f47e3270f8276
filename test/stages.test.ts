/** A curriculum: a recipe's stages, and the levels of the tasks that have some. */
import { expect, suite, test } from "vitest";
import { emptyBatch } from "../src/lib/batch.ts";
import { Rng } from "../src/lib/rng.ts";
import { formatField, parseField } from "../src/recipe/parse.ts";
import { PRESETS, recipeOf } from "../src/recipe/presets.ts";
import { DEFAULT_RECIPE } from "../src/recipe/schema.ts";
import { recipeFromAddress, recipeToHash } from "../src/recipe/url.ts";
import { validateRecipe } from "../src/recipe/validate.ts";
import { createMixture, type Mixture, mixtureProblems } from "../src/tasks/mixture.ts";
import { taskOf } from "../src/tasks/registry.ts";
import { levelAt } from "../src/tasks/stages.ts";
import type { Task } from "../src/tasks/task.ts";
import { symbolsOf } from "../src/tasks/vocabulary.ts";
import { type Drawn, drawn } from "./drawn.ts";
import { ANSWERS } from "./task-answers.ts";

const read = (text: string) => {
  const parsed = parseField("stages", text);
  return parsed.ok ? parsed.value : parsed.problem.message;
};

const mixtureOf = (names: string, stages: readonly number[]) =>
  createMixture(
    {
      tasks: names.split(" ").map((name) => ({ name, weight: 1 })),
      context: "auto",
      evalSize: 64,
      stages,
    },
    null,
  );

/** The most digits of a number among the rows of a batch at a step. */
function mostDigits(mixture: Mixture, step: number): number {
  const batch = emptyBatch(64, mixture.context);
  mixture.fill(Rng.fromSeed(1).fork(step), batch, step);
  const numbers = Array.from({ length: batch.B }, (_, row) =>
    symbolsOf(mixture.vocabulary, batch.inputs, row * batch.T, row * batch.T + 21)
      .join("")
      .split("+"),
  ).flat();
  return Math.max(...numbers.map((number) => String(Number(number)).length));
}

suite("the field", () => {
  const expected =
    "stages: expected none, or up to 8 ascending whole numbers from 1 to 1,000,000, separated by commas, such as 2000,7000";

  test("reads none and ascending steps, and writes them back", () => {
    expect([read("none"), read("2000, 7000"), read("5")]).toEqual([[], [2000, 7000], [5]]);
    expect([formatField("stages", []), formatField("stages", [2000, 7000])]).toEqual(["none", "2000,7000"]);
  });

  test("says what is wrong with other texts", () => {
    expect(read("")).toBe(`${expected}; got nothing`);
    expect(read("0")).toBe(`${expected}; got "0"`);
    expect(read("7000,2000")).toBe(`${expected}; got "7000,2000" (2000 follows 7000)`);
    expect(read("5,5")).toBe(`${expected}; got "5,5" (5 is there twice; leave one out)`);
    expect(read("1,2,3,4,5,6,7,8,9")).toMatch(/\(9 numbers\)$/);
    expect(read("none,5")).toMatch(/\("none" is not one\)$/);
  });

  test("stands in the address only where it is not none", () => {
    const recipe = { ...DEFAULT_RECIPE, stages: [200, 700] };
    expect(recipeToHash(recipe)).toBe("#stages=200,700");
    expect(recipeFromAddress({ search: "", hash: "#stages=200,700" })).toEqual({ recipe, problems: [] });
    expect(recipeFromAddress({ search: "", hash: "#stages=none" }).recipe).toEqual(DEFAULT_RECIPE);
  });
});

suite("levelAt", () => {
  const three = { levels: ["easy", "harder", "hard"] };
  const levels = (task: Pick<Task, "levels">, stages: readonly number[]) =>
    [1, 10, 11, 20, 21, 1000].map((step) => levelAt(task, stages, step));

  test("the next level begins after each of the steps", () => {
    expect(levels(three, [10, 20])).toEqual([0, 0, 1, 1, 2, 2]);
  });

  test("the last stage is always the hardest level", () => {
    expect(levels(three, [10])).toEqual([1, 1, 2, 2, 2, 2]);
    expect(levels({ levels: ["easy", "hard"] }, [10, 20])).toEqual([0, 0, 0, 0, 1, 1]);
  });

  test("none without stages or levels", () => {
    expect(levels(three, [])).toEqual(Array(6).fill(undefined));
    expect(levels({}, [10, 20])).toEqual(Array(6).fill(undefined));
  });
});

suite("training in stages", () => {
  test("numbers grow with the steps", () => {
    const mixture = mixtureOf("ten-digits", [100, 200]);
    const most = [1, 100, 101, 200, 201, 5000].map((step) => mostDigits(mixture, step));
    expect(most).toEqual([3, 3, 6, 6, 10, 10]);
    expect(mostDigits(mixtureOf("ten-digits", []), 1)).toBe(10);
  });

  test("held-out prompts are the whole task's, whatever the stages", () => {
    const plain = mixtureOf("ten-digits", []).heldOut(0);
    expect(mixtureOf("ten-digits", [100, 200]).heldOut(0)).toEqual(plain);
    expect(plain.batch.inputs.some((id, i) => i % 32 === 0 && id > 1)).toBe(true); // a first digit above 0
  });

  test("a step's batch depends on the stream and the step alone", () => {
    const [once, again] = [mixtureOf("ten-digits", [100, 200]), mixtureOf("ten-digits", [100, 200])];
    const [a, b] = [emptyBatch(16, 32), emptyBatch(16, 32)];
    for (let step = 1; step < 150; step++) again.fill(Rng.fromSeed(1).fork(step), b, step);
    once.fill(Rng.fromSeed(1).fork(150), a, 150);
    again.fill(Rng.fromSeed(1).fork(150), b, 150);
    expect(b).toEqual(a);
  });

  test("tasks without levels draw what they draw without stages", () => {
    const batches = [[], [100, 200]].map((stages) => {
      const mixture = mixtureOf("ten-digits sort", stages);
      const batch = emptyBatch(200, mixture.context);
      mixture.fill(Rng.fromSeed(2), batch, 1000);
      const token = mixture.vocabulary.indexOf("<sort>");
      const first = Array.from({ length: 200 }, (_, row) => row).find(
        (row) => batch.inputs[row * batch.T] === token,
      ) as number;
      return { mixture, batch, first };
    });
    for (const { mixture, batch, first } of batches) {
      const row = symbolsOf(mixture.vocabulary, batch.inputs, first * batch.T + 1, first * batch.T + 9);
      const targets = batch.targets.subarray(first * batch.T + 9, first * batch.T + 17);
      expect(symbolsOf(mixture.vocabulary, targets)).toEqual(row.sort());
    }
  });
});

suite("what is wrong with stages", () => {
  const problems = (names: string, stages: readonly number[]) =>
    mixtureProblems(
      { tasks: names.split(" ").map((name) => ({ name, weight: 1 })), context: "auto", stages },
      null,
    ).map((problem) => problem.message);

  test("no task has levels", () => {
    expect(problems("sort copy", [100])).toEqual([
      "stages: expected none, since none of the tasks has levels of difficulty (sort, copy); got 100; use none, or a task such as ten-digits",
    ]);
    expect(problems("sort ten-digits", [100])).toEqual([]);
  });

  test("more stages than levels", () => {
    expect(problems("ten-digits", [1, 2, 3])).toEqual([
      "stages: expected at most 2 steps, for 3 levels of difficulty; got 3; leave some out",
    ]);
    expect(() => mixtureOf("ten-digits", [1, 2, 3])).toThrow("expected at most 2 steps");
  });

  test("a stage that would begin when all is over", () => {
    const wrong = (stages: readonly number[]) =>
      validateRecipe({ ...DEFAULT_RECIPE, stages, steps: 100 }, ["sort"]).map(({ message }) => message);
    expect(wrong([50, 100])).toEqual([
      "stages: expected steps below 100, the sweep's last; got 100; lower it or raise steps",
    ]);
    expect(wrong([50, 99])).toEqual([]);
  });
});

suite("tasks with levels", () => {
  const rng = Rng.fromSeed(7);
  const sizes = (name: string, level: number | undefined, size: (example: Drawn) => number) => {
    const task = taskOf(name) as Task;
    const found = Array.from({ length: 300 }, () => {
      const example = drawn(task, rng, undefined, level);
      expect(example.answer).toEqual(ANSWERS[name]?.(example.prompt, example.questions));
      return size(example);
    });
    return [Math.min(...found), Math.max(...found)];
  };

  test("ten digits: numbers up to 3, 6 and 10 digits, ten in the task itself", () => {
    expect(taskOf("ten-digits")?.levels).toEqual(["1 to 3 digits", "1 to 6 digits", "1 to 10 digits"]);
    const digits = ({ prompt }: Drawn) =>
      Math.max(
        ...prompt
          .join("")
          .split("+")
          .map((number) => String(Number(number)).length),
      );
    const found = [0, 1, 2, undefined].map((level) => sizes("ten-digits", level, digits));
    expect(found.map(([, most]) => most)).toEqual([3, 6, 10, 10]);
    expect(found.map(([least]) => least)).toEqual([1, 1, 1, expect.toSatisfy((least) => least >= 8)]);
  });

  test("many recalls: two to six pairs, six in the task itself", () => {
    expect(taskOf("mqar")?.levels).toEqual([2, 3, 4, 5, 6].map((n) => `${n} pairs`));
    const pairs = ({ prompt, questions }: Drawn) => {
      expect(prompt).toHaveLength(2 * questions.length);
      return questions.length;
    };
    const found = [0, 1, 2, 3, 4, undefined].map((level) => sizes("mqar", level, pairs));
    expect(found).toEqual([2, 3, 4, 5, 6, 6].map((n) => [n, n]));
  });
});

test("every preset's stages and tasks fit", () => {
  for (const preset of PRESETS) expect(mixtureProblems(recipeOf(preset), null)).toEqual([]);
});
