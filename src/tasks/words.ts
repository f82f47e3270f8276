import { namedError, show } from "../lib/errors.ts";
import type { Recipe } from "../recipe/schema.ts";
import { createMixture } from "./mixture.ts";
import { probeOf, taskOf } from "./registry.ts";

/**
 * What a log does not say of its tasks.
 *
 * @throws RecordingError where this version has no such task
 */
export function wordsOf(name: string): { readonly about: string; readonly chanceWhy: string } {
  const known = taskOf(name) ?? probeOf(name);
  if (known) return { about: known.about, chanceWhy: known.chanceWhy };
  throw namedError(
    "RecordingError",
    `tasks: there is no task ${show(name)}; read the log with the version that made it`,
  );
}

/** The symbols of a recipe's tasks. */
export const vocabularyOf = (recipe: Recipe): readonly string[] => createMixture(recipe, null).vocabulary;
