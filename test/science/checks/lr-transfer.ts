/** Whether one learning rate is right for every width: under muP it is, under the standard parametrisation not. */
import { finalScores } from "../../../src/export/final.ts";
import type { Run } from "../../../src/metrics/run.ts";
import type { Recipe } from "../../../src/recipe/schema.ts";
import { type Check, judged, type Line, type Outcome, shown } from "../check.ts";
import type { Lab } from "../lab.ts";
import { type Plot, widthAxis } from "../plot.ts";
import { leastAt } from "../slope.ts";

const WIDTHS = [16, 64, 256];
type Parametrisation = Recipe["parametrisation"];

/** log₂ of the learning rates that are tried. */
const RATES: Readonly<Record<Parametrisation, readonly number[]>> = {
  mup: [-10, -9, -8, -7, -6, -5, -4],
  standard: [-12, -11, -10, -9, -8, -7, -6, -5, -4],
};

/** Sort: its loss falls from the first step on, and nothing but training takes time. */
const RECIPE = {
  tasks: [{ name: "sort", weight: 1 }],
  widths: WIDTHS,
  seeds: [0, 1, 2],
  heads: 4, // the same at every width, so that the head's size grows with it
  batch: 8,
  steps: 150,
  warmup: 0,
  schedule: "constant",
  evalEvery: 150,
  evalSize: 8,
} as const;

/** How far the best rate moved in the reference, over widths 256 to 2,048: doublings. */
const REFERENCE: Readonly<Record<Parametrisation, string>> = {
  mup: "1 (EleutherAI, 256 to 2,048)",
  standard: "5 (EleutherAI, 256 to 2,048)",
};
const BOUNDS = { mup: { most: 1 }, standard: { least: 2 } } as const;

/** Losses of one parametrisation. */
interface Found {
  readonly parametrisation: Parametrisation;
  /** `[width][rate]`, means over seeds; infinite where a run diverged. */
  readonly losses: readonly (readonly number[])[];
  /** log₂ of the best learning rate of each width; null where it lies at an end of those tried. */
  readonly best: readonly (number | null)[];
  readonly engine: Outcome["engine"];
}

export const lrTransfer: Check = {
  about: "the best learning rate against width (16 to 256): it stays under muP and falls without",
  takes: "144 runs (3 widths to 256, 3 seeds, 7 and 9 rates, 150 steps), about 5 minutes",
  source: "EleutherAI's nanoGPT-mup, decoded from its figure; ours are narrower models and another task",
  async run(lab) {
    const mup = await search(lab, "mup");
    const standard = await search(lab, "standard");
    return {
      lines: [...linesOf(mup), ...linesOf(standard)],
      engine: mup.engine,
      figures: { rates: RATES, widths: WIDTHS, mup: mup.losses, standard: standard.losses },
      plot: plotOf(mup, standard),
    };
  },
};

async function search(lab: Lab, parametrisation: Parametrisation): Promise<Found> {
  const byRate: number[][] = [];
  let engine: Found["engine"] | undefined;
  for (const rate of RATES[parametrisation]) {
    lab.say(`${parametrisation}: learning rate 2^${rate}`);
    const sweep = await lab.train({ ...RECIPE, parametrisation, learningRate: 2 ** rate });
    engine ??= sweep.summary.engine;
    byRate.push(WIDTHS.map((width) => meanLoss(sweep.runs.filter((run) => run.width === width))));
  }
  const losses = WIDTHS.map((_, w) => byRate.map((each) => each[w] as number));
  const best = losses.map((each) => leastAt(RATES[parametrisation], each));
  return { parametrisation, losses, best, engine: engine as Found["engine"] };
}

/** Mean training loss of the last 50 steps over seeds; data are the same at every width and rate. */
const meanLoss = (runs: readonly Run[]): number =>
  runs.reduce((sum, run) => sum + lossOf(run), 0) / runs.length;

const lossOf = (run: Run): number =>
  run.status === "diverged" ? Number.POSITIVE_INFINITY : (finalScores(run, []).trainLoss ?? Number.NaN);

/** How many doublings lie between the least and the greatest best rate; NaN where one was not found. */
export const movement = (best: readonly (number | null)[]): number =>
  best.some((rate) => rate === null)
    ? Number.NaN
    : Math.max(...(best as number[])) - Math.min(...(best as number[]));

function linesOf({ parametrisation, best, losses }: Found): Line[] {
  const what = `${parametrisation}: best log2 rate moves by`;
  const each = best.map((rate, i) => `${WIDTHS[i]}: ${rate?.toFixed(1) ?? "at an end"}`).join(", ");
  const least = losses.map((all, i) => `${WIDTHS[i]}: ${Math.min(...all).toFixed(3)}`).join(", ");
  return [
    judged(what, movement(best), BOUNDS[parametrisation], REFERENCE[parametrisation], 2),
    shown("  best log2 rate by width", each, ""),
    shown("  least loss, nats a token", least, ""),
  ];
}

const plotOf = (mup: Found, standard: Found): Plot => ({
  title: "The best learning rate against width",
  caption: `sort, 2 layers, 150 steps at a constant rate, 3 seeds, ${mup.engine.engine} (${mup.engine.device})`,
  x: widthAxis(WIDTHS),
  y: {
    label: "log₂ of the best learning rate",
    scale: "linear",
    ticks: [-12, -10, -8, -6, -4, -2],
    range: [-12, -2],
  },
  series: [
    { name: "muP", kind: "line", colour: "ours", points: pointsOf(mup) },
    { name: "standard", kind: "line", colour: "reference", points: pointsOf(standard) },
  ],
});

const pointsOf = ({ best }: Found): number[][] =>
  best.map((rate, i) => [WIDTHS[i] as number, rate ?? Number.NaN]);
