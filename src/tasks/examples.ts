import { Rng } from "../lib/rng.ts";
import { type Preview, shownExample } from "./preview.ts";
import { emptyExample, type Task } from "./task.ts";

/** A task of very few prompts is asked this often for others. */
const MOST_DRAWS = 50;

/**
 * So many examples as the task itself makes them, the same every time and no prompt twice: for explaining it.
 * A task that has fewer prompts gives fewer.
 */
export function examplesOf(task: Task, wanted: number): Preview[] {
  const example = emptyExample(task);
  const found = new Map<string, Preview>();
  for (let draw = 0; found.size < wanted && draw < MOST_DRAWS; draw++) {
    task.sample(Rng.fromSeed(3).fork(draw), example);
    const shown = shownExample(task, example);
    const key = shown.prompt.join(" ");
    if (!found.has(key)) found.set(key, shown);
  }
  return [...found.values()];
}
