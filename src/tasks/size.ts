import type { Recipe } from "../recipe/schema.ts";
import { contextOf, tasksOf, withProbes } from "./mixture.ts";
import type { Task } from "./task.ts";
import { buildVocabulary } from "./vocabulary.ts";

/** What of a mixture decides how long it trains. */
export interface MixtureSize {
  readonly vocabulary: number;
  readonly context: number;
  /** Tasks and probes that are scored. */
  readonly scored: number;
  /** Held-out examples of all of them. */
  readonly heldOut: number;
  /** Tokens of the longest answer. */
  readonly answer: number;
}

/** Measures a mixture without drawing an example; null where one of its tasks is not known. */
export function mixtureSize(recipe: Pick<Recipe, "tasks" | "context" | "evalSize">): MixtureSize | null {
  const trained = tasksOf(recipe, null);
  if (trained.length === 0 || trained.length < recipe.tasks.length) return null;
  const scored = trained.flatMap(withProbes);
  const countOf = (task: Task) => Math.min(recipe.evalSize, task.heldOutCount ?? recipe.evalSize);
  return {
    vocabulary: buildVocabulary(trained).tokens.length,
    context: contextOf(recipe, trained),
    scored: scored.length,
    heldOut: scored.reduce((sum, task) => sum + countOf(task), 0),
    answer: Math.max(...scored.map((task) => task.answerLength)),
  };
}
