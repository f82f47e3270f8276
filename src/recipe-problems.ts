import type { Problem, Recipe } from "./recipe/schema.ts";
import { OWN_DATA, validateRecipe } from "./recipe/validate.ts";
import { mixtureProblems } from "./tasks/mixture.ts";
import { TASK_NAMES } from "./tasks/registry.ts";

/** Everything the page can know to be wrong with a recipe before the worker has seen it. */
export function recipeProblems(recipe: Recipe, hasData: boolean): Problem[] {
  const problems = validateRecipe(recipe, hasData ? [...TASK_NAMES, OWN_DATA] : TASK_NAMES);
  if (problems.length > 0) return problems;
  const suite = recipe.tasks.filter((task) => task.name !== OWN_DATA); // only the worker knows the file
  return mixtureProblems({ ...recipe, tasks: suite }, null);
}
