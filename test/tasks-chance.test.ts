import { expect, suite, test } from "vitest";
import { Rng } from "../src/lib/rng.ts";
import { taskOf } from "../src/tasks/registry.ts";
import { isHeldOut, type Task } from "../src/tasks/task.ts";
import { type Drawn, drawn } from "./drawn.ts";

suite("chance", () => {
  /** How often the best constant answer is right. */
  function constantGuesser(task: Task, draws: number): number {
    const rng = Rng.fromSeed(6);
    const counts = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const answer = drawn(task, rng).answer.join("");
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
    return Math.max(...counts.values()) / draws;
  }

  /** How often a guesser who reads the prompt is right. */
  function readingGuesser(task: Task, draws: number, guess: (prompt: readonly string[]) => string): number {
    const rng = Rng.fromSeed(7);
    let right = 0;
    for (let i = 0; i < draws; i++) {
      const { prompt, answer } = drawn(task, rng);
      if (guess(prompt) === answer[0]) right++;
    }
    return right / draws;
  }

  const near = (measured: number, stated: number, draws: number) =>
    expect(Math.abs(measured - stated)).toBeLessThan(4.5 * Math.sqrt((stated * (1 - stated)) / draws) + 1e-4);

  const byConstant = ["largest", "modular", "multiply", "count", "facts", "add-reversed", "add", "parity"];

  /** How often a guess is right where every symbol of an answer counts. */
  function symbolGuesser(task: Task, draws: number, guess: (example: Drawn, i: number) => string) {
    const rng = Rng.fromSeed(10);
    let right = 0;
    let asked = 0;
    for (let n = 0; n < draws; n++) {
      const example = drawn(task, rng);
      asked += example.answer.length;
      right += example.answer.filter((symbol, i) => symbol === guess(example, i)).length;
    }
    return { right: right / asked, asked };
  }

  test("induction: any other symbol of the block", () => {
    const task = taskOf("induction") as Task;
    const rng = Rng.fromSeed(11);
    // What was shown last is the prompt's last symbol or the answer before: never that one again.
    const other = ({ prompt, answer }: Drawn, i: number) => {
      const last = i === 0 ? prompt[prompt.length - 1] : answer[i - 1];
      const others = prompt.slice(0, -1).filter((symbol) => symbol !== last);
      return others[rng.below(others.length)] ?? "";
    };
    const { right, asked } = symbolGuesser(task, 3000, other);
    near(right, task.chance, asked);
  });

  test("histogram: always 1, and no other count more often", () => {
    const task = taskOf("histogram") as Task;
    const rates = [..."123456789"].map((count) => symbolGuesser(task, 8000, () => count).right);
    // Ten positions of a prompt are not independent: allow for a fifth of them.
    near(rates[0] as number, task.chance, 16_000);
    expect(Math.max(...rates)).toBe(rates[0]);
  });

  test("many recalls: any value shown", () => {
    const task = taskOf("mqar") as Task;
    const { right, asked } = symbolGuesser(task, 8000, ({ prompt }) => prompt[1] ?? "");
    near(right, task.chance, asked);
  });

  test("ten digits: 10¹⁰ pairs of 10²⁰ have the likeliest sum", () => {
    expect((taskOf("ten-digits") as Task).chance).toBe(1e-10);
  });

  test.each(byConstant)("%s: the best constant answer", (name) => {
    const task = taskOf(name) as Task;
    const draws = 60_000;
    // The winner of many near-equal answers is above its share by luck: allow for it.
    const measured = constantGuesser(task, draws);
    expect(measured).toBeGreaterThan(task.chance * 0.9);
    expect(measured).toBeLessThan(task.chance * 1.06 + 0.0008);
  });

  test("copy, reverse, sort: no constant answer is right often enough to be seen", () => {
    for (const name of ["copy", "reverse", "sort"]) {
      const task = taskOf(name) as Task;
      expect(task.chance).toBeLessThan(1e-4);
      expect(constantGuesser(task, 20_000)).toBeLessThan(5e-4);
    }
  });

  test("sort: the likeliest answers are 8! of 16⁸ orders", () => {
    expect((taskOf("sort") as Task).chance).toBeCloseTo((8 * 7 * 6 * 5 * 4 * 3 * 2) / 16 ** 8, 12);
  });

  test("recall: the digit shown most often", () => {
    const task = taskOf("recall") as Task;
    const commonest = (prompt: readonly string[]) => {
      const digits = prompt.filter((symbol) => /\d/.test(symbol));
      const times = (digit: string) => digits.filter((other) => other === digit).length;
      return digits.reduce((best, digit) => (times(digit) > times(best) ? digit : best));
    };
    near(readingGuesser(task, 40_000, commonest), task.chance, 40_000);
  });

  test("two hops: any other letter of the prompt", () => {
    const task = taskOf("two-hops") as Task;
    const other = (prompt: readonly string[]) =>
      [...prompt].sort().find((letter) => letter !== prompt[12]) ?? "";
    near(readingGuesser(task, 40_000, other), task.chance, 40_000);
  });

  test("count: counts from 0 to 9 are equally likely", () => {
    const rng = Rng.fromSeed(8);
    const counts = new Map<string, number>();
    for (let i = 0; i < 20_000; i++) {
      const answer = drawn(taskOf("count") as Task, rng).answer[0] ?? "";
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
    for (const digit of "0123456789") near((counts.get(digit) ?? 0) / 20_000, 0.1, 20_000);
  });
});

suite("space", () => {
  test.each(["modular", "multiply", "facts", "parity"])("%s: all prompts are found, no more", (name) => {
    const task = taskOf(name) as Task;
    const rng = Rng.fromSeed(9);
    const seen = new Set<string>();
    for (let i = 0; i < 25_000; i++) seen.add(drawn(task, rng).prompt.join(""));
    expect(seen.size).toBe(task.space);
    expect(isHeldOut(task)).toBe(false);
  });

  test("large spaces are as counted", () => {
    const space = (name: string) => taskOf(name)?.space;
    expect([space("largest"), space("add"), space("sort")]).toEqual([1e6, 1e6, 16 ** 8]);
    expect(space("recall")).toBe(5_765_760 * 1e6 * 6);
    expect(space("two-hops")).toBe((16 * 15 * 14 * 13 * 12 * 11 * 720 * 6) / 6); // a cycle has six starts
    for (const name of ["largest", "add", "sort", "recall"])
      expect(isHeldOut(taskOf(name) as Task)).toBe(true);
  });
});
