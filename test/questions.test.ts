/** Tasks whose answers have questions of their own, and a task that is scored on its training pairs as well. */
import { expect, suite, test } from "vitest";
import { openEngine } from "../src/engine/choose.ts";
import { emptyBatch } from "../src/lib/batch.ts";
import { Rng } from "../src/lib/rng.ts";
import { initialWeights } from "../src/model/init.ts";
import { DEFAULT_RECIPE, type Recipe } from "../src/recipe/schema.ts";
import { answerSymbols, createMixture, promptSymbols } from "../src/tasks/mixture.ts";
import { shownExample } from "../src/tasks/preview.ts";
import { probeOf, taskOf } from "../src/tasks/registry.ts";
import { emptyExample, isHeldOut, type Task } from "../src/tasks/task.ts";
import { symbolsOf } from "../src/tasks/vocabulary.ts";
import { Evaluation } from "../src/train/evaluate.ts";
import { cohortSpec } from "../src/train/prepare.ts";
import { Decoding } from "../src/train/sample.ts";
import { ANSWERS } from "./task-answers.ts";

const mixtureOf = (names: string) =>
  createMixture(
    { tasks: names.split(" ").map((name) => ({ name, weight: 1 })), context: "auto", evalSize: 40 },
    null,
  );

suite.each(["histogram", "mqar"])("%s: questions in a sequence", (name) => {
  const task = taskOf(name) as Task;

  test.each([name, `copy ${name}`])(
    "in %s: inputs are prompt, separator, questions; targets the answers",
    (names) => {
      const mixture = mixtureOf(names);
      const index = names.split(" ").indexOf(name);
      const first = Number(names !== name); // a task token stands before
      const { batch, answerStart } = mixture.heldOut(index);
      const { T } = batch;
      const { promptLength: P, answerLength: A } = task;
      for (let row = 0; row < 20; row++) {
        const inputs = symbolsOf(mixture.vocabulary, batch.inputs, row * T, (row + 1) * T);
        const prompt = inputs.slice(first, first + P);
        const asked = inputs.slice(first + P + 1, first + P + 1 + A);
        expect(inputs[first + P]).toBe("=");
        expect(asked.toSorted()).toEqual(
          (name === "mqar" ? prompt.filter((_, i) => i % 2 === 0) : prompt).toSorted(),
        );
        const targets = symbolsOf(
          mixture.vocabulary,
          batch.targets,
          row * T + first + P + 1,
          row * T + first + P + 1 + A,
        );
        expect(targets).toEqual(ANSWERS[name]?.(prompt, asked));
        const weights = [...batch.weights.subarray(row * T, (row + 1) * T)];
        expect(weights.map((weight, t) => (weight === 1 ? t : -1)).filter((t) => t >= 0)).toEqual(
          Array.from({ length: A }, (_, i) => first + P + 1 + i),
        );
        expect(answerStart[row]).toBe(first + P + 2); // the first question included
        expect(promptSymbols(mixture, index, row)).toEqual([...prompt, "=", ...asked]);
        expect(answerSymbols(mixture, index, row)).toEqual(targets);
      }
    },
  );

  test("alone, the context is exactly what a sequence needs", () => {
    expect(mixtureOf(name).context).toBe(task.promptLength + 1 + task.answerLength);
  });

  test("a batch that held something else before is wholly rewritten", () => {
    const mixture = mixtureOf(`${name} ten-digits`);
    const [fresh, used] = [emptyBatch(64, mixture.context), emptyBatch(64, mixture.context)];
    mixture.fill(Rng.fromSeed(3), used);
    for (const batch of [fresh, used]) mixture.fill(Rng.fromSeed(4), batch);
    expect(used).toEqual(fresh);
  });

  test("a preview shows the questions behind the prompt", () => {
    const example = emptyExample(task);
    task.sample(Rng.fromSeed(0), example);
    const { prompt, answer } = shownExample(task, example);
    const at = prompt.indexOf("=");
    expect(ANSWERS[name]?.(prompt.slice(0, at), prompt.slice(at + 1))).toEqual(answer);
  });
});

suite("answers that are shown", () => {
  test.each(["histogram", "mqar", "induction", "modular-table"])(
    "%s: agree with the scores",
    async (name) => {
      const recipe: Recipe = { ...DEFAULT_RECIPE, tasks: [{ name, weight: 1 }], seeds: [0], evalSize: 3 };
      const engine = await openEngine({ ...recipe, engine: "tfjs", backend: "cpu" });
      const mixture = createMixture(recipe, null);
      const spec = cohortSpec(recipe, mixture, 8);
      const weights = initialWeights(spec.model, Rng.fromSeed(0).fork("init"));
      for (const [i, value] of weights.entries()) if (value === 0) weights[i] = Math.sin(i); // the head begins at 0
      const cohort = await engine.build(spec, [weights]);
      const decoding = new Decoding(mixture, cohort, 0);
      for (const piece of decoding.pieces()) await piece();
      const samples = decoding.samples().filter((sample) => sample.task === name);
      expect(samples).toHaveLength(3);
      const task = taskOf(name) as Task;
      if (task.questions) {
        const evaluation = new Evaluation(mixture, cohort, 0);
        for (const piece of evaluation.pieces()) await piece();
        const right = samples.flatMap(({ answer, expected }) =>
          answer.map((symbol, i) => symbol === expected[i]),
        );
        expect(right.filter(Boolean).length / right.length).toBeCloseTo(evaluation.row()[1] as number, 6);
      }
      for (const [row, { prompt, expected }] of samples.entries()) {
        if (name === "induction") expect(prompt.length + expected.length).toBe(49);
        else
          expect([prompt, expected]).toEqual([
            promptSymbols(mixture, 0, row),
            answerSymbols(mixture, 0, row),
          ]);
      }
      engine.dispose();
    },
  );
});

suite("the clock table", () => {
  const table = taskOf("modular-table") as Task;
  const seen = probeOf("modular-table-seen") as Task;

  /** Every pair of a part, as `a b`. */
  function pairsOf(task: Task): string[] {
    const out = emptyExample(task);
    return Array.from({ length: task.heldOutCount as number }, (_, index) => {
      task.heldOut?.(index, out);
      return out.prompt.join(" ");
    });
  }

  test("is split into 30 % that train and the rest, every pair once", () => {
    const [held, trained] = [pairsOf(table), pairsOf(seen)];
    expect([trained.length, held.length]).toEqual([Math.round(0.3 * 113 ** 2), 113 ** 2 - 3831]);
    expect(new Set([...held, ...trained]).size).toBe(113 ** 2);
    expect([isHeldOut(table), isHeldOut(seen)]).toEqual([true, false]);
  });

  test("trains on all of its part and on nothing else", () => {
    const trained = new Set(pairsOf(seen));
    const drawn = new Set<string>();
    const out = emptyExample(table);
    const rng = Rng.fromSeed(0);
    for (let i = 0; i < 60_000; i++) {
      table.sample(rng, out);
      drawn.add(out.prompt.join(" "));
    }
    expect(drawn).toEqual(trained); // all 3,831: each is missed with probability e^-15.7
  });

  test("chance is the commonest sum's share of its part", () => {
    for (const task of [table, seen]) {
      const sums = new Map<number, number>();
      for (const pair of pairsOf(task)) {
        const [a = 0, b = 0] = pair.split(" ").map(Number);
        sums.set((a + b) % 113, (sums.get((a + b) % 113) ?? 0) + 1);
      }
      expect(task.chance).toBe(Math.max(...sums.values()) / (task.heldOutCount as number));
    }
  });

  test("in a mixture both parts are asked in the same form, and the seen one has no share", () => {
    const mixture = mixtureOf("modular-table");
    expect(mixture.tasks).toEqual([table, seen]);
    expect([mixture.weights, mixture.context, mixture.vocabulary.length]).toEqual([[1, 0], 3, 114]);
    for (const index of [0, 1]) {
      const { batch, answerStart } = mixture.heldOut(index);
      expect(mixture.vocabulary[batch.inputs[2] as number]).toBe("=");
      expect(answerStart[0]).toBe(3);
      const prompt = promptSymbols(mixture, index, 5);
      expect(answerSymbols(mixture, index, 5)).toEqual(ANSWERS["modular-table"]?.(prompt, []));
    }
  });
});
