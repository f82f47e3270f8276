import type { ExportSource } from "../src/export/source.ts";
import { runId } from "../src/metrics/run.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import type { CohortSummary, SweepSummary, TaskSummary } from "../src/protocol.ts";
import { DEFAULT_RECIPE, type RecipeOverride, type Variant } from "../src/recipe/schema.ts";
import { cohortsOf } from "../src/recipe/variants.ts";
import type { RecordedHead } from "../src/recorded/format.ts";

/** When the sweeps of these tests began, Unix milliseconds. */
export const BEGAN = Date.UTC(2026, 0, 2, 3, 4, 5);

export const aTask = (name: string): TaskSummary => ({
  name,
  title: name,
  about: "a task of a test",
  chance: 0.1,
  chanceWhy: "one of ten",
  heldOut: true,
  answerLength: 8,
  scored: "answer",
});

const aCohort = (width: number, seeds: readonly number[]): CohortSummary => ({
  width,
  heads: 1,
  seeds,
  parameters: 100 * width,
  nonEmbedding: 80 * width,
  flopsPerToken: 7 * width,
  tokensPerStep: 1024,
});

/** A sweep's summary without a trainer. */
export function aSummary(override: RecipeOverride = {}): SweepSummary {
  const recipe = { ...DEFAULT_RECIPE, widths: [2, 4], seeds: [0, 1], ...override };
  return {
    recipe,
    tasks: recipe.tasks.map((task) => aTask(task.name)),
    vocabulary: ["a", "b", ">"],
    context: 16,
    cohorts: recipe.widths.map((width) => aCohort(width, recipe.seeds)),
    data: null,
    engine: {
      engine: "tfjs",
      backend: "cpu",
      device: "JavaScript",
      reason: "because this is a test",
      details: { zebra: "1", ant: "2" },
    },
    workers: [recipe.widths.flatMap((width) => recipe.seeds.map((seed) => `w${width}-s${seed}`))],
  };
}

/** The summary of a sweep with variants, trained by one worker. */
export function aVariedSummary(variants: readonly Variant[], override: RecipeOverride = {}): SweepSummary {
  const summary = aSummary({ variants, ...override });
  const { recipe } = summary;
  const cohorts = cohortsOf(recipe).map((key) => ({ ...aCohort(key.width, recipe.seeds), ...key }));
  const ids = cohorts.flatMap(({ width, variant }) =>
    recipe.seeds.map((seed) => runId(width, seed, variant)),
  );
  return { ...summary, cohorts, workers: [ids] };
}

/** One row of the train table. */
export const trainRow = (step: number, loss: number, rest: readonly number[] = [1, 0.01]): number[] => [
  step,
  step / 10,
  1.7e9 + step,
  loss,
  ...rest,
];

/** One row of the eval table; `rest` holds three measures a task. */
export const evalRow = (step: number, loss: number, rest: readonly number[]): number[] => [
  step,
  step / 10,
  1.7e9 + step + 0.5,
  loss,
  ...rest,
];

/** Adds rows to a run of a sweep, as a worker does. */
export function feed(sweep: SweepLog, run: string, table: "train" | "eval", rows: readonly number[][]): void {
  applyEvent(sweep, { type: "rows", run, table, rows: Float64Array.from(rows.flat()) });
}

/** What trains in these tests. */
export const HERE = { app: { version: "0", commit: "" }, runtime: "a test", hardware: "2 cores" };

/** A sweep of widths 2 and 4 and seeds 0 and 1 in which only `w2-s0` has logged: steps 1 to 3, evaluated at 0 and 2. */
export function aSweep(override: RecipeOverride = {}): SweepLog & ExportSource {
  const sweep = createSweepLog(aSummary(override), BEGAN);
  feed(sweep, "w2-s0", "train", [trainRow(1, 2.5), trainRow(2, 0.1 + 0.2), trainRow(3, 1e-7)]);
  const measures = sweep.summary.tasks.flatMap(() => [0.5, 0.75, -1.25]);
  feed(sweep, "w2-s0", "eval", [evalRow(0, 2.6, measures), evalRow(2, 0.4, measures)]);
  return sweep;
}

/** What a file says of a sweep of these tests. */
export const headOf = (sweep: SweepLog): RecordedHead => ({
  name: "a-test",
  title: "A test",
  command: "npm run train -- --preset quick",
  hardware: "no machine at all",
  runtime: "Node 20",
  app: { version: "1.2.3", commit: "abc" },
  startedAt: sweep.startedAt,
  endedAt: sweep.endedAt ?? 0,
  engine: sweep.summary.engine,
  finding: "",
  recipe: sweep.summary.recipe,
});
