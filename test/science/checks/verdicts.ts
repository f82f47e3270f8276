/** Whether other seeds, another engine or another order of widths come to the same verdicts. */
import type { Interval } from "../../../src/analysis/bootstrap.ts";
import { LOG2, positionOf } from "../../../src/analysis/crossing.ts";
import type { Emergence } from "../../../src/analysis/emergence.ts";
import { EMERGENCE_WORDS, findingWords } from "../../../src/analysis/emergence-words.ts";
import { isThere } from "../../../src/analysis/score.ts";
import { success } from "../../../src/analysis/success.ts";
import type { SweepLog } from "../../../src/metrics/sweep.ts";
import type { RecipeOverride } from "../../../src/recipe/schema.ts";
import { type Check, type Line, overlaps } from "../check.ts";
import { type Series, shareAxis, widthAxis } from "../plot.ts";
import { chanceOf, emergenceOf, median, scoresAt } from "../scores.ts";

const WIDTHS = [2, 4, 6, 8, 12];
const STEPS = 600;
const RECIPE: RecipeOverride = {
  tasks: [{ name: "sort", weight: 1 }],
  widths: WIDTHS,
  seeds: [0, 1, 2, 3, 4],
  steps: STEPS,
  learningRate: 0.02,
  evalEvery: STEPS,
};

/** Of the three others. */
const DASHES = ["8 3", "2 3", "8 3 2 3"];

export const verdicts: Check = {
  about:
    "sort, briefly: other seeds, another engine and narrow-first give the same verdicts within intervals",
  takes: "100 runs (5 widths, 5 seeds, 600 steps, 4 times, once on tfjs), about 6 minutes",
  source: "our own sweep with the recipe as it is",
  async run(lab) {
    const base = await lab.train(RECIPE);
    const others = {
      "other seeds": await lab.train({ ...RECIPE, seeds: [5, 6, 7, 8, 9] }),
      "narrow first": await lab.train({ ...RECIPE, order: "narrow-first" }),
      "another engine": await lab.train({ ...RECIPE, engine: lab.engine === "tfjs" ? "wasm" : "tfjs" }),
    };
    const { engine, device } = base.summary.engine;
    return {
      lines: [
        ...Object.entries(others).flatMap(([name, other]) => agreement(name, base, other)),
        sameBits(base, others["narrow first"]),
      ],
      engine: base.summary.engine,
      plot: {
        title: "Sort after 600 steps: median exact match against width",
        caption: `5 seeds each, ${engine} (${device}); the other engine is ${others["another engine"].summary.engine.engine}`,
        x: widthAxis(WIDTHS),
        y: shareAxis("exact match"),
        series: [
          seriesOf("as it is", base, "ours"),
          ...Object.entries(others).map(([name, sweep], i) => ({
            ...seriesOf(name, sweep, "reference"),
            dash: DASHES[i],
          })),
        ],
      },
    };
  },
};

/** The emergence points beside each other, and at how many widths the shares of seeds agree. */
export function agreement(name: string, base: SweepLog, other: SweepLog): Line[] {
  const [ours, theirs] = [emergenceOf(other), emergenceOf(base)];
  const agreed = WIDTHS.filter((width) => overlaps(shareAt(other, width), shareAt(base, width)));
  const verdict = (sweep: SweepLog) =>
    WIDTHS.map((width) => (isThereAt(sweep, width) ? "yes" : "not yet")).join(", ");
  return [
    {
      what: `${name}: emergence`,
      ours: wordsOf(ours),
      reference: wordsOf(theirs),
      tolerance: "intervals overlap",
      ok: overlaps(intervalOf(ours), intervalOf(theirs)),
    },
    {
      what: `${name}: widths whose shares of seeds agree`,
      ours: `${agreed.length} of ${WIDTHS.length}`,
      reference: `${WIDTHS.length}`,
      tolerance: "intervals overlap at all",
      ok: agreed.length === WIDTHS.length,
    },
    {
      what: "  there at each width",
      ours: verdict(other),
      reference: verdict(base),
      tolerance: "",
      ok: null,
    },
  ];
}

/** On one engine a run does not depend on what is trained beside it or before. */
function sameBits(base: SweepLog, other: SweepLog): Line {
  const last = ({ runs }: SweepLog) => runs.map((run) => run.eval.last("loss/heldout"));
  const before = last(base);
  const most = Math.max(...last(other).map((loss, i) => Math.abs(loss - (before[i] as number))));
  return {
    what: "narrow first: largest difference of a final loss",
    ours: String(most),
    reference: "0",
    tolerance: "the same bits",
    ok: most === 0,
  };
}

const wordsOf = (found: Emergence): string =>
  findingWords({ title: "Sort", emergence: found }, STEPS, EMERGENCE_WORDS);

/** On the scale of log₂ width; censored ends are infinite, and without an interval nothing agrees. */
const intervalOf = ({ interval }: Emergence): Interval => ({
  low: interval ? positionOf(interval.low, LOG2) : Number.NaN,
  high: interval ? positionOf(interval.high, LOG2) : Number.NaN,
});

const shareAt = (sweep: SweepLog, width: number): Interval =>
  success(scoresAt(sweep, width, "sort"), chanceOf(sweep))?.interval ?? { low: Number.NaN, high: Number.NaN };

const isThereAt = (sweep: SweepLog, width: number): boolean =>
  isThere(median(scoresAt(sweep, width, "sort")), chanceOf(sweep));

const seriesOf = (name: string, sweep: SweepLog, colour: Series["colour"]): Series => ({
  name,
  kind: "line",
  colour,
  points: WIDTHS.map((width) => [width, median(scoresAt(sweep, width, "sort"))]),
});
