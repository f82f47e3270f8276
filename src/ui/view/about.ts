import { OWN_DATA } from "../../recipe/validate.ts";
import { examplesOf } from "../../tasks/examples.ts";
import type { Preview } from "../../tasks/preview.ts";
import { probeOf, taskOf } from "../../tasks/registry.ts";
import { isRunning } from "../../tasks/sequence.ts";
import type { KnownScore, Task } from "../../tasks/task.ts";
import { exactPercents } from "../format.ts";
import type { DataSummary, TaskSummary } from "../types.ts";
import { answerText, symbolsText } from "./example.ts";
import { taskRow } from "./tasks.ts";

/** Something that is known of a task: a score, or a sentence. */
export interface Fact {
  readonly name: string;
  /** `9 %`; empty where there is no number. */
  readonly score: string;
  readonly words: string;
}

/** A task explained to somebody who has never met it. */
export interface TaskAbout {
  readonly title: string;
  readonly about: string;
  /** What the two columns of examples are called. */
  readonly columns: readonly [string, string];
  readonly examples: readonly { readonly prompt: string; readonly answer: string }[];
  /** When an answer counts. */
  readonly counts: string;
  readonly facts: readonly Fact[];
}

/** How many examples are shown. */
const EXAMPLES = 3;

/** Characters of a text that are given, before it is asked how they go on. */
const GIVEN = 24;

/**
 * What a task is, from the suite or from the user's file.
 *
 * @param summary of the sweep that is shown; it knows the chance level of a file, and what counting gives for a text
 */
export function aboutTask(
  name: string,
  data: DataSummary | null,
  summary: { readonly tasks: readonly TaskSummary[] } | null,
): TaskAbout {
  const task = taskOf(name) ?? probeOf(name);
  const known = summary?.tasks.find((candidate) => candidate.name === name) ?? taskRow(name, data);
  const isText = task ? isRunning(task) : known.scored === "token";
  const previews = task ? examplesOf(task, EXAMPLES) : ownExamples(name, data);
  return {
    title: known.title,
    about: known.about,
    columns: isText ? ["Given", "Goes on"] : ["The model sees", "The right answer"],
    examples: previews.map((preview) => (isText ? asText(preview) : asPair(preview, task))),
    counts: isText
      ? "The model reads the text from its beginning and is asked for every next character; the score is the share that it gets right."
      : known.scored === "token"
        ? "Every symbol of an answer counts by itself; the score is the share that is right."
        : "An answer counts only if every symbol of it is right.",
    facts: factsOf(known, task, isText),
  };
}

const ownExamples = (name: string, data: DataSummary | null): Preview[] =>
  name === OWN_DATA
    ? (data?.examples ?? []).map(({ prompt, answer }) => ({ prompt: [...prompt], answer: [...answer] }))
    : [];

/** The prompt of a text's probe is the end of what stands before it, and may begin in the middle of a word. */
const asPair = ({ prompt, answer }: Preview, task: Task | undefined) => ({
  prompt: (task && !task.separator && task.scored === "answer" ? "… " : "") + symbolsText(prompt),
  answer: answerText(answer),
});

/** A stretch from somewhere in a text, parted where the first word after some characters ends. */
function asText({ prompt, answer }: Preview) {
  const all = [...prompt, ...answer];
  const space = all.indexOf(" ", GIVEN);
  const at = space < 0 ? Math.ceil(all.length / 2) : space + 1;
  return { prompt: `… ${symbolsText(all.slice(0, at))}`, answer: `${symbolsText(all.slice(at))} …` };
}

function factsOf(known: TaskSummary, task: Task | undefined, isText: boolean): Fact[] {
  const facts = [
    known.chanceWhy !== "" && scored("By chance", { exact: known.chance, why: known.chanceWhy }),
    task?.baseline && scored("With a simple trick", task.baseline),
    known.baselines && said("By counting letters", countingWords(known.baselines)),
    scored("At best", task?.ceiling ?? ceilingOf(known, isText)),
    task?.pilot && said("In our pilot", task.pilot),
    task?.reference && said("Reference", task.reference),
  ];
  return facts.filter((fact) => typeof fact === "object");
}

const scored = (name: string, { exact, why }: KnownScore): Fact => ({
  name,
  score: Number.isFinite(exact) ? exactPercents(exact) : "",
  words: why,
});

const said = (name: string, words: string): Fact => ({ name, score: "", words });

/** The answer follows from the prompt, unless it is somebody's text or a file, of which nobody knows. */
function ceilingOf({ name }: TaskSummary, isText: boolean): KnownScore {
  if (isText) {
    return { exact: Number.NaN, why: "Nobody knows: a text could nearly always have gone on differently." };
  }
  if (name === OWN_DATA) return { exact: Number.NaN, why: "Your file decides how far prompts tell answers." };
  return { exact: 1, why: "The prompt leaves one right answer." };
}

function countingWords({ unigram, bigram, trigram }: NonNullable<TaskSummary["baselines"]>): string {
  const bits = [unigram, bigram, trigram].map((n) => n.toFixed(2));
  return `Knowing how often each character comes needs ${bits[0]} bits a character, knowing the one before it too ${bits[1]}, the two before it ${bits[2]}. Fewer bits are better.`;
}
