import type { Rng } from "../../../lib/rng.ts";
import { drawWindow, heldOutWindow, windowCount } from "../../running-text.ts";
import type { Example, Task } from "../../task.ts";
import { CLOZES, type Cloze, type ClozeKind, clozesOf, LONGEST, MOST_PER_WORD, PROMPT } from "./clozes.ts";
import { CHARACTERS, HELD_OUT, storyLibrary } from "./text.ts";

/** What an ability inside the stories is called, and what its prompts ask for. */
type Facts = Pick<
  Task,
  "name" | "title" | "about" | "chance" | "chanceWhy" | "illustration" | "reference" | "pilot"
>;

const EVEN = "Two continuations fit the form, and neither is the answer more than half of the time.";

/** An ability inside the stories: gaps in held-out stories, to be filled from the 52 characters before them. */
function cloze(kind: ClozeKind, facts: Facts): Task {
  return {
    ...facts,
    symbols: CHARACTERS,
    promptLength: PROMPT,
    answerLength: LONGEST,
    variableAnswer: false, // an answer ends with its word: what follows is not asked for
    separator: false,
    scored: "answer",
    space: CLOZES,
    heldOutCount: CLOZES,
    sample: (rng, out) => put(clozesOf(kind)[rng.below(CLOZES)] as Cloze, out),
    heldOut: (index, out) => put(clozesOf(kind)[index] as Cloze, out),
  };
}

function put({ prompt, answer }: Cloze, out: Example): void {
  out.prompt.set(prompt);
  out.answer.set(answer);
  out.promptLength = prompt.length;
  out.answerLength = answer.length;
}

const probes: readonly Task[] = [
  cloze("q", {
    name: "stories-quotes",
    title: "Closing quotes",
    about: "After the end of a sentence: close the quotes where they are open, else begin the next sentence.",
    illustration: { prompt: '"I see a fox!', answer: '"' },
    chance: 1 / 2,
    chanceWhy: EVEN,
    reference:
      "Karpathy, Johnson and Fei-Fei 2015, “Visualizing and Understanding Recurrent Networks”, arXiv:1506.02078: a cell that remembers an open quote.",
    pilot: "The first of the five to appear, by width 64 (preset Text, 1 seed, 2,500 steps).",
  }),
  cloze("spelling", {
    name: "stories-spelling",
    title: "Spelling",
    about: "Finish a word whose first three letters leave no choice.",
    illustration: { prompt: "The but", answer: "terfly" },
    chance: MOST_PER_WORD / CLOZES,
    chanceWhy: "No ending is asked for more often than that.",
    pilot: "The second of the five to appear, by width 64 (preset Text, 1 seed, 2,500 steps).",
  }),
  cloze("p", {
    name: "stories-pronouns",
    title: "Pronouns",
    about: "Go on with his or her, himself or herself, as the name before asks for.",
    illustration: { prompt: "Mia put on h", answer: "er" },
    chance: 1 / 2,
    chanceWhy: EVEN,
    pilot: "Not yet at width 64 (preset Text, 1 seed, 2,500 steps).",
  }),
  cloze("v", {
    name: "stories-agreement",
    title: "Agreement",
    about:
      "The dogs by the tree were, the dog by the trees was: agree with the subject, not with the nearest noun.",
    illustration: { prompt: "The dogs ", answer: "were" },
    chance: 1 / 2,
    chanceWhy: EVEN,
    reference:
      "Linzen, Dupoux and Goldberg 2016, “Assessing the Ability of LSTMs to Learn Syntax-Sensitive Dependencies”, arXiv:1611.01368.",
    pilot: "The third of the five to appear, by width 64 (preset Text, 1 seed, 2,500 steps).",
  }),
  cloze("n", {
    name: "stories-names",
    title: "Naming",
    about: "Name the right one of two characters: who gave, who speaks, who owns.",
    illustration: { prompt: '"Thank you, ', answer: "Tom" },
    chance: 1 / 2,
    chanceWhy: "Naming one of the two characters that the prompt tells of.",
    reference:
      "Wang et al. 2022, “Interpretability in the Wild: a Circuit for Indirect Object Identification in GPT-2 small”, arXiv:2211.00593.",
    pilot: "Not yet at width 64 (preset Text, 1 seed, 2,500 steps).",
  }),
];

/** The stories in windows of `context` + 1 characters. */
function inWindows(context: number): Task {
  return {
    name: "stories",
    title: "Stories",
    about: "Continue small stories, one character at a time.",
    pilot: "At width 32 the held-out loss was 1.28 nats, 1.85 bits, a character (1 seed, 1,000 steps).",
    illustration: { prompt: "Once there ", answer: "was a girl" },
    symbols: CHARACTERS,
    promptLength: 1,
    answerLength: context,
    variableAnswer: false,
    separator: false,
    scored: "token",
    chance: 0.19,
    chanceWhy: "Always answering the space, the most frequent character, is right that often.",
    reference:
      "Eldan and Li (2023), TinyStories, arXiv:2305.07759 (their idea; the stories here are by a grammar)",
    space: Number.POSITIVE_INFINITY,
    sample: (rng: Rng, out: Example) => drawWindow(storyLibrary(), rng, out),
    heldOut: (index, out) => heldOutWindow(storyLibrary(), index, out),
    heldOutCount: windowCount(HELD_OUT, context),
    mostContext: HELD_OUT - 1,
    inWindows,
    trainText: () => storyLibrary().ids.subarray(0, storyLibrary().nTrain),
    probes,
  };
}

export const stories: Task = inWindows(64);
