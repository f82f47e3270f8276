/** What a training batch costs beside the step that it feeds. */
import { performance } from "node:perf_hooks";
import { emptyBatch } from "../../src/lib/batch.ts";
import { Rng } from "../../src/lib/rng.ts";
import { PRESETS, recipeOf } from "../../src/recipe/presets.ts";
import type { Recipe } from "../../src/recipe/schema.ts";
import { createMixture } from "../../src/tasks/mixture.ts";
import type { Benchmark } from "./main.ts";

const ROUNDS = 200;

export const batch: Benchmark = {
  about: "milliseconds to fill one training batch of each preset",
  async run(flags) {
    const rows = PRESETS.map((preset) => {
      const recipe = recipeOf(preset);
      return { preset: preset.name, rows: recipe.batch, milliseconds: medianFill(recipe) };
    });
    const text = rows
      .map((r) => `${r.preset}: ${r.milliseconds.toFixed(3)} ms for ${r.rows} rows\n`)
      .join("");
    process.stdout.write(flags.includes("--json") ? `${JSON.stringify(rows)}\n` : text);
  },
};

/** Median milliseconds of one `Mixture.fill`. */
export function medianFill(recipe: Recipe): number {
  const mixture = createMixture(recipe, null);
  const rows = emptyBatch(recipe.batch, mixture.context);
  const stream = Rng.fromSeed(0).fork("data");
  const times = Array.from({ length: ROUNDS }, (_, step) => {
    const start = performance.now();
    mixture.fill(stream.fork(step), rows);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
}
