import { Rng } from "../lib/rng.ts";
import { type Example, emptyExample, type Task } from "./task.ts";
import { SEPARATOR } from "./vocabulary.ts";

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
  return shownExample(task, example);
}

/** An example of a task as symbols; its questions, where it has some, follow the prompt as they do in training. */
export function shownExample(task: Task, example: Example): Preview {
  const symbols = (ids: Int32Array, length: number) =>
    Array.from(ids.subarray(0, length), (id) => task.symbols[id] ?? "");
  const prompt = symbols(example.prompt, example.promptLength);
  if (task.questions) {
    if (task.separator) prompt.push(SEPARATOR);
    prompt.push(...symbols(example.questions, example.answerLength));
  }
  return { prompt, answer: symbols(example.answer, example.answerLength) };
}
