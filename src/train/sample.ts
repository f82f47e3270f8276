import type { Cohort } from "../engine/engine.ts";
import type { Sample } from "../protocol.ts";
import { type Mixture, promptSymbols, shownAnswer } from "../tasks/mixture.ts";
import type { Task } from "../tasks/task.ts";

/** Prompts shown per task. */
const PER_TASK = 3;

/** One prompt being answered, token by token. */
interface Row {
  /** Index of the task, and of the held-out example. */
  readonly task: number;
  readonly example: number;
  /** Tokens given. */
  readonly start: number;
  /** Tokens answered so far, in a buffer of as many as are asked for. */
  readonly answer: Int32Array;
}

/** What a replica answers now to the first held-out prompts of every task, decoded greedily. */
export async function greedySamples(mixture: Mixture, cohort: Cohort, replica: number): Promise<Sample[]> {
  const rows = mixture.tasks.flatMap((_, index) => taskRows(mixture, index));
  const T = mixture.context;
  const tokens = new Int32Array(rows.length * T);
  rows.forEach((row, r) => {
    tokens.set(promptOf(mixture, row), r * T);
  });
  const longest = Math.max(...rows.map((row) => row.answer.length));
  for (let k = 0; k < longest; k++) {
    const logits = await cohort.predict(replica, tokens, rows.length); // (rows,T,V)
    rows.forEach((row, r) => {
      if (k >= row.answer.length) return;
      const position = row.start + k;
      const token = argmax(
        logits,
        (r * T + position - 1) * mixture.vocabulary.length,
        mixture.vocabulary.length,
      );
      row.answer[k] = token;
      if (position < T) tokens[r * T + position] = token; // the last token of the longest example is never an input
    });
  }
  return rows.map((row) => sampleOf(mixture, row));
}

function taskRows(mixture: Mixture, task: number): Row[] {
  const { count, answerStart, answerLength } = mixture.heldOut(task);
  const isText = mixture.tasks[task]?.scored === "token";
  return Array.from({ length: Math.min(PER_TASK, count) }, (_, example) => {
    const answer = answerStart[example] as number;
    const end = answer + (answerLength[example] as number);
    // Running text: the first half is given, the rest is continued.
    const start = isText ? Math.max(answer, Math.ceil(end / 2)) : answer;
    return { task, example, start, answer: new Int32Array(end - start) };
  });
}

/** The tokens given, as a view. */
function promptOf(mixture: Mixture, { task, example, start }: Row): Int32Array {
  const { T, inputs } = mixture.heldOut(task).batch;
  return inputs.subarray(example * T, example * T + start);
}

function sampleOf(mixture: Mixture, row: Row): Sample {
  const { batch } = mixture.heldOut(row.task);
  const from = row.example * batch.T + row.start - 1;
  const target = batch.targets.subarray(from, from + row.answer.length);
  const isText = mixture.tasks[row.task]?.scored === "token";
  return {
    task: (mixture.tasks[row.task] as Task).name,
    prompt: isText
      ? textSymbols(mixture, promptOf(mixture, row))
      : promptSymbols(mixture, row.task, row.example),
    expected: shownAnswer(mixture, target),
    answer: shownAnswer(mixture, row.answer),
    right: row.answer.every((token, i) => token === target[i]),
  };
}

/** The text given, without the task token that stands before it in a mixture. */
const textSymbols = (mixture: Mixture, given: Int32Array) =>
  shownAnswer(mixture, mixture.tasks.length > 1 ? given.subarray(1) : given);

/** Index of the largest of `length` values from `from` on; the first of equals. */
function argmax(values: Float32Array, from: number, length: number): number {
  let best = 0;
  for (let i = 1; i < length; i++) {
    if ((values[from + i] as number) > (values[from + best] as number)) best = i;
  }
  return best;
}
