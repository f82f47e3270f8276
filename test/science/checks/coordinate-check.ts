/** The slope rule: activations keep their size at every width under muP, and visibly do not without. */

import { openEngine } from "../../../src/engine/choose.ts";
import type { Engine, EngineInfo } from "../../../src/engine/engine.ts";
import { openDawn } from "../../../workers/dawn.ts";
import { readStepBinary } from "../../../workers/step-binary.ts";
import { type Check, judged, type Line, shown } from "../check.ts";
import { type CoordinateOptions, type Coordinates, coordinates, furthest, slopesOf } from "../coordinates.ts";
import type { Lab } from "../lab.ts";
import { evenTicks, type Series } from "../plot.ts";

const WIDTHS = [16, 32, 64, 128, 256];
const STEPS = 10;
const OPTIONS: Omit<CoordinateOptions, "parametrisation"> = {
  widths: WIDTHS,
  seeds: [0, 1, 2, 3, 4],
  batch: 16,
  steps: STEPS,
  learningRate: 0.01,
};

/** The most that a slope may be under muP. */
const MOST = 0.1;
/** What counts as failing visibly: three times as much. */
const VISIBLE = 0.3;

export const coordinateCheck: Check = {
  about: "size of the activations against width after each of 10 steps on one batch, muP beside standard",
  takes: "50 runs (5 widths to 256, 5 seeds, 2 parametrisations, 10 steps), about half a minute",
  source: "Tensor Programs V, appendix D.1: slope 0 under muP",
  async run(lab) {
    const engine = await open(lab);
    try {
      const mup = await coordinates(engine, { ...OPTIONS, parametrisation: "mup" });
      const standard = await coordinates(engine, { ...OPTIONS, parametrisation: "standard" });
      return {
        lines: [...mupLines(mup), ...standardLines(standard)],
        engine: engine.info,
        figures: { widths: WIDTHS, mup: [...mup], standard: [...standard] },
        plot: plotOf(mup, standard, engine.info),
      };
    } finally {
      engine.dispose();
    }
  },
};

/** In this thread, since the weights after each step are wanted. */
const open = ({ engine }: Lab): Promise<Engine> =>
  openEngine({ engine, backend: "auto", autotune: "off" }, { openGpu: openDawn, readStep: readStepBinary });

/**
 * Nothing may grow with the width after any step, which is what muP is for; and after the last step nothing may
 * shrink either, but for attention logits, whose first part is q·k of independent vectors: with muP's 1/D that
 * falls as D^-½ until training has tied queries and keys together. The read-me has the finding behind this rule.
 */
const mupLines = (found: Coordinates): Line[] =>
  [...found].flatMap(([name, curves]) => {
    const slopes = slopesOf(curves, "value", WIDTHS);
    const last = slopes[STEPS - 1] as number;
    const after = `  after step ${STEPS}`;
    return [
      judged(`muP, ${name}: greatest slope`, Math.max(...slopes), { most: MOST }, "0"),
      name.startsWith("attention")
        ? shown(after, last.toFixed(3), "0 in the limit")
        : judged(after, last, { least: -MOST, most: MOST }, "0"),
      shown("  furthest from 0 after any step", furthest(slopes).toFixed(3), "0 in the limit"),
      shown(`  of the change, after step ${STEPS}`, lastChange(curves).toFixed(3), "0 in the limit"),
    ];
  });

const lastChange = (curves: Parameters<typeof slopesOf>[0]): number =>
  slopesOf(curves, "change", WIDTHS)[STEPS - 1] as number;

function standardLines(found: Coordinates): Line[] {
  const slopes = [...found].map(([name, curves]) => ({
    name,
    slope: Math.max(...slopesOf(curves, "value", WIDTHS)),
  }));
  const greatest = Math.max(...slopes.map(({ slope }) => slope));
  return [
    ...slopes.map(({ name, slope }) => shown(`standard, ${name}: greatest slope`, slope.toFixed(3), "")),
    judged("standard, greatest of all (control)", greatest, { least: VISIBLE }, "logits grow with the width"),
  ];
}

function plotOf(mup: Coordinates, standard: Coordinates, { engine, device }: EngineInfo) {
  const steps = Array.from({ length: STEPS }, (_, i) => i + 1);
  return {
    title: "Coordinate check: slopes of log mean |x| against log width, greatest and least tensor",
    caption: `widths 16 to 256, 5 seeds, one batch, learning rate 0.01, ${engine} (${device})`,
    x: { label: "step", scale: "linear", ticks: steps, range: [0.8, STEPS + 0.2] },
    y: { label: "slope", scale: "linear", ticks: evenTicks(-0.75, 1.5, 9), range: [-0.75, 1.5] },
    series: [
      lineOf("muP, greatest", mup, Math.max, { colour: "ours" }),
      lineOf("muP, least", mup, Math.min, { colour: "ours", dash: "6 4" }),
      lineOf("standard, greatest", standard, Math.max, { colour: "reference" }),
      lineOf("standard, least", standard, Math.min, { colour: "reference", dash: "6 4" }),
    ],
  } as const;
}

/** The greatest or least of all tensors' slopes after each step. */
function lineOf(
  name: string,
  found: Coordinates,
  pick: (...slopes: number[]) => number,
  look: Pick<Series, "colour" | "dash">,
): Series {
  const slopes = [...found.values()].map((curves) => slopesOf(curves, "value", WIDTHS));
  const points = Array.from({ length: STEPS }, (_, i) => [
    i + 1,
    pick(...slopes.map((each) => each[i] as number)),
  ]);
  return { name, kind: "line", points, ...look };
}
