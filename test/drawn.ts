import type { Rng } from "../src/lib/rng.ts";
import { type Example, emptyExample, type Task } from "../src/tasks/task.ts";

/** An example as symbols. */
export interface Drawn {
  readonly prompt: readonly string[];
  readonly questions: readonly string[];
  readonly answer: readonly string[];
}

/** A fresh example as symbols. */
export function drawn(task: Task, rng: Rng, out: Example = emptyExample(task), level?: number): Drawn {
  task.sample(rng, out, level);
  const symbols = (ids: Int32Array, length: number) =>
    Array.from(ids.subarray(0, length), (id) => task.symbols[id] ?? `no symbol ${id}`);
  return {
    prompt: symbols(out.prompt, out.promptLength),
    questions: symbols(out.questions, out.answerLength),
    answer: symbols(out.answer, out.answerLength),
  };
}
