import { DEFAULT_RECIPE, type Recipe, type RecipeOverride } from "./schema.ts";

/** A named recipe: a short override of the defaults, with its reason. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  /** What to look for, in a sentence. */
  readonly about: string;
  /** What its outcome is held against, to follow a colon. */
  readonly checked: string;
  /** Why its numbers are what they are. */
  readonly reason: string;
  readonly override: RecipeOverride;
}

const equalShares = (names: string) => names.split(" ").map((name) => ({ name, weight: 1 }));

/** Where three would take too long for a first look. */
const ONE_SEED = [0];

const EIGHT_SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];
const CARRYING_WIDTHS = [4, 6, 8, 12, 16, 24];

export const PRESETS: readonly Preset[] = [
  {
    name: "quick",
    title: "Quick: sort",
    about: "Sort 8 of 16 symbols: loss falls smoothly, the ability jumps between widths 4 and 8.",
    checked:
      "an earlier sweep of ours with 8 seeds: the median seed sorts 6 % exactly at width 4, 91 % at 6, 95 % at 8.",
    reason:
      "The smallest ladder on which an ability appears, in about a minute without a GPU; three seeds, for an interval.",
    override: {},
  },
  {
    name: "quick-small",
    title: "Quick: sort, small",
    about: "The same sorting at three widths, for a phone or a slow machine: not yet at 2 and 4, there at 8.",
    checked:
      "an earlier sweep of ours with 8 seeds: 0 % at width 2, 4 % at 4, 89 % at 8; it emerged at about 5.8 (5.7 to 6.0).",
    reason:
      "The fewest widths that show what comes with width, and two thirds of the steps: a third of the work of Quick, with three seeds still.",
    override: { widths: [2, 4, 8], steps: 1000 },
  },
  {
    name: "abilities",
    title: "First abilities",
    about:
      "Thirteen tasks in one mixture: abilities appear one after another, a staircase from width 8 to 128.",
    checked:
      "an earlier sweep of ours with one seed: one task was there at width 8, three more at 16, three at 32, three at 128, and three were not yet there at 128.",
    reason:
      "Batch, steps and learning rate of an earlier sweep in which ten of the thirteen emerged by width 128; half an hour and more without a GPU, so one seed.",
    override: {
      seeds: ONE_SEED,
      tasks: equalShares(
        "largest copy reverse sort modular multiply count facts add-reversed add recall two-hops parity",
      ),
      widths: [8, 16, 32, 64, 128],
      batch: 256,
      steps: 4000,
      warmup: 0.025,
      evalEvery: 200,
    },
  },
  {
    name: "small-abilities",
    title: "First abilities, small",
    about: "Four easy tasks in one mixture: the largest digit, copy, reverse and sort, one after another.",
    checked:
      "an earlier sweep of the long staircase: the largest digit was there at width 8, copy, reverse and sort at 16.",
    reason:
      "The first stairs of the long staircase, short enough for a machine without a GPU; one seed, so a preview.",
    override: {
      seeds: ONE_SEED,
      tasks: equalShares("largest copy reverse sort"),
      widths: [4, 8, 16, 32],
      steps: 2000,
      batch: 64,
    },
  },
  {
    name: "lr-sweep",
    title: "Learning-rate sweep",
    about:
      "Sort at six learning rates in both parametrisations: with muP the best is 0.02 at widths 8 and 16, 0.01 at 32 and 64; with standard it falls from 0.04 at width 16 to 0.005 at 64. One seed, so a preview.",
    checked:
      "what muP promises (Yang, Hu et al. 2022, arXiv:2203.03466): the best rate of a narrow model is that of a wide one.",
    reason:
      "Steps so few that the rate still matters, rates that hold the best of every width; at width 64 the best rates ended at 0.0046 nats with muP and 0.0066 without. 48 runs of few steps.",
    override: {
      seeds: ONE_SEED,
      widths: [8, 16, 32, 64],
      variants: (["mup", "standard"] as const).flatMap((parametrisation) =>
        [0.0025, 0.005, 0.01, 0.02, 0.04, 0.08].map((learningRate) => ({ learningRate, parametrisation })),
      ),
      steps: 300,
    },
  },
  {
    name: "text",
    title: "Text: small stories",
    about:
      "Small stories, one character at a time: closing quotes are there first, then spelling, then agreement; pronouns and the right name are not yet there at width 64. Or open a .txt of your own.",
    checked:
      "what counting single characters, pairs and triples of the same text gives, in bits per character.",
    reason:
      "Minutes, without a GPU too. At width 32 over 1,000 steps the held-out loss was 1.28 nats at learning rate 0.005, 1.30 at 0.01, 1.44 at 0.02; with muP from base width 256, as wide text models take it, the best of three rates gave 1.68.",
    override: {
      seeds: ONE_SEED,
      tasks: equalShares("stories"),
      widths: [16, 32, 64],
      batch: 16,
      steps: 2500,
      evalEvery: 250,
      evalSize: 128,
    },
  },
  {
    name: "carrying",
    title: "Carrying",
    about:
      "Add two three-digit numbers, the answer's last digit first: seeds of one width either find the carry or stay at 1 or 10 %, few of them at widths 4 and 6, most from 12 on. Look at the share of seeds, not at their mean.",
    checked:
      "earlier sweeps of ours: 0 of 3 seeds at width 4, 4 of 8 at 6, 3 of 8 at 8, 6 of 8 at 12, 8 of 8 at 16, 3 of 3 at 24.",
    reason:
      "Steps, batch and learning rate of those sweeps; eight seeds, since with three a share says little. Of eight, 1 had it at widths 4 and 6, 5 at 8, 8 at 12, 7 at 16, 6 at 24.",
    override: {
      tasks: equalShares("add-reversed"),
      widths: CARRYING_WIDTHS,
      seeds: EIGHT_SEEDS,
      batch: 128,
      steps: 3000,
      evalEvery: 150,
    },
  },
  {
    name: "carrying-plain",
    title: "Carrying, plain order",
    about:
      "The same sums, the first digit first: each digit needs the carries from all that are still to come. Of three seeds two had it at width 8 (94 and 99 %, the third 3 %), all of them at 24.",
    checked:
      "an earlier sweep of ours: 9, 10 and 94 % exact at width 8 with three seeds, 94 % or more at 16, 99 % or more at 24.",
    reason: "The control to Carrying: nothing but the order of the answer differs.",
    override: {
      tasks: equalShares("add"),
      widths: CARRYING_WIDTHS,
      seeds: EIGHT_SEEDS,
      batch: 128,
      steps: 3000,
      evalEvery: 150,
    },
  },
  {
    name: "ten-digits",
    title: "Ten digits, in stages",
    about:
      "Ten-digit addition by one layer, on up to 3, then 6, then 10 digits: nothing for 2,000 steps, then width 16 has it in every seed, widths 8 and 12 in some, and width 6 in none yet. Others stay at 9 %.",
    checked:
      "gpt-acc-jax, one run each, batch 512, 27,000 steps: one layer has 0 to 1 % at widths 4 and 5, 0 to 73 % at 6 by variant, 100 % at 7, at 8 with rates of 0.005 to 0.02, and from 12 on.",
    reason:
      "A quarter of the reference's batch and under a fifth of its steps, so that it is a matter of minutes: seeds ended at 98, 96 and 9 % at width 8, at 9, 9 and 100 % at 12.",
    override: {
      tasks: equalShares("ten-digits"),
      widths: [4, 6, 8, 12, 16],
      layers: 1,
      heads: 1,
      batch: 128,
      steps: 5000,
      stages: [600, 2000],
      learningRate: 0.01,
      weightDecay: 0.01,
      evalEvery: 125,
    },
  },
  {
    name: "induction",
    title: "Induction: a jump in steps",
    about:
      "A block of symbols repeats: widths 12 and 16 go from under 20 % to over 90 % right within a hundred steps, between step 200 and 300. Width 8 climbs slowly, width 6 does not yet; and of width 16 a seed was still at 26 %.",
    checked:
      "an earlier sweep of ours: at width 8 token accuracy went from 8 to 12 % at step 312 to 77 % at step 936.",
    reason:
      "A thousand steps are enough for the jump, of which the cosine takes the last hundreds to settle. With 2,500 all three seeds of width 16 had it by step 312.",
    override: { tasks: equalShares("induction"), widths: [4, 6, 8, 12, 16], steps: 1000, evalEvery: 25 },
  },
  {
    name: "induction-depth",
    title: "Induction: one layer and two",
    about:
      "A block of symbols repeats: with two layers width 32 gets it all right by step 300, and of width 16 one seed of three; with one layer no width does yet, the best of them 19 % right.",
    checked:
      "Olsson et al. (2022), arXiv:2209.11895: one layer alone forms no induction heads, two layers do.",
    reason:
      "600 steps part one layer from two; at width 32 one layer was still at 18 % after 2,500 (one seed, both with batch 32).",
    override: {
      tasks: equalShares("induction"),
      widths: [4, 8, 16, 32],
      variants: [{ layers: 1 }, { layers: 2 }],
      batch: 32,
      steps: 600,
      evalEvery: 25,
      evalSize: 64,
    },
  },
  {
    name: "counting",
    title: "Counting",
    about:
      "How often was each of ten symbols there: one layer says little at width 2, counts 6 in 10 at widths 6 and 8, and 9 in 10 from 16 on.",
    checked:
      "Behrens et al. (2025), whose one layer without LayerNorm and with another way of asking reads 61 % at width 4, 91 % at 8 and 99 % at 32 (32 hidden units).",
    reason:
      "One layer, as in the paper; batch and steps as in Quick, since theirs are 156,000 small steps. Here a prompt is shown first and asked for again, because the model sees only what stands before.",
    override: {
      tasks: equalShares("histogram"),
      widths: [2, 4, 6, 8, 16, 32],
      layers: 1,
      steps: 2000,
      evalEvery: 100,
    },
  },
  {
    name: "grokking",
    title: "Grokking",
    about:
      "Sums on a clock of 113 hours, 30 % of the table to train on: width 32 knows its pairs by heart by step 900 while it gets less than half of the others, then finds the rule; width 8 knows neither yet in most seeds.",
    checked:
      "Nanda et al. (2023), at width 128 with the whole trained part as one batch: by heart after about 1,400 steps, general after about 14,000.",
    reason:
      "Weight decay is what makes the rule win: with 0.1 width 32 had 98 to 100 % of the held-out pairs after 2,500 steps in all three seeds; without it, one seed had 32 % after 2,000. A learning rate five times theirs and batches of 512 make it fast.",
    override: {
      tasks: equalShares("modular-table"),
      widths: [8, 16, 32],
      layers: 1,
      batch: 512,
      steps: 2500,
      weightDecay: 0.1,
      schedule: "constant",
      evalEvery: 50,
      evalSize: 512,
    },
  },
  {
    name: "recall-gate",
    title: "Recall, one layer against two",
    about:
      "Six keys with their values, all asked for, learned in stages of two to six pairs: with two layers width 32 climbs a stair a stage to every value right; one layer stays at one in six, and so does width 16 in a seed.",
    checked:
      "Okpekpe and Orvieto (2025), arXiv:2508.19029: one layer of attention does not learn to recall, two do.",
    reason:
      "Without stages, or at learning rate 0.005, two layers of width 32 were at chance or at most 34 % in most trials of 2,000 to 4,000 steps. At 0.002, with 1,000 steps for the first two pairs, four seeds of four had all six by step 2,100; two seeds with one layer did not yet.",
    override: {
      tasks: equalShares("mqar"),
      widths: [8, 16, 32],
      variants: [{ layers: 1 }, { layers: 2 }],
      steps: 3000,
      stages: [1000, 1300, 1600, 1900],
      learningRate: 0.002,
      schedule: "constant",
      evalEvery: 100,
    },
  },
];

/** The preset of that name, if there is one. */
export const presetOf = (name: string): Preset | undefined => PRESETS.find((preset) => preset.name === name);

/** The whole recipe of a preset. */
export const recipeOf = (preset: Preset): Recipe => ({ ...DEFAULT_RECIPE, ...preset.override });
