import { Rng } from "../lib/rng.ts";
import { emptyExample, type Task } from "./task.ts";

/** One example as symbols, for a row's label. */
export interface Preview {
  readonly prompt: readonly string[];
  readonly answer: readonly string[];
}

/** The same example of a task every time: it is an illustration, not data. */
export function previewOf(task: Task): Preview {
  if (task.illustration)
    return { prompt: [...task.illustration.prompt], answer: [...task.illustration.answer] };
  const example = emptyExample(task);
  task.sample(Rng.fromSeed(3).fork("preview"), example);
  const symbols = (ids: Int32Array, length: number) =>
    Array.from(ids.subarray(0, length), (id) => task.symbols[id] ?? "");
  return {
    prompt: symbols(example.prompt, example.promptLength),
    answer: symbols(example.answer, example.answerLength),
  };
}
