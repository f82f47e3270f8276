import { OWN_DATA } from "../recipe/validate.ts";
import { type Alphabet, alphabetOf, countCharacters, emptyCounts, encode } from "./characters.ts";
import type { OwnData } from "./own-data.ts";
import type { Row, Rows } from "./rows.ts";
import { type Split, splitRows } from "./split.ts";
import type { Example, Task } from "./task.ts";

/** Examples as symbols, packed: example i's prompt is `ids[starts[2i]..starts[2i+1])`, its answer follows. */
interface Packed {
  readonly ids: Uint16Array;
  /** (2n+1) */
  readonly starts: Uint32Array;
}

/**
 * Turns a file's examples into a task: answers are trained and scored, with an end token only where their
 * lengths differ.
 *
 * @throws DataError where they cannot be split into training and test
 */
export function readPairs(name: string, { rows, warnings }: Rows, bytes: number): OwnData {
  const split = splitRows(name, rows);
  const alphabet = alphabetOf(countPart(rows, split.train), countPart(rows, split.test));
  const packed = pack(rows, alphabet);
  const task = pairsTask(name, rows, split, alphabet, packed);
  const { chance, chanceWhy } = task;
  return {
    summary: {
      name,
      kind: "examples",
      bytes,
      train: split.train.length,
      heldOut: split.test.length,
      vocabulary: alphabet.symbols.length,
      warnings: [...warnings, ...overlapWarnings(split), ...alphabet.warnings],
      chance,
      chanceWhy,
      examples: previews(split, alphabet, packed),
    },
    task: () => task,
  };
}

function countPart(rows: readonly Row[], part: Uint32Array): Uint32Array {
  const counts = emptyCounts();
  for (const index of part) {
    const row = rows[index] as Row;
    countCharacters(row.prompt, counts);
    countCharacters(row.answer, counts);
  }
  return counts;
}

function pack(rows: readonly Row[], alphabet: Alphabet): Packed {
  // UTF-16 units are at least as many as code points, so this is room enough.
  const units = rows.reduce((sum, row) => sum + row.prompt.length + row.answer.length, 0);
  const ids = new Uint16Array(units);
  const starts = new Uint32Array(2 * rows.length + 1);
  let at = 0;
  rows.forEach((row, i) => {
    at += encode(row.prompt, alphabet, ids, at);
    starts[2 * i + 1] = at;
    at += encode(row.answer, alphabet, ids, at);
    starts[2 * i + 2] = at;
  });
  return { ids, starts };
}

function pairsTask(
  name: string,
  rows: readonly Row[],
  split: Split,
  alphabet: Alphabet,
  packed: Packed,
): Task {
  const chance = largestShare(rows, split.train);
  return {
    name: OWN_DATA,
    title: name,
    about: `Answer the prompts of ${name}.`,
    symbols: alphabet.symbols,
    ...lengthsOf(packed),
    separator: true,
    scored: "answer",
    chance,
    chanceWhy: "Always giving the most frequent answer of the training examples is right that often.",
    space: Number.POSITIVE_INFINITY,
    sample(rng, out) {
      copyExample(packed, split.train[rng.below(split.train.length)] as number, out);
    },
    heldOut(index, out) {
      copyExample(packed, split.test[index] as number, out);
    },
    heldOutCount: split.test.length,
    solve: (example) => solve(packed, example),
    overlaps: split.overlap > 0,
  };
}

/** The answer of the first example with that prompt. */
function solve(packed: Packed, example: Example): boolean {
  const { ids, starts } = packed;
  const { prompt, promptLength } = example;
  for (let index = 0; 2 * index + 2 < starts.length; index++) {
    const from = starts[2 * index] as number;
    if ((starts[2 * index + 1] as number) - from !== promptLength) continue;
    let same = 0;
    while (same < promptLength && ids[from + same] === prompt[same]) same++;
    if (same < promptLength) continue;
    copyExample(packed, index, example);
    return true;
  }
  return false;
}

function copyExample({ ids, starts }: Packed, index: number, out: Example): void {
  const prompt = starts[2 * index] as number;
  const answer = starts[2 * index + 1] as number;
  const end = starts[2 * index + 2] as number;
  out.promptLength = answer - prompt;
  out.answerLength = end - answer;
  for (let i = prompt; i < answer; i++) out.prompt[i - prompt] = ids[i] as number;
  for (let i = answer; i < end; i++) out.answer[i - answer] = ids[i] as number;
}

/** The longest prompt, answer and example, and whether answers differ in length. */
function lengthsOf({
  starts,
}: Packed): Pick<Task, "promptLength" | "answerLength" | "longest" | "variableAnswer"> {
  let promptLength = 0;
  let answerLength = 0;
  let longest = { promptLength: 0, answerLength: 0 };
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 2 < starts.length; i += 2) {
    const prompt = (starts[i + 1] as number) - (starts[i] as number);
    const answer = (starts[i + 2] as number) - (starts[i + 1] as number);
    promptLength = Math.max(promptLength, prompt);
    answerLength = Math.max(answerLength, answer);
    shortest = Math.min(shortest, answer);
    if (prompt + answer > longest.promptLength + longest.answerLength) {
      longest = { promptLength: prompt, answerLength: answer };
    }
  }
  return { promptLength, answerLength, longest, variableAnswer: shortest < answerLength };
}

/** The share of the most frequent answer. */
function largestShare(rows: readonly Row[], part: Uint32Array): number {
  const counts = new Map<string, number>();
  let most = 0;
  for (const index of part) {
    const { answer } = rows[index] as Row;
    const count = (counts.get(answer) ?? 0) + 1;
    counts.set(answer, count);
    if (count > most) most = count;
  }
  return most / part.length;
}

function overlapWarnings({ overlap, test }: Split): string[] {
  if (overlap === 0) return [];
  return [
    `${overlap} of ${test.length} test examples ${overlap === 1 ? "has a prompt that also stands" : "have prompts that also stand"} in training, as the file's split says: there the score shows memory, not ability.`,
  ];
}

/** The first three training examples, as the model will see them. */
function previews(
  split: Split,
  alphabet: Alphabet,
  { ids, starts }: Packed,
): { prompt: string; answer: string }[] {
  const shown = (part: number) =>
    Array.from(ids.subarray(starts[part], starts[part + 1]), (id) => alphabet.symbols[id]).join("");
  return Array.from(split.train.subarray(0, 3), (index) => ({
    prompt: shown(2 * index),
    answer: shown(2 * index + 1),
  }));
}
