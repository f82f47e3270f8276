import type { CohortSpec } from "../engine/engine.ts";
import { type Plan, planForward, planTraining } from "../engine/plan/plan.ts";
import { printPlan } from "../engine/plan/print.ts";
import { modelSpec } from "../model/spec.ts";
import type { Recipe } from "../recipe/schema.ts";
import { headsOf, readRecipe, validateRecipe } from "../recipe/validate.ts";
import { cohortsOf, variantRecipe } from "../recipe/variants.ts";
import { createMixture, mixtureProblems } from "../tasks/mixture.ts";
import { TASK_NAMES } from "../tasks/registry.ts";
import { type Flags, readFlags } from "./flags.ts";
import type { TextSink } from "./io.ts";
import { oneLine } from "./words.ts";

const USAGE = `Prints the compiled training step of each width of a recipe, and the forward pass that scores it:
operations, sizes, FLOPs, bytes and memory. Trains nothing and writes no file.

  npm run -s plan -- --widths 64 --seeds 0,1,2 [other recipe flags, as in npm run train -- --help]

  --json   the plans as JSON, one a line
`;

const WRONG_INPUT = 2;
const EPSILON = 1e-8;

/**
 * Prints the plans of a recipe's widths.
 *
 * @returns the exit code: 0 printed; 2 wrong input
 */
export function runPlan(argv: readonly string[], stdout: TextSink, stderr: TextSink): number {
  const flags = readFlags(argv);
  const { recipe, problems } = readRecipe(flags.pairs);
  const messages = [...flags.problems, ...problems].map((problem) => problem.message);
  if (messages.length === 0 && flags.help) {
    stdout.write(USAGE);
    return 0;
  }
  const wrong = messages.length > 0 ? messages : wrongWith(recipe, flags);
  if (wrong.length > 0) {
    stderr.write(`${oneLine(`Wrong input: ${wrong.join("; ")}`)}\n`);
    return WRONG_INPUT;
  }
  for (const plan of plansOf(recipe)) {
    stdout.write(flags.json ? `${JSON.stringify(plan)}\n` : `${printPlan(plan)}\n`);
  }
  return 0;
}

function wrongWith(recipe: Recipe, flags: Flags): string[] {
  if (flags.data !== null) return ["data: a plan is made of the recipe's tasks alone; leave --data out"];
  const invalid = validateRecipe(recipe, TASK_NAMES);
  return (invalid.length > 0 ? invalid : mixtureProblems(recipe, null)).map((problem) => problem.message);
}

/** The training step and the forward pass of each width, and of each shape that variants give it; the forward pass scores all held-out examples of a task. */
function* plansOf(recipe: Recipe): Generator<Plan> {
  const { vocabulary, context } = createMixture(recipe, null);
  const told = new Set<string>();
  for (const { width, variant } of cohortsOf(recipe)) {
    const own = variantRecipe(recipe, variant);
    const shape = [width, own.layers, own.parametrisation].join(" ");
    if (told.has(shape)) continue; // a learning rate is no part of a plan
    told.add(shape);
    const cohort = cohortOf(own, width, vocabulary.length, context);
    yield planTraining(cohort);
    yield planForward({ ...cohort, context, batch: recipe.evalSize });
  }
}

function cohortOf(recipe: Recipe, width: number, vocabulary: number, context: number): CohortSpec {
  const { parametrisation, baseWidth, layers, seeds, batch, beta1, beta2, weightDecay, clip } = recipe;
  const shape = {
    vocabulary,
    context,
    dModel: width,
    nHeads: headsOf(recipe, width),
    nLayers: layers,
    parametrisation,
    baseWidth,
  };
  const optimiser = { beta1, beta2, epsilon: EPSILON, weightDecay, clip };
  return { model: modelSpec(shape), replicas: seeds.length, batch, optimiser };
}
