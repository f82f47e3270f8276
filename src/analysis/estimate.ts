import type { Recipe } from "../recipe/schema.ts";
import { headsOf } from "../recipe/validate.ts";
import { type CohortKey, cohortsOf, variantRecipe } from "../recipe/variants.ts";
import { FITTED, forwardCost, type Speed, type StepSize, secondsOf, stepCost } from "./cost.ts";

/** What of a recipe's tasks decides how long it trains. */
export interface Examples {
  readonly vocabulary: number;
  readonly context: number;
  /** Tasks and probes that are scored, their held-out examples, and tokens of the longest answer. */
  readonly scored: number;
  readonly heldOut: number;
  readonly answer: number;
}

/** Prompts of each task that are answered token by token after an evaluation, and how many tokens at most. */
const SAMPLES = 3;
const LONGEST_SAMPLE = 24;

/** A sweep takes so many times its steps and evaluations: news, records, compilers (1.05 to 1.25 measured). */
const BESIDE = 1.1;

/** The size of a step of one cohort, with so many runs together. */
export function stepSizeOf(
  recipe: Recipe,
  examples: Pick<Examples, "vocabulary" | "context">,
  { width, variant }: CohortKey,
  replicas: number,
): StepSize {
  const { layers, batch } = variantRecipe(recipe, variant);
  const { vocabulary, context } = examples;
  return { layers, width, heads: headsOf(recipe, width), vocabulary, context, batch, replicas };
}

/** What a step of one run costs beside those of other cohorts: seconds at the speed that the model was fitted at. */
export const stepWeight = (
  recipe: Recipe,
  examples: Pick<Examples, "vocabulary" | "context">,
  cohort: CohortKey,
): number => secondsOf(stepCost(stepSizeOf(recipe, examples, cohort, 1)), FITTED);

/**
 * Seconds that one run spends on evaluations for each second of training: forward passes over held-out examples,
 * and over what the first seed answers.
 */
function evaluationShare(recipe: Recipe, examples: Examples, cohort: CohortKey, speed: Speed): number {
  const size = stepSizeOf(recipe, examples, cohort, 1);
  const trained = secondsOf(stepCost(size, speed.engine), speed);
  const rows = examples.heldOut + sampleRows(examples) / recipe.seeds.length;
  const forward = secondsOf(forwardCost(size, speed.engine), speed) / recipe.batch;
  return (rows * forward) / (trained * Math.min(recipe.evalEvery, recipe.steps));
}

/** Each token of an answer is a forward pass over all prompts. */
const sampleRows = ({ scored, answer }: Examples): number =>
  SAMPLES * scored * Math.min(LONGEST_SAMPLE, answer);

/**
 * Seconds that a sweep will take on a machine of this speed: its steps and evaluations, shared among workers as
 * evenly as runs can be. A GPU is one worker, however many ask it.
 */
export function sweepSeconds(recipe: Recipe, examples: Examples, speed: Speed, workers: number): number {
  const isGpu = speed.engine === "webgpu";
  const together = isGpu ? recipe.seeds.length : 1;
  const parts = cohortsOf(recipe).map((cohort) => {
    const size = stepSizeOf(recipe, examples, cohort, together);
    const training = recipe.steps * secondsOf(stepCost(size, speed.engine), speed);
    return BESIDE * training * (1 + evaluationShare(recipe, examples, cohort, speed));
  });
  const all = parts.reduce((sum, part) => sum + part, 0);
  if (isGpu) return all;
  const runs = parts.length * recipe.seeds.length;
  const each = (all * recipe.seeds.length) / Math.min(workers, runs);
  return Math.max(each, ...parts);
}
