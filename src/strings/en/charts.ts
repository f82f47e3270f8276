import { RATE_WORDS } from "../../analysis/rates.ts";
import { predictionWords, scalingWords } from "../../analysis/scaling-words.ts";
import { inSentence, numberWord, plural, sentence, textLossWords } from "../../analysis/words.ts";

/** The charts' sentences, titles and keys. */
export const charts = {
  /** Ability against width. */
  ability: {
    title: "Ability against width",
    shows: "Ability against width shows",
    caption: "Exact match on held-out prompts, one line a task.",
    empty: "Each task’s score, width by width",
    views: {
      mean: { title: "Mean", hint: "Exact match, mean over seeds, with its interval" },
      share: { title: "Share of seeds", hint: "How many of the seeds have the ability" },
      mirage: {
        title: "Mirage",
        hint: "Exact match beside what token accuracy alone would give: is the jump made by the metric?",
      },
    },
    mirageKey:
      "per cent · solid: exact match · thin with +: pᴸ, from token accuracy p and the L tokens of an answer · ◆ emergence",
    shareKey: (isMany: boolean) =>
      `per cent of seeds that have it · bars: Wilson’s 95\u00a0% interval · –: mean score of those seeds${isMany ? ", of the task pointed at" : ""}`,
    meanKey: (seeds: number, isMany: boolean) => {
      const bars = seeds > 2 ? "95\u00a0% interval over seeds" : "range of the two seeds";
      return `per cent exact, mean over seeds · dotted: chance${isMany ? ", of the task pointed at" : ""} · ◆ emergence${seeds > 2 ? " and its interval" : ""}${seeds > 1 ? ` · bars: ${bars}` : ""}`;
    },
    /** @param from as from `score` @param to as from `score` */
    rise: (title: string, from: string, to: string) =>
      `Steepest rise: ${inSentence(title)}, from ${from} to ${to}.`,
    highest: (title: string, score: string) => `Highest score: ${inSentence(title)}, ${score}.`,
    score: (percents: string, width: number) => `${percents} at width ${width}`,
    oneSeed: "One seed a width: it has an ability or not yet; shares need more seeds.",
    allAgree: (seeds: number) => `At every width all ${seeds} seeds agree whether they have an ability.`,
    /** @param range in per cent @param mean of those that have it, with its sign */
    split: (of: Split) => {
      const those = of.passed === 1 ? "that one scores" : "those score";
      const mean = of.passed === 1 ? "" : " on the mean";
      return `Seeds part most at ${inSentence(of.title)}, width ${of.width}: ${of.passed} of ${plural(of.seeds, "seed")} have it (95 % interval ${of.low} to ${of.high} %); ${those} ${of.mean} %${mean}.`;
    },
  },

  /** Scores as training goes on. */
  overSteps: {
    title: "Ability against step",
    caption: "Exact match on held-out prompts as training goes on: a drawing a task, a line a width.",
    key: "per cent exact, mean over seeds · dotted: chance · ◆ emergence in steps",
    at: (width: number) => `At width ${width} `,
    /** @param at as from `at`, or empty @param last null where there is but one */
    order: (at: string, first: Came, last: Came | null) => {
      const one = sentence(`${at}${at ? inSentence(first.title) : first.title}`);
      if (!last) return `${one} ${first.when}.`;
      return `${one} came first: ${first.when}. ${sentence(at ? inSentence(last.title) : last.title)} came last: ${last.when}.`;
    },
  },

  /** Whether a jump is made by the metric. */
  mirage: {
    single: "Answers here are single symbols: there is nothing to multiply.",
    yourFile: "your file",
    none: (name: string) => `${head(name)}: no jump yet, exact match has not risen by half of its way.`,
    gradual: (name: string) => `${head(name)}: no jump, exact match rises over more than half of the ladder.`,
    between: (from: string, to: string) => `between about ${from} and ${to}`,
    pace: (times: string) => `${times} times as fast as on the way there`,
    learned: (name: string, where: string, pace: string) =>
      `${head(name)}: where exact match jumps, ${where}, the loss falls ${pace}: learned.`,
    metricMade: (name: string, where: string, pace: string) =>
      `${head(name)}: where exact match jumps, ${where}, the loss falls no faster, ${pace}: the metric makes the jump.`,
    /** @param pace empty where it is not known */
    unclear: (name: string, where: string, pace: string) =>
      `${head(name)}: exact match jumps ${where}; ${pace ? `the loss falls ${pace}, between the two verdicts` : "too little of the ladder lies before it to tell"}.`,
    groups: {
      metricMade: "The metric makes the jump",
      learned: "Learned",
      unclear: "Not clear",
      none: "No jump yet",
    },
    group: (title: string, names: readonly string[]) => `${title}: ${names.map(inSentence).join(", ")}.`,
    hedge: (widths: number) => `A hint, no more: ${numberWord(widths)} widths are few for this.`,
  },

  /** Learning rate and width. */
  rates: {
    title: "Learning rate and width",
    caption: "Held-out loss of every learning rate at every width.",
    key: "held-out loss, nats per answer token, mean over seeds · stronger colour: lower · outlined: lowest of its width · × diverged",
    keyOfRate: "a rate shows its variant",
    panel: "Held-out loss",
    rate: "rate",
    width: "width ",
    show: "Show learning rate ",
    diverged: "diverged",
    lowest: "lowest of its width",
    words: RATE_WORDS,
  },

  /** Loss against size. */
  scaling: {
    title: "Loss against size",
    measuredBy: "Size is measured by",
    sizes: {
      parameters: { title: "Parameters", hint: "Parameters outside embeddings and head" },
      flops: { title: "FLOPs", hint: "Training FLOPs of one run up to the step shown" },
    },
    sizeWords: {
      parameters: "N, parameters outside embeddings and head",
      flops: "C, training FLOPs of a run",
    },
    caption: "Held-out loss of each width, and a power law through them.",
    empty: "Each width’s held-out loss, by its size",
    /** @param step empty where each width stands where it is */
    key: (size: string, step: string, isLeftOut: boolean) =>
      `nats per answer token${step && ` at step ${step}`} against ${size}, both logarithmic · dots: seeds · rings: means · band: 95\u00a0% over seeds · ${isLeftOut ? "◇ from the others, made afterwards" : "◇ predicted"}`,
    fit: scalingWords,
    prediction: predictionWords,
    predicted: "Predicted before it came",
    predictedHelp:
      "The widest is predicted from the narrower ones before its own loss is known; with the order narrow-first each width is.",
    table: "Held-out loss against size, nats per answer token",
    columns: {
      width: "Width",
      parameters: "Non-embedding parameters",
      flops: "FLOPs",
      mean: "Loss, mean over seeds",
      seeds: "Seeds",
      step: "At step",
      written: "Written down",
      predicted: "Predicted",
      interval: "95\u00a0% interval",
      came: "Actual",
      error: "Error",
    },
    /** @param at a date and time */
    writtenAt: (at: string, step: string) => `${at}, at its step ${step}`,
    after: (seconds: string) => `after ${seconds} s`,
  },

  /** What the losses say. */
  loss: {
    diverged: (widths: readonly string[]) => `Diverged: ${widths.join(", ")}.`,
    /** @param step empty where each width stands where it is */
    single: (width: number, loss: string, step: string) =>
      `Width ${width} on held-out prompts: ${loss} nats${atStep(step)}.`,
    equal: (loss: string, step: string) => `Every width on held-out prompts: ${loss} nats${atStep(step)}.`,
    ranked: (low: WidthLoss, high: WidthLoss, step: string) =>
      `Width ${low.width} is lowest on held-out prompts: ${low.loss} nats; width ${high.width} is highest: ${high.loss}${atStep(step)}.`,
    ordered: "Every wider model is lower than the one before.",
    text: textLossWords,
  },
};

/** What has emerged, and when: `emerged between steps 300 and 350`. */
interface Came {
  readonly title: string;
  readonly when: string;
}

interface Split {
  readonly title: string;
  readonly width: number;
  readonly passed: number;
  readonly seeds: number;
  /** The interval of the share, per cent. */
  readonly low: string;
  readonly high: string;
  /** The mean score of the seeds that have it, per cent. */
  readonly mean: string;
}

interface WidthLoss {
  readonly width: number;
  readonly loss: string;
}

/** A name at the head of a sentence. */
const head = (name: string): string => sentence(inSentence(name));

const atStep = (step: string): string => step && ` (step ${step})`;
