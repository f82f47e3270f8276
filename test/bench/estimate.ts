/** How well the time of a training step is told from its sizes, once the machine's speed has been measured. */
import { secondsOf, stepCost } from "../../src/analysis/cost.ts";
import { openEngine } from "../../src/engine/choose.ts";
import { presetOf, recipeOf } from "../../src/recipe/presets.ts";
import type { Recipe } from "../../src/recipe/schema.ts";
import { measureSpeed, timeSteps } from "../../src/train/measure.ts";
import { allowRelaxedSimd } from "../../workers/relaxed-simd.ts";
import { readStepBinary } from "../../workers/step-binary.ts";
import { numbersAfter } from "./flags.ts";
import type { Benchmark } from "./main.ts";

/** Processor time, which leaves out what others did on the same core meanwhile. */
export const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

export const measuring = { isWanted: () => true, now: processorMs };

export const openHere = (recipe: Recipe) => openEngine(recipe, { readStep: readStepBinary });

/** A training step, as it was told and as it was. */
interface Row {
  readonly preset: string;
  readonly width: number;
  readonly layers: number;
  readonly context: number;
  readonly estimatedMs: number;
  readonly measuredMs: number;
  readonly ratio: number;
}

const NAMES = ["quick", "abilities", "text"];

export const estimate: Benchmark = {
  about:
    "a training step's time, estimated ÷ measured, by preset, width and layers; wasm engine, processor time",
  async run(flags) {
    allowRelaxedSimd();
    const widths = numbersAfter(flags, "--widths", [2, 4, 8, 16, 32, 64, 128]);
    const layers = numbersAfter(flags, "--layers", [1, 2, 4]);
    const rounds = numbersAfter(flags, "--rounds", [3])[0] ?? 3;
    const recipes = NAMES.flatMap((name) =>
      layers.flatMap((L) => widths.map((width) => ({ name, recipe: recipeFor(name, width, L) }))),
    );
    const rows = [];
    for (const { name, recipe } of recipes) rows.push(await compare(name, recipe, rounds));
    process.stdout.write(flags.includes("--json") ? `${JSON.stringify(rows)}\n` : table(rows));
  },
};

function recipeFor(name: string, width: number, layers: number): Recipe {
  const preset = presetOf(name);
  if (!preset) throw new Error(`bench estimate: expected a preset; got ${name}`);
  return { ...recipeOf(preset), seeds: [0], widths: [width], layers };
}

/** Speed and step are measured in turn, since a busy machine is a slower one; the median ratio of the rounds counts. */
async function compare(preset: string, recipe: Recipe, rounds: number): Promise<Row> {
  const rows: Row[] = [];
  for (let round = 0; round < rounds; round++) rows.push(await once(preset, recipe));
  rows.sort((a, b) => a.ratio - b.ratio);
  return rows[rounds >> 1] as Row;
}

async function once(preset: string, recipe: Recipe): Promise<Row> {
  const speed = await measureSpeed(openHere, measuring);
  const engine = await openHere(recipe);
  const timing = await timeSteps(engine, recipe, measuring);
  engine.dispose();
  if (!speed || !timing)
    throw new Error("bench estimate: expected WebAssembly with SIMD; got a machine without it");
  const { width, layers, context } = timing.size;
  const estimated = secondsOf(stepCost(timing.size, speed.engine), speed);
  return {
    ...{ preset, width, layers, context },
    estimatedMs: 1000 * estimated,
    measuredMs: 1000 * timing.seconds,
    ratio: estimated / timing.seconds,
  };
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ preset, width, layers, context, estimatedMs, measuredMs, ratio }) => {
    const cells = [
      preset,
      width,
      layers,
      context,
      estimatedMs.toFixed(2),
      measuredMs.toFixed(2),
      ratio.toFixed(2),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const head =
    "| preset | width | layers | context | estimated ms | measured ms | ratio |\n| --- | --- | --- | --- | --- | --- | --- |";
  return `${head}\n${lines.join("\n")}\n`;
}
