import { EMERGENCE_WORDS, previewWords, whenWords } from "../../analysis/emergence-words.ts";
import { numberWord, plural, sentence } from "../../analysis/words.ts";

/** How the sweep is told: its sentence, its cells, its answers. */
export const stairs = {
  title: "What each width can do",
  grid: "Exact match in per cent, by ability and width",
  ability: "ability ↓",
  width: "width →",
  /** Before a width's number, for those who cannot see the column. */
  beforeWidth: "width ",
  ofWidth: (width: number) => `width ${width}`,
  rung: (parameters: string, heads: number) => `${parameters} parameters, ${heads} heads`,
  diverged: "diverged",
  someDiverged: (diverged: number, of: number) => `${diverged} of ${of} diverged`,
  notYet: "not yet",
  legend: (isToken: boolean) =>
    `Per cent of prompts answered exactly${isToken ? " (of symbols, where each counts by itself)" : ""}, mean over seeds; the notches mark chance. Not yet: fewer than half of the seeds are half-way from chance to perfect.`,
  speed: "Steps a second",
  speedLabel: "steps a second",

  answersAtEnd: "What each width answered at the end",
  answersNow: "What each width answers now",
  noAnswers: "Three prompts come here when training starts.",
  underlined: "Wrong symbols are underlined.",
  task: "Task",
  goesOn: "goes on: ",
  right: "right: ",
  wrong: "wrong: ",

  compareAt: "Compare widths at equal",
  /** What each width may have spent. */
  axes: { step: "steps", tokens: "tokens", flops: "FLOPs", wall_time: "seconds" },
  axisHints: {
    step: "Each width after the same number of updates",
    tokens: "Each width after the same number of training tokens: here the same as equal steps",
    flops: "Each width after the same computation: a wider one has taken fewer steps",
    wall_time: "Each width after the same training time on this machine",
  },
  steps: (n: number) => plural(n, "step"),
  tokens: (n: string) => `${n} tokens`,

  /** Where abilities emerged. */
  emergence: EMERGENCE_WORDS,
  preview: previewWords,
  /** When one did, on the axis of steps: the predicate of a sentence. */
  when: whenWords,
  yourFile: "Your file",

  firstScores: "The first scores come with the first evaluation.",
  soFar: (step: string) => `So far, at step ${step}.`,
  /** @param axis as in `axes` @param budget empty where there is none */
  compared: (axis: string, budget: string) => `Compared at equal ${axis}${budget && `, ${budget} a run`}.`,
  /** What Train will do; `title` of a single ability. */
  plan(widths: readonly number[], abilities: number, title: string): string {
    const n = widths.length;
    const ladder =
      n === 1
        ? `one tiny Transformer, ${widths[0]} wide, learns`
        : `${numberWord(n)} tiny Transformers, ${widths[0]} to ${widths[n - 1]} wide, learn`;
    const what = abilities === 1 ? `“${title}”` : `${numberWord(abilities)} abilities at once`;
    return `${ladder} ${what}, here in your browser.`;
  },
  invite: (plan: string) => `Press Train: ${plan}`,
  planned: (plan: string) => sentence(plan),
  cellFills: "A cell fills as its width gets prompts right; until then it says: not yet.",
  invitation: "Press Train: your own takes its place here.",

  /** What is known of a cell. */
  cell: {
    head: (title: string, width: number) => `${title}, width ${width}`,
    diverged: (head: string) => `${head}: every run diverged, so there is nothing to score.`,
    notEvaluated: (head: string) => `${head}: not evaluated yet.`,
    chance: (percents: string) => `Chance is ${percents}.`,
    seed: (seed: number, percents: string) => `${seed} at ${percents}`,
    /** @param seeds as from `seed`; none where there is one only */
    found: (head: string, percents: string, seeds: readonly string[], of: CellFacts) =>
      `${head}: ${percents} ${of.isToken ? "of tokens right" : "exact"}${seeds.length > 0 ? ` (seeds: ${seeds.join(", ")})` : ""}, ${of.heldOut ? "on held-out prompts" : "on prompts that training may have shown"}, at step ${of.step}.`,
    success: (passed: number, seeds: number, low: string, high: string) =>
      `${passed} of ${seeds} seeds have it (95 % interval: ${low} to ${high} % of seeds).`,
    lost: (lost: number, seeds: number) =>
      `${seeds === 1 ? "It falls" : `${plural(lost, "seed falls", "seeds fall")}`} back at a wider width: only what stays has emerged.`,
    /** @param when as from `when` */
    when: (when: string) => `It ${when}.`,
  },
};

interface CellFacts {
  readonly isToken: boolean;
  readonly heldOut: boolean;
  readonly step: string;
}
