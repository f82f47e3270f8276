/** Repeated blocks of random length: an ability that appears at a step, rather than at a width. */
import { evaluationsOf } from "../../../src/metrics/ladder.ts";
import type { SweepLog } from "../../../src/metrics/sweep.ts";
import { type Check, judged, type Line, shown } from "../check.ts";
import { type Series, shareAxis } from "../plot.ts";
import { listOf, median } from "../scores.ts";

const WIDTHS = [8, 16];
/** Evaluations are so many steps apart, as the pilot's. */
const APART = 312;
const STEPS = 2500;

export const induction: Check = {
  about: "induction: token accuracy jumps within a few hundred steps, at width 8 as at 16",
  takes: "6 runs (2 widths, 3 seeds, 2,500 steps), about 2 minutes",
  source: "a NumPy pilot of this set-up, 3 seeds: .12/.08/.08, .72/.26/.39, .74/.77/.78 at width 8",
  async run(lab) {
    const tasks = [{ name: "induction", weight: 1 }];
    const seeds = [0, 1, 2];
    const sweep = await lab.train({ tasks, widths: WIDTHS, seeds, heads: 2, steps: STEPS, evalEvery: APART });
    const { engine, device } = sweep.summary.engine;
    return {
      lines: linesOf(sweep),
      engine: sweep.summary.engine,
      plot: {
        title: "Induction: token accuracy against steps",
        caption: `each of 3 seeds, widths 8 and 16, ${engine} (${device})`,
        x: { label: "step", scale: "linear", ticks: [0, 500, 1000, 1500, 2000, 2500], range: [0, STEPS] },
        y: shareAxis("token accuracy"),
        series: [
          { name: "pilot at width 8", kind: "range", colour: "reference", points: PILOT },
          ...WIDTHS.flatMap((width) => seriesOf(sweep, width)),
        ],
      },
    };
  },
};

/** Step, least and greatest seed of the pilot at width 8. */
const PILOT = [
  [APART, 0.08, 0.12],
  [2 * APART, 0.26, 0.72],
  [3 * APART, 0.74, 0.78],
];

/** `[seed][evaluation]`, the first before the first step. */
const accuracies = ({ runs }: SweepLog, width: number) =>
  evaluationsOf(
    runs.filter((run) => run.width === width),
    "ability/induction/token",
  );

function linesOf(sweep: SweepLog): Line[] {
  const { seeds } = accuracies(sweep, 8);
  const at = (i: number) => seeds.map((each) => each[i] ?? Number.NaN);
  const jumps = seeds.map((each) =>
    Math.max(...each.slice(1).map((value, i) => value - (each[i] as number))),
  );
  const ends = accuracies(sweep, 16).seeds.map((each) => each.at(-1) ?? Number.NaN);
  return [
    judged(`width 8, median at step ${APART}`, median(at(1)), { most: 0.25 }, ".08 (.08 to .12)"),
    shown("  each seed", listOf(at(1)), ""),
    judged(`width 8, median at step ${3 * APART}`, median(at(3)), { least: 0.6 }, ".77 (.74 to .78)"),
    shown("  each seed", listOf(at(3)), ""),
    judged(
      `width 8, median greatest rise in ${APART} steps`,
      median(jumps),
      { least: 0.3 },
      ".51 (.39 to .60)",
    ),
    judged("width 16, median at the end", median(ends), { least: 0.9 }, ".99 (.52 to .99)"),
    shown("  each seed", listOf(ends), ""),
  ];
}

function seriesOf(sweep: SweepLog, width: number): Series[] {
  const { steps, seeds } = accuracies(sweep, width);
  return seeds.map((each, i) => ({
    name: `width ${width}, seed ${i}`,
    kind: "line",
    colour: width === 8 ? 0.3 : 1,
    points: steps.map((step, at) => [step, each[at] as number]),
  }));
}
