import { show } from "../lib/errors.ts";
import type { Problem, Recipe } from "../recipe/schema.ts";
import { OWN_DATA, readRecipe, usesData, validateRecipe } from "../recipe/validate.ts";
import { cohortsOf } from "../recipe/variants.ts";
import { TASK_NAMES, taskOf } from "../tasks/registry.ts";
import { dataFileProblem } from "./data-file.ts";
import type { Flags } from "./flags.ts";
import { DEFAULT_OUT, folderProblem, spaceProblem } from "./out.ts";

/** As many workers as may be asked for. */
export const MAX_WORKERS = 64;

/** What the command line asks for, checked as far as that goes without starting anything. */
export interface Request {
  readonly recipe: Recipe;
  /** The path of the user's file. */
  readonly data: string | null;
  readonly out: string;
  /** How many workers share the runs; null where that is not said. */
  readonly workers: number | null;
  readonly json: boolean;
  /** Everything that is wrong; the rest may be used only where this is empty. */
  readonly problems: readonly Problem[];
  /** Worth saying, but no reason to stop. */
  readonly notes: readonly string[];
}

/** Checks flags, recipe, file and folder; nothing is created. */
export async function readRequest(flags: Flags): Promise<Request> {
  const reading = readRecipe(flags.pairs);
  const recipe = withData(reading.recipe, flags);
  const out = flags.out ?? DEFAULT_OUT;
  const problems = [
    ...flags.problems,
    ...reading.problems,
    ...recipeProblems(recipe, flags, reading.problems),
  ];
  const workers = workersOf(flags);
  if (typeof workers !== "number" && workers !== null) problems.push(workers);
  const dataProblem = flags.data === null ? null : await dataFileProblem(flags.data);
  if (dataProblem) problems.push({ key: "data", message: dataProblem });
  const outProblem = (await folderProblem(out)) ?? (await spaceProblem(out, pointsOf(recipe)));
  if (outProblem) problems.push({ key: "out", message: outProblem });
  const asked = typeof workers === "number" ? workers : null;
  const { data, json } = flags;
  return { recipe, data, out, workers: asked, json, problems, notes: notesOn(recipe, flags) };
}

/** The number after `--workers`, or what is wrong with it. */
function workersOf({ workers }: Flags): number | null | Problem {
  if (workers === null) return null;
  const count = /^\d+$/.test(workers) ? Number(workers) : Number.NaN;
  if (count >= 1 && count <= MAX_WORKERS) return count;
  const message = `workers: expected a whole number from 1 to ${MAX_WORKERS}; got ${show(workers)}`;
  return { key: "workers", message };
}

/** The points that a recipe's logs will hold: three a step; at an evaluation one, and three a task or probe. */
function pointsOf(recipe: Recipe): number {
  const { seeds, steps, evalEvery, tasks } = recipe;
  const evaluations = 1 + Math.ceil(steps / evalEvery);
  const scored = tasks.reduce((sum, { name }) => sum + 1 + (taskOf(name)?.probes?.length ?? 0), 0);
  return cohortsOf(recipe).length * seeds.length * (3 * steps + evaluations * (1 + 3 * scored));
}

/** With a file of the user's, the recipe trains on that alone, unless tasks are named. */
function withData(recipe: Recipe, flags: Flags): Recipe {
  if (flags.data === null || hasFlag(flags, "tasks")) return recipe;
  return { ...recipe, tasks: [{ name: OWN_DATA, weight: 1 }] };
}

const hasFlag = (flags: Flags, key: string): boolean => flags.pairs.some(([given]) => given === key);

/** Where widths could not be read, heads would be held against widths that nobody asked for. */
function recipeProblems(recipe: Recipe, flags: Flags, before: readonly Problem[]): Problem[] {
  const names = flags.data === null ? TASK_NAMES : [...TASK_NAMES, OWN_DATA];
  const unreadWidths = before.some((problem) => problem.key === "widths" || problem.key === "preset");
  const problems = validateRecipe(recipe, names).map((problem) => ({
    key: problem.key,
    message: problem.message.replace("none is open; choose the file again", "none is given; add --data FILE"),
  }));
  return problems.filter((problem) => !(unreadWidths && problem.key === "heads"));
}

function notesOn(recipe: Recipe, flags: Flags): string[] {
  if (flags.data === null || usesData(recipe)) return [];
  return [`The file is not trained on: --tasks does not name ${OWN_DATA}.`];
}
