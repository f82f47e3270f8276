import type { CohortSpec, EngineInfo, OptimiserSpec } from "../engine/engine.ts";
import { flopsPerToken, nonEmbeddingCount, parameterCount, stepBytes } from "../model/count.ts";
import { type ModelShape, modelSpec } from "../model/spec.ts";
import type { CohortSummary, DataSummary, SweepSummary } from "../protocol.ts";
import type { Problem, Recipe } from "../recipe/schema.ts";
import { headsOf, OWN_DATA, validateRecipe } from "../recipe/validate.ts";
import { type Mixture, mixtureProblems, taskSummaries } from "../tasks/mixture.ts";
import { TASK_NAMES } from "../tasks/registry.ts";
import type { Task } from "../tasks/task.ts";

/** Adam's epsilon (CONTRIBUTING, the model). */
const EPSILON = 1e-8;

/** More than this, and a tab is likely to be killed. */
const MOST_BYTES = 2 * 2 ** 30;

/** Everything wrong with a recipe on this data, at once; empty where it can be trained. */
export function sweepProblems(recipe: Recipe, own: Task | null): Problem[] {
  const names = own ? [...TASK_NAMES, OWN_DATA] : TASK_NAMES;
  const problems = validateRecipe(recipe, names);
  return problems.length > 0 ? problems : mixtureProblems(recipe, own);
}

/**
 * Recipes that are right in themselves but would not fit into memory: weights and moments of every run, which
 * live as long as the sweep, and one step of the widest model.
 */
export function memoryProblems(recipe: Recipe, mixture: Mixture): Problem[] {
  const shapes = recipe.widths.map((width) => modelShape(recipe, mixture, width));
  const kept = shapes.reduce((sum, shape) => sum + 12 * recipe.seeds.length * parameterCount(shape), 0);
  const step = Math.max(...shapes.map((shape) => stepBytes(shape, recipe.batch)));
  if (kept + step <= MOST_BYTES) return [];
  const gigabytes = (n: number) => `${(n / 2 ** 30).toFixed(1)} GiB`;
  const runs = shapes.length * recipe.seeds.length;
  const message = `batch: expected a sweep that needs at most ${gigabytes(MOST_BYTES)}; got about ${gigabytes(kept + step)} (weights and moments of ${runs} runs ${gigabytes(kept)}, one step at width ${Math.max(...recipe.widths)} ${gigabytes(step)}); lower batch, context, layers, seeds or the widest width`;
  return [{ key: "batch", message }];
}

/** The model of one width. */
export function modelShape(recipe: Recipe, mixture: Mixture, width: number): ModelShape {
  return {
    vocabulary: mixture.vocabulary.length,
    context: mixture.context,
    dModel: width,
    nHeads: headsOf(recipe, width),
    nLayers: recipe.layers,
    parametrisation: recipe.parametrisation,
    baseWidth: recipe.baseWidth,
  };
}

/** The cohort of one width: all seeds of it. */
export function cohortSpec(recipe: Recipe, mixture: Mixture, width: number): CohortSpec {
  const optimiser: OptimiserSpec = {
    beta1: recipe.beta1,
    beta2: recipe.beta2,
    epsilon: EPSILON,
    weightDecay: recipe.weightDecay,
    clip: recipe.clip,
  };
  return {
    model: modelSpec(modelShape(recipe, mixture, width)),
    replicas: recipe.seeds.length,
    batch: recipe.batch,
    optimiser,
  };
}

/** What the sweep will be, for the page and the files. */
export function summarise(
  recipe: Recipe,
  mixture: Mixture,
  data: DataSummary | null,
  engine: EngineInfo,
): SweepSummary {
  return {
    recipe,
    tasks: taskSummaries(mixture),
    vocabulary: mixture.vocabulary,
    context: mixture.context,
    cohorts: recipe.widths.map((width) => cohortSummary(recipe, mixture, width)),
    data: recipe.tasks.some((task) => task.name === OWN_DATA) ? data : null,
    engine,
  };
}

function cohortSummary(recipe: Recipe, mixture: Mixture, width: number): CohortSummary {
  const shape = modelShape(recipe, mixture, width);
  return {
    width,
    heads: shape.nHeads,
    seeds: recipe.seeds,
    parameters: modelSpec(shape).size,
    nonEmbedding: nonEmbeddingCount(shape),
    flopsPerToken: flopsPerToken(shape),
    tokensPerStep: recipe.batch * shape.context,
  };
}
