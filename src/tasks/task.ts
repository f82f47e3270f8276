import type { Rng } from "../lib/rng.ts";

/** One example, written in place: ids are indices into the task's own `symbols`. */
export interface Example {
  readonly prompt: Int32Array;
  readonly answer: Int32Array;
  /** As long as `answer` where the task has {@link Task.questions}, else empty. */
  readonly questions: Int32Array;
  promptLength: number;
  answerLength: number;
}

/** An exact match that is known without training, and how it is known, in words. */
export interface KnownScore {
  /** 0 to 1. */
  readonly exact: number;
  readonly why: string;
}

/** What a model is asked to learn: a generator of examples. One file each in `suite/`. */
export interface Task {
  /** The name in recipes, addresses, flags and files: lower case, digits and dashes. */
  readonly name: string;
  /** The row's label on the page. */
  readonly title: string;
  /** One sentence: what is asked. */
  readonly about: string;
  /** What the pilots saw of it, as a sentence: widths, seeds, steps. */
  readonly pilot?: string;
  /** The symbols its prompts and answers are made of; an example's ids are indices into this list. */
  readonly symbols: readonly string[];
  /** Symbols in the longest prompt. */
  readonly promptLength: number;
  /** Symbols in the longest answer. */
  readonly answerLength: number;
  /** The longest single example, where its prompt and answer are not the longest ones (a user's file). */
  readonly longest?: { readonly promptLength: number; readonly answerLength: number };
  /** True where answers differ in length, so that an end token has to close them. */
  readonly variableAnswer: boolean;
  /** False where the answer simply continues the prompt, as in running text. */
  readonly separator: boolean;
  /**
   * True where every answer symbol has a question of its own: the inputs of the answer's positions are the
   * example's `questions`, not the answers before.
   */
  readonly questions?: boolean;
  /** What exact match counts: the whole answer, or (running text, several questions) each of its tokens. */
  readonly scored: "answer" | "token";
  /** Exact match of the best guesser who knows the form of the answers but not the ability, 0 to 1. */
  readonly chance: number;
  /** Where {@link chance} comes from, in words. */
  readonly chanceWhy: string;
  /** What a simple strategy that reads the prompt reaches, where that is more than {@link chance}. */
  readonly baseline?: KnownScore;
  /** The most that can be reached, where that is known and less than 1. */
  readonly ceiling?: KnownScore;
  /** Where the task comes from, or has been studied: authors, year, title or place; short. */
  readonly reference?: string;
  /** How many different prompts there are (Infinity where nobody has counted). */
  readonly space: number;
  /** An example for a row's label, where a drawn one would say little; else one is drawn. */
  readonly illustration?: { readonly prompt: string; readonly answer: string };
  /**
   * The levels of a curriculum in words, easiest first. A recipe's stages go through them in training;
   * held-out prompts, and training without stages, are of the task itself.
   */
  readonly levels?: readonly string[];
  /**
   * Draws one training candidate. Every draw comes from `rng`; nothing is allocated.
   *
   * @param level index into {@link levels}; absent for the task itself
   */
  sample(rng: Rng, out: Example, level?: number): void;
  /**
   * Writes the right answer to the prompt, and to as many questions as the answer is long. `sample` does the same, so
   * that there is one rule.
   *
   * @returns false where the prompt has not the task's form, or nobody knows; the answer is void then
   */
  solve?(example: Example): boolean;
  /**
   * The held-out examples of a task that brings its own split (a user's file). Where absent, held-out
   * prompts are drawn with `sample` and kept out of training, if the space is large enough.
   */
  heldOut?(index: number, out: Example): void;
  /** How many held-out examples {@link heldOut} can give. */
  readonly heldOutCount?: number;
  /** True where a file's own split puts some prompts on both sides. */
  readonly overlaps?: boolean;
  /** Running text: the most positions that its shorter part, the held-out one, is long enough for. */
  readonly mostContext?: number;
  /** Running text of the suite: the same task in windows of `context` + 1 characters. */
  inWindows?(context: number): Task;
  /** Running text: its training part, indices into `symbols`, from which baselines are counted. */
  trainText?(): Uint16Array;
  /**
   * Abilities inside a task's examples: scored on held-out prompts of their own, never trained on. They use
   * the task's symbols, bring their own `heldOut`, and follow the task in a mixture; `sample` draws one of
   * their prompts, as an illustration.
   */
  readonly probes?: readonly Task[];
}

/**
 * Fewest prompts of a task for which some are kept from training; below it, a held-out share would
 * take away so much of a small table that the task becomes another one (generalising from gaps).
 */
const SMALLEST_SPACE_TO_HOLD_OUT = 10_000;

/** True where the task's test prompts never occur in training. */
export const isHeldOut = (task: Task): boolean =>
  task.heldOutCount !== undefined ? !task.overlaps : task.space >= SMALLEST_SPACE_TO_HOLD_OUT;

/** An example with room for the task's longest. */
export function emptyExample(task: Pick<Task, "promptLength" | "answerLength" | "questions">): Example {
  return {
    prompt: new Int32Array(task.promptLength),
    answer: new Int32Array(task.answerLength),
    questions: new Int32Array(task.questions ? task.answerLength : 0),
    promptLength: task.promptLength,
    answerLength: task.answerLength,
  };
}
