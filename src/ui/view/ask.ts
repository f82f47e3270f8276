import { Rng } from "../../lib/rng.ts";
import type { Answer, AnswerToken, Asked, QuestionProblem } from "../../protocol.ts";
import { OWN_DATA } from "../../recipe/validate.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { shownExample } from "../../tasks/preview.ts";
import { taskOf } from "../../tasks/registry.ts";
import { isRunning } from "../../tasks/sequence.ts";
import { emptyExample } from "../../tasks/task.ts";
import { END } from "../../tasks/vocabulary.ts";
import { percent } from "../format.ts";
import type { DataSummary } from "../types.ts";
import { symbolsText } from "./example.ts";
import { firstLiveRun } from "./progress.ts";

/** How much of a text begins a prompt. */
const BEGINNING = 24;

/** A kind of prompt that may be typed. */
export interface PromptKind {
  /** The task's name. */
  readonly name: string;
  readonly data: DataSummary | null;
  readonly sweep: Sweep | null;
}

/** The run that answers for each width: its first seed that has not diverged. */
export const askedRuns = (widths: readonly number[], sweep: Sweep): string[] =>
  widths.flatMap((width) => firstLiveRun(sweep, width)?.id ?? []);

/** A prompt of a task as it may be typed, another for every seed; empty where none is known yet. */
export function examplePrompt({ name, data, sweep }: PromptKind, seed: number): string {
  const task = name === OWN_DATA ? undefined : taskOf(name);
  const rng = Rng.fromSeed(seed).fork("example");
  if (task && !isRunning(task)) {
    const example = emptyExample(task);
    task.sample(rng, example);
    const { prompt } = shownExample(task, example);
    return prompt.join(prompt.some((symbol) => symbol.length > 1) ? " " : "");
  }
  const known = [...samplePrompts(name, sweep), ...(name === OWN_DATA ? filePrompts(data) : [])];
  return known[rng.below(known.length)] ?? task?.illustration?.prompt ?? "";
}

/** The prompts that every width is asked anyway. */
function samplePrompts(name: string, sweep: Sweep | null): string[] {
  const [told] = sweep?.samples.values() ?? [];
  const samples = told?.samples.filter((sample) => sample.task === name) ?? [];
  return samples.map(({ prompt }) => prompt.join("").replaceAll("\n", " "));
}

function filePrompts(data: DataSummary | null): string[] {
  const isText = data?.kind === "text";
  return (data?.examples ?? []).map(({ prompt, answer }) =>
    isText ? (prompt + answer).slice(0, BEGINNING).replaceAll("\n", " ") : prompt,
  );
}

/** Symbols in few words: `0–9, +`. Neighbours by code point are joined, and of very many the first are told. */
export function symbolRanges(symbols: readonly string[]): string {
  const parts: string[] = [];
  for (let from = 0; from < symbols.length; ) {
    let to = from;
    while (isNext(symbols[to], symbols[to + 1])) to++;
    const [first, last] = [shown(symbols[from]), shown(symbols[to])];
    parts.push(to - from > 1 ? `${first}–${last}` : to > from ? `${first}, ${last}` : first);
    from = to + 1;
  }
  return parts.length > 12 ? `${parts.slice(0, 12).join(", ")}, …` : parts.join(", ");
}

/** Letters and digits that follow each other, and numbers of several digits. */
function isNext(a = "", b = ""): boolean {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Number(b) === Number(a) + 1;
  return (
    /^[\p{L}\p{N}]$/u.test(a) && /^[\p{L}\p{N}]$/u.test(b) && b.codePointAt(0) === (a.codePointAt(0) ?? 0) + 1
  );
}

const shown = (symbol = ""): string => (symbol === " " ? "␣" : symbolsText([symbol]));

/** Why a question cannot be answered, in words. */
export function problemWords(problem: QuestionProblem, example: string): string {
  const words = strings().ask;
  switch (problem.kind) {
    case "gone":
      return words.gone;
    case "task":
      return words.noTask;
    case "empty":
      return words.help;
    case "symbol":
      return words.symbol(problem.got, symbolRanges(problem.symbols));
    case "length":
      return words.length(problem.got, problem.most);
    case "questions":
      return words.questions(problem.separator, example);
  }
}

/** An answer as it is marked. */
export interface Marked {
  readonly tokens: readonly (AnswerToken & { readonly isWrong: boolean; readonly title: string })[];
  /** null where nobody knows. */
  readonly isRight: boolean | null;
}

/** Marks an answer token by token. What ends an answer in time is no symbol of it. */
export function markedAnswer({ tokens }: Answer, expected: readonly string[] | null): Marked {
  const marked = tokens.map((token, i) => ({
    ...token,
    isWrong: expected !== null && token.symbol !== (expected[i] ?? END),
    title: tokenWords(token),
  }));
  const isRight = expected && tokens.length >= expected.length && marked.every((token) => !token.isWrong);
  const last = marked.at(-1);
  return { tokens: last?.symbol === END && !last.isWrong ? marked.slice(0, -1) : marked, isRight };
}

/** `c 92 %, d 5 %, …`: a token and what it might have been. */
const tokenWords = ({ likeliest }: AnswerToken): string =>
  likeliest
    .map(({ symbol, probability }) => strings().ask.likely(shown(symbol), likely(probability)))
    .join(", ");

/** A probability in per cent; what rounds to nothing is less than one. */
export const likely = (probability: number): string => (probability < 0.005 ? "<1" : percent(probability));

/** How sure a width is: of the whole answer, or of a text's symbols on (geometric) average. */
export function sureness({ tokens }: Answer, isText: boolean): number {
  const log = tokens.reduce((sum, { probability }) => sum + Math.log(probability), 0);
  return Math.exp(isText ? log / Math.max(1, tokens.length) : log);
}

/** What is to be said of a prompt that could be asked, beside the answers; empty where nothing. */
export function promptNote(asked: Asked & { readonly ok: true }, task: string, example: string): string {
  const words = strings().ask;
  if (!asked.isForm) return task === OWN_DATA ? words.notInFile : words.otherForm(example);
  return asked.leftOut > 0 ? words.onlyEnd(asked.leftOut) : "";
}
