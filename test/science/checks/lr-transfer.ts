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

/** log₂ of the learning rates that are tried at a width. */
export const ratesOf = (parametrisation: Parametrisation, width: number): readonly number[] =>
  parametrisation === "mup" ? [-10, -9, -8, -7, -6, -5, -4] : STANDARD[width as keyof typeof STANDARD];

/** The wider, the lower: far above its best rate a wide model saturates, and its steps take many times longer. */
const STANDARD = {
  16: [-9, -8, -7, -6, -5, -4],
  64: [-11, -10, -9, -8, -7, -6],
  256: [-13, -12, -11, -10, -9, -8],
} as const;

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

/** What one parametrisation came to at one width. */
interface Found {
  readonly width: number;
  readonly rates: readonly number[];
  /** One a rate: mean over seeds; infinite where a run diverged. */
  readonly losses: readonly number[];
  /** log₂ of the best learning rate; null where it lies at an end of those tried. */
  readonly best: number | null;
}

export const lrTransfer: Check = {
  about: "the best learning rate against width (16 to 256): it stays under muP and falls without",
  takes: "117 runs (3 widths to 256, 3 seeds, 7 and 6 rates, 150 steps), about 5 minutes",
  source: "EleutherAI's nanoGPT-mup, decoded from its figure; ours are narrower models and another task",
  async run(lab) {
    const mup = await search(lab, "mup");
    const standard = await search(lab, "standard");
    const { engine } = mup;
    return {
      lines: [...linesOf("mup", mup.found), ...linesOf("standard", standard.found)],
      engine,
      figures: { mup: mup.found, standard: standard.found },
      plot: plotOf(mup.found, standard.found, engine),
    };
  },
};

/** A sweep for each rate, of the widths at which it is tried. */
async function search(lab: Lab, parametrisation: Parametrisation) {
  const losses = new Map<number, number[]>(WIDTHS.map((width) => [width, []]));
  const all = [...new Set(WIDTHS.flatMap((width) => ratesOf(parametrisation, width)))].sort((a, b) => a - b);
  let engine: Outcome["engine"] | undefined;
  for (const rate of all) {
    const widths = WIDTHS.filter((width) => ratesOf(parametrisation, width).includes(rate));
    const sweep = await lab.train({ ...RECIPE, widths, parametrisation, learningRate: 2 ** rate });
    engine ??= sweep.summary.engine;
    for (const width of widths)
      losses.get(width)?.push(meanLoss(sweep.runs.filter((run) => run.width === width)));
    const told = widths.map((width) => `${losses.get(width)?.at(-1)?.toFixed(3)} at width ${width}`);
    lab.say(`${parametrisation}, learning rate 2^${rate}: loss ${told.join(", ")}`);
  }
  const found = WIDTHS.map((width) =>
    foundAt(width, ratesOf(parametrisation, width), losses.get(width) ?? []),
  );
  return { found, engine: engine as Outcome["engine"] };
}

const foundAt = (width: number, rates: readonly number[], losses: readonly number[]): Found => ({
  ...{ width, rates, losses, best: leastAt(rates, losses) },
});

/** Mean training loss of the last 50 steps over seeds; data are the same at every width and rate. */
const meanLoss = (runs: readonly Run[]): number =>
  runs.reduce((sum, run) => sum + lossOf(run), 0) / runs.length;

const lossOf = (run: Run): number =>
  run.status === "diverged" ? Number.POSITIVE_INFINITY : (finalScores(run, []).trainLoss ?? Number.NaN);

/** How many doublings lie between the least and the greatest best rate; NaN where one was not found. */
export const movement = (best: readonly (number | null)[]): number => {
  const known = best.filter((rate) => rate !== null);
  return known.length < best.length ? Number.NaN : Math.max(...known) - Math.min(...known);
};

function linesOf(parametrisation: Parametrisation, found: readonly Found[]): Line[] {
  const moved = movement(found.map(({ best }) => best));
  const each = found.map(({ width, best }) => `${width}: ${best?.toFixed(1) ?? "at an end"}`).join(", ");
  const least = found.map(({ width, losses }) => `${width}: ${Math.min(...losses).toFixed(3)}`).join(", ");
  const what = `${parametrisation}: best log2 rate moves by`;
  return [
    judged(what, moved, BOUNDS[parametrisation], REFERENCE[parametrisation], 2),
    shown("  best log2 rate by width", each, ""),
    shown("  least loss, nats a token", least, ""),
  ];
}

const plotOf = (mup: readonly Found[], standard: readonly Found[], engine: Outcome["engine"]): Plot => ({
  title: "The best learning rate against width",
  caption: `sort, 2 layers, 150 steps at a constant rate, 3 seeds, ${engine.engine} (${engine.device})`,
  x: widthAxis(WIDTHS),
  y: {
    label: "log₂ of the best learning rate",
    scale: "linear",
    ticks: [-12, -10, -8, -6, -4],
    range: [-13, -4],
  },
  series: [
    { name: "muP", kind: "line", colour: "ours", points: pointsOf(mup) },
    { name: "standard", kind: "line", colour: "reference", points: pointsOf(standard) },
  ],
});

const pointsOf = (found: readonly Found[]): number[][] =>
  found.map(({ width, best }) => [width, best ?? Number.NaN]);
