import { cohortBytes, flopsPerToken, parameterCount } from "../../model/count.ts";
import { modelShape } from "../../model/shape.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { type CohortKey, cohortsOf, variantRecipe } from "../../recipe/variants.ts";
import type { Machine } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { mixtureSize } from "../../tasks/size.ts";
import { bytes, flops, short } from "../format.ts";
import { timeWords } from "./estimate.ts";

/** What a sweep of a recipe is, before it is trained. */
export interface SweepCost {
  /** Of one model of each width, in the ladder's order; of the largest variant. */
  readonly parameters: readonly number[];
  /** Parameters of all runs. */
  readonly all: number;
  /** FLOPs of all steps of all runs. */
  readonly flops: number;
  /** About how much memory its models take at once. */
  readonly bytes: number;
}

/** Null where the size of the examples is only known when their file has been read. */
export function sweepCost(recipe: Recipe, onGpu: boolean): SweepCost | null {
  const size = mixtureSize(recipe);
  if (!size) return null;
  const runs = recipe.seeds.length;
  const shapeOf = ({ width, variant }: CohortKey) => modelShape(variantRecipe(recipe, variant), size, width);
  const cohorts = cohortsOf(recipe).map((cohort) => ({ ...cohort, shape: shapeOf(cohort) }));
  const sum = (of: (cohort: (typeof cohorts)[number]) => number) =>
    cohorts.reduce((total, cohort) => total + of(cohort), 0);
  const tokens = recipe.steps * recipe.batch * size.context;
  return {
    parameters: recipe.widths.map((width) =>
      Math.max(...cohorts.filter((one) => one.width === width).map(({ shape }) => parameterCount(shape))),
    ),
    all: runs * sum(({ shape }) => parameterCount(shape)),
    flops: runs * tokens * sum(({ shape }) => flopsPerToken(shape)),
    bytes: sum(({ shape }) => cohortBytes(shape, recipe.batch, runs, onGpu)),
  };
}

/** `7.4 k parameters at width 16, 48 k in all · 2.6 TFLOPs · about 8.6 MB · about 50 s on this machine`. */
export function costWords(recipe: Recipe, machine: Machine): string {
  const cost = sweepCost(recipe, isOnGpu(recipe, machine));
  const time = timeWords(recipe, machine);
  const widest = recipe.widths.at(-1);
  if (!cost || widest === undefined) return time;
  const parameters = short(cost.parameters.at(-1) ?? 0);
  const words = strings().play.cost(
    parameters,
    widest,
    short(cost.all),
    flops(cost.flops),
    bytes(cost.bytes),
  );
  return `${words} · ${time}`;
}

const isOnGpu = ({ engine }: Recipe, { speed }: Machine): boolean =>
  engine === "webgpu" || (engine === "auto" && speed?.engine === "webgpu");
