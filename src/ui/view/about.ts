import { OWN_DATA } from "../../recipe/validate.ts";
import { strings } from "../../strings/strings.ts";
import { examplesOf } from "../../tasks/examples.ts";
import type { Preview } from "../../tasks/preview.ts";
import { probeOf, taskOf } from "../../tasks/registry.ts";
import { isRunning } from "../../tasks/sequence.ts";
import type { KnownScore, Task } from "../../tasks/task.ts";
import { exactPercents } from "../format.ts";
import type { DataSummary, TaskSummary } from "../types.ts";
import { answerText, symbolsText } from "./example.ts";
import { inLanguage, taskRow } from "./tasks.ts";

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
  const words = strings().drawer;
  const task = taskOf(name) ?? probeOf(name);
  const found = summary?.tasks.find((candidate) => candidate.name === name);
  const known = found ? inLanguage(found) : taskRow(name, data);
  const isText = task ? isRunning(task) : known.scored === "token";
  const previews = task ? examplesOf(task, EXAMPLES) : ownExamples(name, data);
  return {
    title: known.title,
    about: known.about,
    columns: isText ? words.textColumns : words.pairColumns,
    examples: previews.map((preview) => (isText ? asText(preview) : asPair(preview, task))),
    counts: isText ? words.textCounts : known.scored === "token" ? words.tokenCounts : words.answerCounts,
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
  const { drawer: words, named } = strings();
  const told = named.tasks[known.name];
  const inWords = (score: KnownScore, why: string | undefined) => ({ ...score, why: why ?? score.why });
  const facts = [
    known.chanceWhy !== "" && scored(words.byChance, { exact: known.chance, why: known.chanceWhy }),
    task?.baseline && scored(words.byTrick, inWords(task.baseline, told?.baseline)),
    known.baselines && said(words.byCounting, countingWords(known.baselines)),
    scored(words.atBest, task?.ceiling ? inWords(task.ceiling, told?.ceiling) : ceilingOf(known, isText)),
    task?.pilot && said(words.inPilot, told?.pilot ?? task.pilot),
    task?.reference && said(words.reference, told?.reference ?? task.reference),
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
  const words = strings().drawer;
  if (isText) return { exact: Number.NaN, why: words.textCeiling };
  if (name === OWN_DATA) return { exact: Number.NaN, why: words.fileCeiling };
  return { exact: 1, why: words.oneAnswer };
}

function countingWords({ unigram, bigram, trigram }: NonNullable<TaskSummary["baselines"]>): string {
  return strings().drawer.counting(unigram.toFixed(2), bigram.toFixed(2), trigram.toFixed(2));
}
