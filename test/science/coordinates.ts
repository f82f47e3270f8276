/**
 * The coordinate check (Yang & Hu et al., arXiv:2203.03466, appendix D.1): how the size of a model's activations
 * depends on its width after a few steps on one batch. Under muP it does not; that is what lets one learning rate
 * serve every width.
 */
import type { Engine } from "../../src/engine/engine.ts";
import { type Batch, emptyBatch } from "../../src/lib/batch.ts";
import { Rng } from "../../src/lib/rng.ts";
import { initialWeights } from "../../src/model/init.ts";
import { DEFAULT_RECIPE, type Recipe } from "../../src/recipe/schema.ts";
import { createMixture } from "../../src/tasks/mixture.ts";
import { cohortSpec } from "../../src/train/prepare.ts";
import { ActivationReader, type Activations } from "./activations.ts";
import { slopeOf } from "./slope.ts";

export interface CoordinateOptions {
  readonly widths: readonly number[];
  readonly seeds: readonly number[];
  readonly parametrisation: Recipe["parametrisation"];
  /** Sequences of the one batch. */
  readonly batch: number;
  readonly steps: number;
  readonly learningRate: number;
}

/** Mean |x| of a tensor, and mean |x − x₀| with x₀ from before the first step. */
interface Size {
  readonly value: number;
  readonly change: number;
}

/** `[step][width]`, means over seeds of the logarithm; by the tensor's name. */
interface Curves {
  readonly value: number[][];
  readonly change: number[][];
}

export type Coordinates = ReadonlyMap<string, Curves>;

/** Trains every width on one batch and measures before the first step and after each. */
export async function coordinates(engine: Engine, options: CoordinateOptions): Promise<Coordinates> {
  const { widths, seeds, parametrisation, batch: B } = options;
  const heads = 4; // the same at every width, so that the head's size grows with it
  const recipe: Recipe = { ...DEFAULT_RECIPE, widths, seeds, parametrisation, batch: B, heads };
  const mixture = createMixture(recipe, null);
  const batch = emptyBatch(B, mixture.context);
  mixture.fill(Rng.fromSeed(0).fork("data"), batch);
  const all = new Map<string, Curves>();
  for (const width of widths) {
    const spec = cohortSpec(recipe, mixture, width);
    const sizes = await sizesAt(engine, spec, batch, options);
    for (const [name, bySeed] of sizes) addWidth(all, name, bySeed);
  }
  return all;
}

type Spec = ReturnType<typeof cohortSpec>;

/** `[seed][step]` by the tensor's name. */
type Sizes = Map<string, Size[][]>;

async function sizesAt(
  engine: Engine,
  spec: Spec,
  batch: Batch,
  { seeds, steps, learningRate }: CoordinateOptions,
): Promise<Sizes> {
  const reader = await ActivationReader.build(spec.model, batch.inputs);
  const initial = seeds.map((seed) => initialWeights(spec.model, Rng.fromSeed(seed).fork("init")));
  const before = initial.map((weights) => reader.read(weights));
  const cohort = await engine.build(spec, initial);
  const sizes: Sizes = new Map();
  for (let step = 0; step <= steps; step++) {
    if (step > 0) await cohort.submit([{ step, learningRate, batches: seeds.map(() => batch) }]);
    await cohort.drain();
    for (const seed of seeds.keys()) {
      const now = reader.read(await cohort.readWeights(seed));
      addStep(sizes, seed, now, before[seed] as Activations);
    }
  }
  cohort.dispose();
  return sizes;
}

function addStep(sizes: Sizes, seed: number, now: Activations, before: Activations): void {
  for (const [name, tensor] of now) {
    const first = before.get(name) as Float32Array;
    const bySeed = sizes.get(name) ?? [];
    sizes.set(name, bySeed);
    bySeed[seed] ??= [];
    bySeed[seed].push({
      value: meanSize(tensor, () => 0),
      change: meanSize(tensor, (i) => first[i] as number),
    });
  }
}

function meanSize(tensor: Float32Array, from: (i: number) => number): number {
  let sum = 0;
  for (const [i, x] of tensor.entries()) sum += Math.abs(x - from(i));
  return sum / tensor.length;
}

/** Appends one width's means over seeds of the logarithms. */
function addWidth(all: Map<string, Curves>, name: string, bySeed: readonly Size[][]): void {
  const curves = all.get(name) ?? { value: [], change: [] };
  all.set(name, curves);
  for (const measure of ["value", "change"] as const) {
    for (const step of (bySeed[0] ?? []).keys()) {
      const logs = bySeed.map((sizes) => Math.log(sizes[step]?.[measure] ?? Number.NaN));
      curves[measure][step] ??= [];
      curves[measure][step]?.push(logs.reduce((sum, log) => sum + log, 0) / logs.length);
    }
  }
}

/** The slope of log mean |x| against log width after each step from the first on; `[step − 1]`. */
export const slopesOf = (curves: Curves, measure: keyof Curves, widths: readonly number[]): number[] =>
  curves[measure].slice(1).map((logs) => slopeOf(widths.map(Math.log), logs));

/** The entry furthest from 0, with its sign; NaN where one of them is. */
export const furthest = (slopes: readonly number[]): number =>
  slopes.some(Number.isNaN)
    ? Number.NaN
    : slopes.reduce((worst, slope) => (Math.abs(slope) > Math.abs(worst) ? slope : worst), 0);
