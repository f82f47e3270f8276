import type { Cohort } from "../engine/engine.ts";
import type { Sample } from "../protocol.ts";
import { type Mixture, promptSymbols, shownAnswer } from "../tasks/mixture.ts";
import { goesOn } from "../tasks/sequence.ts";
import type { Task } from "../tasks/task.ts";

/** Prompts shown per task. */
const PER_TASK = 3;

/** Characters that a model is asked to continue a text by: each costs a forward pass. */
const LONGEST_CONTINUATION = 24;

/** One prompt being answered, token by token. */
interface Row {
  /** Index of the task, and of the held-out example. */
  readonly task: number;
  readonly example: number;
  /** Tokens given. */
  readonly start: number;
  /** Tokens answered so far, in a buffer of as many as are asked for. */
  readonly answer: Int32Array;
  /** True where every answer token has a question of its own, all of them given. */
  readonly questions: boolean;
}

/**
 * What a replica answers now to the first held-out prompts of every task, decoded greedily: one forward pass
 * a token, each a piece of its own, short enough to pause between.
 */
export class Decoding {
  readonly #mixture: Mixture;
  readonly #cohort: Cohort;
  readonly #replica: number;
  readonly #rows: readonly Row[];
  /** (rows,T) prompts, and what has been answered so far. */
  readonly #tokens: Int32Array;

  constructor(mixture: Mixture, cohort: Cohort, replica: number) {
    this.#mixture = mixture;
    this.#cohort = cohort;
    this.#replica = replica;
    this.#rows = mixture.tasks.flatMap((_, index) => taskRows(mixture, index));
    this.#tokens = new Int32Array(this.#rows.length * mixture.context);
    this.#rows.forEach((row, r) => {
      this.#tokens.set(promptOf(mixture, row), r * mixture.context);
    });
  }

  pieces(): (() => Promise<void>)[] {
    const longest = Math.max(...this.#rows.map((row) => row.answer.length));
    return Array.from({ length: longest }, (_, k) => () => this.#extend(k));
  }

  /** The answers, once all pieces are done. */
  samples(): Sample[] {
    return this.#rows.map((row) => sampleOf(this.#mixture, row));
  }

  /** Answers token `k` of every row that is that long. */
  async #extend(k: number): Promise<void> {
    const T = this.#mixture.context;
    const V = this.#mixture.vocabulary.length;
    const logits = await this.#cohort.predict(this.#replica, this.#tokens, this.#rows.length); // (rows,T,V)
    this.#rows.forEach((row, r) => {
      if (k >= row.answer.length) return;
      const position = row.start + k;
      const token = argmax(logits, (r * T + position - 1) * V, V);
      row.answer[k] = token;
      // The last token of the longest is never an input; nor is any where questions are.
      if (position < T && !row.questions) this.#tokens[r * T + position] = token;
    });
  }
}

function taskRows(mixture: Mixture, index: number): Row[] {
  const { count, answerStart, answerLength } = mixture.heldOut(index);
  const task = mixture.tasks[index] as Task;
  return Array.from({ length: Math.min(PER_TASK, count) }, (_, example) => {
    const answer = answerStart[example] as number;
    const end = answer + (answerLength[example] as number);
    // Of what goes on, the last tokens are continued from what stands before them, at least half of it.
    const start = goesOn(task) ? Math.max(answer, Math.ceil(end / 2), end - LONGEST_CONTINUATION) : answer;
    const questions = task.questions ?? false;
    return { task: index, example, start, answer: new Int32Array(end - start), questions };
  });
}

/** The tokens given, as a view. */
function promptOf(mixture: Mixture, { task, example, start, answer, questions }: Row): Int32Array {
  const { T, inputs } = mixture.heldOut(task).batch;
  const given = questions ? start - 1 + answer.length : start;
  return inputs.subarray(example * T, example * T + given);
}

function sampleOf(mixture: Mixture, row: Row): Sample {
  const { batch } = mixture.heldOut(row.task);
  const from = row.example * batch.T + row.start - 1;
  const target = batch.targets.subarray(from, from + row.answer.length);
  const task = mixture.tasks[row.task] as Task;
  return {
    task: task.name,
    prompt: goesOn(task)
      ? shownAnswer(mixture, promptOf(mixture, row).subarray(mixture.heldOut(row.task).promptStart))
      : promptSymbols(mixture, row.task, row.example),
    expected: shownAnswer(mixture, target),
    answer: shownAnswer(mixture, row.answer),
    right: row.answer.every((token, i) => token === target[i]),
  };
}

/** Index of the largest of `length` values from `from` on; the first of equals. */
function argmax(values: Float32Array, from: number, length: number): number {
  let best = 0;
  for (let i = 1; i < length; i++) {
    if ((values[from + i] as number) > (values[from + best] as number)) best = i;
  }
  return best;
}
