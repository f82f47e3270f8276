import { Rng } from "../lib/rng.ts";
import type { Preview } from "./preview.ts";
import { emptyExample, type Task } from "./task.ts";

/** A task of very few prompts is asked this often for others. */
const MOST_DRAWS = 50;

/**
 * So many examples as the task itself makes them, the same every time and no prompt twice: for explaining it.
 * A task that has fewer prompts gives fewer.
 */
export function examplesOf(task: Task, wanted: number): Preview[] {
  const example = emptyExample(task);
  const textOf = (ids: Int32Array, length: number) =>
    Array.from(ids.subarray(0, length), (id) => task.symbols[id] ?? "");
  const found = new Map<string, Preview>();
  for (let draw = 0; found.size < wanted && draw < MOST_DRAWS; draw++) {
    task.sample(Rng.fromSeed(3).fork(draw), example);
    const prompt = textOf(example.prompt, example.promptLength);
    if (found.has(prompt.join(" "))) continue;
    found.set(prompt.join(" "), { prompt, answer: textOf(example.answer, example.answerLength) });
  }
  return [...found.values()];
}
