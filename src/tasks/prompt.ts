import type { QuestionProblem } from "../protocol.ts";
import { answerStartOf, goesOn, isRunning, type Layout, promptStartOf } from "./sequence.ts";
import { emptyExample, type Task } from "./task.ts";
import { SEPARATOR, UNKNOWN } from "./vocabulary.ts";

/** How far a text is continued, in characters. */
const LONGEST_CONTINUATION = 24;

/** What stands for symbols that no keyboard has, or no line can hold. */
const TYPED: Readonly<Record<string, string>> = { "*": "×", x: "×", "↵": "\n", "⇥": "\t" };

/** A question of somebody's, as a model reads it. */
export interface Prompt {
  /** Token ids that are given before the first answer: task token, prompt and separator, or the first question. */
  readonly given: Int32Array;
  /** Token ids of all questions where every answer has one of its own, the first included; else empty. */
  readonly questions: Int32Array;
  /** How many tokens are asked for, at most. */
  readonly answers: number;
  /** Id of the token that ends an answer before; -1 where there is none. */
  readonly end: number;
  /** Symbols of a text's beginning that are not read. */
  readonly leftOut: number;
  /** The right answer as symbols, as far as it is asked for; null where nobody can tell. */
  readonly expected: readonly string[] | null;
  /** False where the prompt has not the form of the task's own. */
  readonly isForm: boolean;
}

export type ReadPrompt =
  | { readonly ok: true; readonly prompt: Prompt }
  | { readonly ok: false; readonly problem: QuestionProblem };

/** Where a prompt is going to stand. */
export interface PromptPlace {
  readonly task: Task;
  readonly layout: Layout;
  /** T */
  readonly context: number;
}

/**
 * Reads what somebody typed as a prompt of a task. It need not be as long as the task's own, only no longer; of a
 * running text the end is taken, so that there is room to continue it.
 */
export function readPrompt(place: PromptPlace, text: string): ReadPrompt {
  const { task, layout, context } = place;
  const parts = partsOf(task, text);
  const [prompt, questions] = parts.map((part) => symbolIds(task, part.text, part.at));
  for (const part of [prompt, questions]) if (part && !part.ok) return part;
  const ids = prompt?.ok ? prompt.ids : [];
  const asked = questions?.ok ? questions.ids : [];
  if (ids.length === 0) return { ok: false, problem: { kind: "empty" } };
  if (task.questions && asked.length === 0) {
    return { ok: false, problem: { kind: "questions", separator: SEPARATOR } };
  }
  const most = isRunning(task) ? Number.POSITIVE_INFINITY : longestPrompt(place);
  if (ids.length > most) return { ok: false, problem: { kind: "length", got: ids.length, most } };
  if (asked.length > task.answerLength) {
    return { ok: false, problem: { kind: "length", got: asked.length, most: task.answerLength } };
  }
  const read = isRunning(task) ? ids.slice(-textRoom(layout, context)) : ids;
  return { ok: true, prompt: { ...promptOf(place, read, asked), leftOut: ids.length - read.length } };
}

/** The longest prompt that is taken: the task's own, or where answers simply go on, what leaves room for one token. */
function longestPrompt({ task, layout, context }: PromptPlace): number {
  return goesOn(task) ? context - promptStartOf(layout) : task.promptLength;
}

/** Characters of a text that are read: the context less the continuation, half of it at least. */
function textRoom(layout: Layout, context: number): number {
  const continued = Math.min(LONGEST_CONTINUATION, Math.ceil(context / 2));
  return Math.max(1, context + 1 - promptStartOf(layout) - continued);
}

/** The prompt, and after the separator the questions; a separator at the end of a prompt says nothing new. */
function partsOf(task: Task, text: string): { text: string; at: number }[] {
  if (!task.separator || task.symbols.includes(SEPARATOR)) return [{ text, at: 0 }];
  const cut = task.questions ? text.indexOf(SEPARATOR) : text.trimEnd().lastIndexOf(SEPARATOR);
  const isLast = cut >= 0 && text.slice(cut + 1).trim() === "";
  if (cut < 0 || !(task.questions || isLast)) return [{ text, at: 0 }];
  const parts = [{ text: text.slice(0, cut), at: 0 }];
  return task.questions ? [...parts, { text: text.slice(cut + 1), at: cut + 1 }] : parts;
}

type Ids =
  | { readonly ok: true; readonly ids: number[] }
  | { readonly ok: false; readonly problem: QuestionProblem };

/** Indices into the task's symbols, the longest that fits at each place; white space between them is no symbol. */
function symbolIds(task: Task, text: string, offset: number): Ids {
  const idOf = new Map(task.symbols.map((symbol, id) => [symbol, id]));
  const longest = task.symbols.reduce((most, symbol) => Math.max(most, symbol.length), 1);
  const ids: number[] = [];
  for (let at = 0; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at) as number);
    const symbol = symbolAt(idOf, text, at, longest) ?? character;
    const id = idOf.get(symbol) ?? idOf.get(TYPED[character] ?? UNKNOWN) ?? idOf.get(UNKNOWN);
    if (id !== undefined) ids.push(id);
    else if (character.trim() !== "") {
      return {
        ok: false,
        problem: { kind: "symbol", got: character, at: offset + at, symbols: task.symbols },
      };
    }
    at += symbol.length;
  }
  return { ok: true, ids };
}

function symbolAt(
  idOf: ReadonlyMap<string, number>,
  text: string,
  at: number,
  longest: number,
): string | undefined {
  for (let length = longest; length > 0; length--) {
    const symbol = text.slice(at, at + length);
    if (idOf.has(symbol)) return symbol;
  }
  return undefined;
}

function promptOf(
  { task, layout, context }: PromptPlace,
  ids: readonly number[],
  asked: readonly number[],
): Omit<Prompt, "leftOut"> {
  const tokens = (symbols: readonly number[]) => Int32Array.from(symbols, (id) => layout.ids[id] as number);
  const start = answerStartOf(layout, ids.length);
  const questions = tokens(asked);
  const marks = [layout.separator].filter((id) => id >= 0);
  const given = [layout.taskToken]
    .filter((id) => id >= 0)
    .concat([...tokens(ids)], marks, [...questions.subarray(0, 1)]);
  const own = goesOn(task) ? LONGEST_CONTINUATION : task.answerLength + Number(layout.end >= 0);
  return {
    given: Int32Array.from(given),
    questions,
    answers: task.questions ? questions.length : Math.min(own, context + 1 - start),
    end: layout.end,
    ...truthOf(task, ids, asked),
  };
}

function truthOf(
  task: Task,
  ids: readonly number[],
  asked: readonly number[],
): Pick<Prompt, "expected" | "isForm"> {
  if (!task.solve) return { expected: null, isForm: true };
  if (ids.length > task.promptLength) return { expected: null, isForm: false };
  const example = emptyExample(task);
  example.prompt.set(ids);
  example.promptLength = ids.length;
  example.questions.set(asked);
  if (task.questions) example.answerLength = asked.length;
  if (!task.solve(example)) return { expected: null, isForm: false };
  const answer = Array.from(example.answer.subarray(0, example.answerLength));
  const shown = goesOn(task) ? answer.slice(0, LONGEST_CONTINUATION) : answer;
  return { expected: shown.map((id) => task.symbols[id] as string), isForm: true };
}
