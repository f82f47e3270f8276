import type { Batch } from "../lib/batch.ts";
import type { Example, Task } from "./task.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * How one task's examples stand in a sequence:
 * [task token, in mixtures] prompt [separator] answer [end token, where answers differ in length].
 */
export interface Layout {
  /** Token ids of the task's symbols. */
  readonly ids: Int32Array;
  /** Token ids, -1 where there is none. */
  readonly taskToken: number;
  readonly separator: number;
  readonly end: number;
  /** True for running text, which may be cut anywhere to fit. */
  readonly running: boolean;
}

/** The layout of a mixture's task at `index`. */
export function layoutOf(task: Task, index: number, vocabulary: Vocabulary): Layout {
  return {
    ids: vocabulary.ids[index] as Int32Array,
    taskToken: vocabulary.taskTokens[index] as number,
    separator: task.separator ? vocabulary.separator : -1,
    end: task.variableAnswer ? vocabulary.end : -1,
    running: isRunning(task),
  };
}

/** The layout of a task's probe: it goes on from its prompt as the task does, and ends with its answer. */
export const probeLayout = (task: Layout): Layout => ({ ...task, separator: -1, end: -1, running: false });

/** True for running text: no separator, every token scored. */
export const isRunning = (task: Task): boolean => !task.separator && task.scored === "token";

/** The prompt and answer lengths of a task's longest example. */
export const longestOf = (task: Task): { promptLength: number; answerLength: number } => task.longest ?? task;

/**
 * Positions that a task needs: its longest example less one, since the last token is only ever a target.
 * Running text is cut to what fits, so it needs its context whether or not a task token stands before it.
 */
export function contextNeeded(task: Task, inMixture: boolean): number {
  if (isRunning(task)) return task.answerLength;
  const { promptLength, answerLength } = longestOf(task);
  const marks = Number(inMixture) + Number(task.separator) + Number(task.variableAnswer);
  return promptLength + answerLength + marks - 1;
}

/** Where the answer of an example starts in its sequence: the tokens before it. */
export const answerStartOf = (layout: Layout, promptLength: number): number =>
  Number(layout.taskToken >= 0) + promptLength + Number(layout.separator >= 0);

/** Answer tokens of an example in a sequence of T + 1, the end token included. */
export function answerTokensOf(layout: Layout, example: Example, T: number): number {
  if (layout.running) {
    return Math.min(example.answerLength, T + 1 - answerStartOf(layout, example.promptLength));
  }
  return example.answerLength + Number(layout.end >= 0);
}

/**
 * Writes an example into row `row` of a batch, in place: inputs are the sequence, targets the same one
 * token later, weights 1 on the answer's tokens, and all three 0 on the padding.
 *
 * @param sequence (T+1) scratch
 */
export function writeRow(
  layout: Layout,
  example: Example,
  sequence: Int32Array,
  batch: Batch,
  row: number,
): void {
  const { T, inputs, targets, weights } = batch;
  const start = answerStartOf(layout, example.promptLength);
  const end = start + answerTokensOf(layout, example, T);
  writeSequence(layout, example, sequence, start, end);
  const base = row * T;
  for (let t = 0; t < T; t++) {
    const isInside = t + 1 < end;
    const isAnswer = isInside && t + 1 >= start;
    inputs[base + t] = isInside ? (sequence[t] as number) : 0;
    targets[base + t] = isAnswer ? (sequence[t + 1] as number) : 0;
    weights[base + t] = isAnswer ? 1 : 0;
  }
}

function writeSequence(
  layout: Layout,
  example: Example,
  sequence: Int32Array,
  start: number,
  end: number,
): void {
  const { ids } = layout;
  let at = 0;
  if (layout.taskToken >= 0) sequence[at++] = layout.taskToken;
  for (let i = 0; i < example.promptLength; i++) sequence[at++] = ids[example.prompt[i] as number] as number;
  if (layout.separator >= 0) sequence[at++] = layout.separator;
  const answerEnd = layout.end >= 0 ? end - 1 : end;
  for (let i = 0; start + i < answerEnd; i++) {
    sequence[at++] = ids[example.answer[i] as number] as number;
  }
  if (layout.end >= 0) sequence[at] = layout.end;
}
