import type { Batch } from "../lib/batch.ts";
import type { Example, Task } from "./task.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * How one task's examples stand in a sequence:
 * [task token, in mixtures] prompt [separator] answer [end token, where answers differ in length].
 * Where every answer has a question of its own, the inputs are [task token] prompt [separator] questions, and
 * each question's target is its answer.
 */
export interface Layout {
  /** Token ids of the task's symbols. */
  readonly ids: Int32Array;
  /** Token ids, -1 where there is none. */
  readonly taskToken: number;
  readonly separator: number;
  readonly end: number;
  /** True where every answer symbol has a question of its own. */
  readonly questions: boolean;
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
    questions: task.questions ?? false,
    running: isRunning(task),
  };
}

/** The layout of a task's probe: it goes on from its prompt as the task does, and ends with its answer. */
export const probeLayout = (task: Layout, probe: Task): Layout => ({
  ...task,
  separator: probe.separator ? task.separator : -1,
  end: -1,
  running: false,
});

/** True for running text, which brings the text that it is cut from. */
export const isRunning = (task: Task): boolean => task.trainText !== undefined;

/** True where the answer goes on from the prompt and every token of it counts: a prompt may end anywhere. */
export const goesOn = (task: Task): boolean => !task.separator && task.scored === "token";

/** The prompt and answer lengths of a task's longest example. */
export const longestOf = (task: Task): { promptLength: number; answerLength: number } => task.longest ?? task;

/**
 * Positions that a task needs: its longest example less one, since the last token is only ever a target.
 * Running text is cut to what fits, so it needs its context whether or not a task token stands before it.
 */
export function contextNeeded(task: Task, inMixture: boolean): number {
  if (isRunning(task)) return task.answerLength;
  const { promptLength, answerLength } = longestOf(task);
  const closing = Number(task.variableAnswer) + Number(task.questions === true);
  const marks = Number(inMixture) + Number(task.separator) + closing;
  return promptLength + answerLength + marks - 1;
}

/** Where the answer of an example starts in its sequence: the tokens before it, its first question included. */
export const answerStartOf = (layout: Layout, promptLength: number): number =>
  promptStartOf(layout) + promptLength + Number(layout.separator >= 0) + Number(layout.questions);

/** Tokens before the prompt: the task token in mixtures. */
export const promptStartOf = (layout: Layout): number => Number(layout.taskToken >= 0);

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
  if (layout.questions) writeQuestions(layout, example, inputs, base + start - 1);
}

/** Puts the questions where the answers before would have been the inputs. */
function writeQuestions({ ids }: Layout, example: Example, inputs: Int32Array, at: number): void {
  for (let i = 0; i < example.answerLength; i++) {
    inputs[at + i] = ids[example.questions[i] as number] as number;
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
  at = start; // one on where a question stands before the first answer
  const answerEnd = layout.end >= 0 ? end - 1 : end;
  for (let i = 0; start + i < answerEnd; i++) {
    sequence[at++] = ids[example.answer[i] as number] as number;
  }
  if (layout.end >= 0) sequence[at] = layout.end;
}
