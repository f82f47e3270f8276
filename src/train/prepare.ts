import { ngramBits } from "../analysis/ngrams.ts";
import type { CohortSpec, EngineInfo, OptimiserSpec } from "../engine/engine.ts";
import { runId } from "../metrics/run.ts";
import { flopsPerToken, nonEmbeddingCount, parameterCount, stepBytes } from "../model/count.ts";
import { modelShape as shapeOfWidth } from "../model/shape.ts";
import { type ModelShape, modelSpec } from "../model/spec.ts";
import type { CohortSummary, DataSummary, SweepSummary, TaskSummary, TextBaselines } from "../protocol.ts";
import type { Problem, Recipe } from "../recipe/schema.ts";
import { OWN_DATA, usesData, validateRecipe } from "../recipe/validate.ts";
import { type CohortKey, cohortsOf, variantRecipe } from "../recipe/variants.ts";
import { type Mixture, mixtureProblems, taskSummaries } from "../tasks/mixture.ts";
import { TASK_NAMES } from "../tasks/registry.ts";
import type { Task } from "../tasks/task.ts";
import type { Part } from "./place.ts";

/** Adam's epsilon (CONTRIBUTING, the model). */
const EPSILON = 1e-8;

/** More than this, and a tab is likely to be killed. */
const MOST_BYTES = 2 * 2 ** 30;

/** Characters of a text that baselines are counted on: more would change them little and take seconds. */
const MOST_COUNTED = 4_000_000;

/** Everything wrong with a recipe on this data, at once; empty where it can be trained. */
export function sweepProblems(recipe: Recipe, own: Task | null): Problem[] {
  const names = own ? [...TASK_NAMES, OWN_DATA] : TASK_NAMES;
  const problems = validateRecipe(recipe, names);
  return problems.length > 0 ? problems : mixtureProblems(recipe, own);
}

/** Bytes that a worker keeps of each byte of the user's file: two a character. */
const KEPT_OF_DATA = 2;

/** What is to be trained. */
export interface Work {
  readonly recipe: Recipe;
  readonly mixture: Mixture;
  /** Bytes of the user's file; 0 where the recipe does not use it. */
  readonly dataBytes: number;
}

/**
 * Recipes that are right in themselves but would not fit into memory, all workers together: weights and moments
 * of every run, which live as long as the sweep, for each worker one step of its widest model, and for each but
 * the first a copy of the user's file.
 *
 * @param shares the cohorts of each worker
 * @returns what is wrong, with the estimate and a remedy; null where nothing is
 */
export function memoryProblem(
  { recipe, mixture, dataBytes }: Work,
  shares: readonly (readonly CohortKey[])[],
): string | null {
  const shapeOf = ({ width, variant }: CohortKey) =>
    modelShape(variantRecipe(recipe, variant), mixture, width);
  const cohorts = cohortsOf(recipe);
  const parameters = cohorts.reduce((sum, cohort) => sum + parameterCount(shapeOf(cohort)), 0);
  const kept = 12 * recipe.seeds.length * parameters;
  const steps = shares.reduce((sum, parts) => {
    return sum + Math.max(0, ...parts.map((cohort) => stepBytes(shapeOf(cohort), recipe.batch)));
  }, 0);
  const needed = kept + steps + (shares.length - 1) * KEPT_OF_DATA * dataBytes;
  if (needed <= MOST_BYTES) return null;
  const gigabytes = (n: number) => `${(n / 2 ** 30).toFixed(1)} GiB`;
  const runs = cohorts.length * recipe.seeds.length;
  const fewer = recipe.variants.length > 0 ? "seeds, variants or" : "seeds or";
  return `batch: expected a sweep that needs at most ${gigabytes(MOST_BYTES)}; got about ${gigabytes(needed)} (weights and moments of ${runs} runs ${gigabytes(kept)}, one step at width ${Math.max(...recipe.widths)} ${gigabytes(steps)}); lower batch, context, layers, ${fewer} the widest width`;
}

/** The model of one width. */
export const modelShape = (recipe: Recipe, { vocabulary, context }: Mixture, width: number): ModelShape =>
  shapeOfWidth(recipe, { vocabulary: vocabulary.length, context }, width);

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

/**
 * What the sweep will be, for the page and the files.
 *
 * @param counts whether texts' baselines are counted, which takes seconds: only the first worker's are read
 */
export function summarise(
  recipe: Recipe,
  mixture: Mixture,
  data: DataSummary | null,
  { details, ...engine }: EngineInfo,
  shares: readonly (readonly Part[])[],
  counts = true,
): SweepSummary {
  const tasks = taskSummaries(mixture);
  return {
    recipe,
    tasks: counts ? tasks.map((task, index) => withBaselines(task, index, mixture)) : tasks,
    vocabulary: mixture.vocabulary,
    context: mixture.context,
    cohorts: cohortsOf(recipe).map((cohort) => cohortSummary(recipe, mixture, cohort)),
    data: usesData(recipe) ? data : null,
    engine: { ...engine, details: { ...details, workers: String(shares.length) } },
    workers: shares.map((parts) =>
      parts.flatMap(({ width, variant, seeds }) => seeds.map((seed) => runId(width, seed, variant))),
    ),
  };
}

/** A text's summary with what its loss can be held against; other tasks' as they are. */
function withBaselines(task: TaskSummary, index: number, mixture: Mixture): TaskSummary {
  const text = mixture.trainText(index, MOST_COUNTED);
  if (!text) return task;
  const { batch, promptStart } = mixture.heldOut(index);
  const V = (mixture.tasks[index] as Task).symbols.length;
  const baselines: TextBaselines = ngramBits(text, V, batch, promptStart);
  return { ...task, baselines };
}

function cohortSummary(recipe: Recipe, mixture: Mixture, cohort: CohortKey): CohortSummary {
  const shape = modelShape(variantRecipe(recipe, cohort.variant), mixture, cohort.width);
  return {
    ...cohort,
    heads: shape.nHeads,
    seeds: recipe.seeds,
    parameters: modelSpec(shape).size,
    nonEmbedding: nonEmbeddingCount(shape),
    flopsPerToken: flopsPerToken(shape),
    tokensPerStep: recipe.batch * shape.context,
  };
}
