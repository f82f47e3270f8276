import { afterEach, expect, suite, test } from "vitest";
import { progressLine, shareDone } from "../src/cli/progress.ts";
import { jsonSummary, textSummary } from "../src/cli/summary.ts";
import { csvChunks } from "../src/export/csv.ts";
import { runManifest } from "../src/export/run-json.ts";
import { ladderLosses } from "../src/metrics/ladder.ts";
import { createSweepLog, type SweepLog, variantSweep } from "../src/metrics/sweep.ts";
import type { Recipe, Variant } from "../src/recipe/schema.ts";
import { cohortsOf, variantName, variantRecipe } from "../src/recipe/variants.ts";
import { createMixture } from "../src/tasks/mixture.ts";
import { place, tokenCost } from "../src/train/place.ts";
import { memoryProblem, modelShape } from "../src/train/prepare.ts";
import { abilityRows } from "../src/ui/view/abilities.ts";
import { progressOf, variantProgress } from "../src/ui/view/progress.ts";
import { statusWords } from "../src/ui/view/status.ts";
import { variantWords } from "../src/ui/view/variants.ts";
import { type Heard, listen, SIX, train, Workers } from "./client/workers.ts";
import { aVariedSummary, evalRow, feed, trainRow } from "./export-source.ts";

let heard: Heard | null = null;
afterEach(() => heard?.client.dispose());

async function trained(recipe: Recipe): Promise<SweepLog> {
  heard = listen(new Workers().spawn, 2);
  return train(heard, recipe);
}

const VARIANTS: readonly Variant[] = [
  { layers: 1 },
  { layers: 2, learningRate: 0.02, parametrisation: "standard" },
];
const VARIED: Recipe = { ...SIX, seeds: [0, 1], variants: VARIANTS };

const points = ({ train, eval: held }: SweepLog["runs"][number]) => [
  ...["step", "loss/train", "grad_norm", "lr"].map((column) => [...train.column(column)]),
  ...held.columns.filter((name) => !/time/.test(name)).map((column) => [...held.column(column)]),
];

suite("a sweep of two variants, trained by two workers", () => {
  test("has the same points, to the bit, as one sweep a variant", async () => {
    const log = await trained(VARIED);
    expect(log.runs.map((run) => run.id)).toEqual(
      ["w2-l1", "w2-l2-lr0.02-sp", "w4-l1", "w4-l2-lr0.02-sp"].flatMap((c) => [`${c}-s0`, `${c}-s1`]),
    );
    expect(log.runs.map((run) => run.status)).toEqual(log.runs.map(() => "done"));
    expect(log.summary.workers.flat().sort()).toEqual(log.runs.map((run) => run.id).sort());
    for (const name of VARIANTS.map(variantName)) {
      const alone = await trained(variantRecipe(VARIED, name));
      const part = variantSweep(log, name);
      expect(part.runs.map(points)).toEqual(alone.runs.map(points));
      expect(part.runs.map((run) => run.parameters)).toEqual(alone.runs.map((run) => run.parameters));
      expect(part.summary.recipe).toEqual(alone.summary.recipe);
    }
    const [one, two] = [log.runs[0]!, log.runs[2]!];
    expect(points(one)).not.toEqual(points(two));
  });

  test("narrow-first finishes a width in all variants before the next width", async () => {
    heard = listen(new Workers().spawn, 1);
    const log = await train(heard, { ...VARIED, seeds: [0], order: "narrow-first" });
    const done = heard.events.flatMap((event) => (event.type === "done" ? [event.run] : []));
    expect(done).toEqual(log.runs.map((run) => run.id));
  });

  test("one that overflows is told with its variant, and the others go on", async () => {
    // Each step multiplies the matrices by 1 − 10·10, which overflows float32 within twenty steps.
    const variants = [{ learningRate: 1e-6 }, { learningRate: 10, parametrisation: "standard" as const }];
    const wild = { weightDecay: 10, warmup: 0, schedule: "constant", steps: 40 } as const;
    const log = await trained({ ...VARIED, ...wild, seeds: [0], widths: [4], variants });
    expect(log.runs.map((run) => [run.id, run.status])).toEqual([
      ["w4-lr0.000001-s0", "done"],
      ["w4-lr10-sp-s0", "diverged"],
    ]);
    const told = heard?.events.flatMap((event) => (event.type === "diverged" ? [event.message] : []));
    expect(told).toEqual([expect.stringMatching(/^Width 4 \(lr 10, standard\), seed 0 diverged at step/)]);
  });
});

/** Widths 2 and 4, two seeds; one layer is not yet there, two layers emerge between 2 and 4. */
function finished(): SweepLog {
  const sweep = createSweepLog(aVariedSummary([{ layers: 1 }, { layers: 2 }]), 0);
  for (const { id, width, variant } of sweep.runs) {
    const score = variant === "l2" && width === 4 ? 1 : 0.1;
    feed(sweep, id, "train", [trainRow(1500, variant === "l1" ? 1 : 0.5)]);
    feed(sweep, id, "eval", [evalRow(1500, variant === "l1" ? 1 : 0.5, [score, score, -1])]);
  }
  return sweep;
}

const ENDING = { stopped: false, failed: null, files: [], problems: [] };
const ENVIRONMENT = { version: "0", commit: "", runtime: "a test", exportedAt: 0 };

suite("what is told of variants", () => {
  test("the summary has a row for each width and variant, and emergence for each variant", () => {
    const lines = textSummary(finished()).trimEnd().split("\n");
    expect(lines[0]).toMatch(/^ *variant +width +parameters/);
    expect(lines.slice(1, 5).map((line) => line.trim().split(/ {2,}/).slice(0, 2).join(" "))).toEqual([
      "1 layer 2",
      "1 layer 4",
      "2 layers 2",
      "2 layers 4",
    ]);
    expect(lines.slice(5)).toEqual([
      "1 layer: Not yet at width 4 (2 seeds, 1,500 steps): sort. (2 seeds, so a preview.)",
      "2 layers: Sort emerged between 2 and 4. (2 seeds, so a preview.)",
    ]);
  });

  test("--json has each variant's widths and emergence, and each run's settings", () => {
    const json = JSON.parse(jsonSummary(finished(), ENDING));
    expect(Object.keys(json)).not.toContain("emergence");
    expect(json.variants.map((one: { variant: string }) => one.variant)).toEqual(["l1", "l2"]);
    expect(json.variants[0]).toMatchObject({
      layers: 1,
      widths: [{ width: 2 }, { width: 4, heldout_loss: 1 }],
      emergence: { sort: { kind: "not-yet", at: 4 } },
    });
    expect(json.variants[1].emergence.sort).toMatchObject({ kind: "between", below: 2, above: 4 });
    expect(json.runs[2]).toMatchObject({ id: "w2-l2-s0", variant: "l2", layers: 2, learning_rate: 0.005 });
  });

  test("run.json has each run's settings, the CSV its id", () => {
    const { runs, recipe, address } = JSON.parse(runManifest(finished(), ENVIRONMENT));
    expect(address).toContain("variants=layers=1,layers=2");
    expect(recipe.variants).toEqual([{ layers: 1 }, { layers: 2 }]);
    expect(runs[1]).toMatchObject({ id: "w2-l1-s1", variant: "l1", layers: 1, parametrisation: "mup" });
    expect(runs.at(-1)).toMatchObject({ id: "w4-l2-s1", non_embedding_parameters: 320 });
    expect([...csvChunks(finished())].join("")).toContain("\nw4-l2-s1,sort,4,1,heldout,ability/sort/exact,");
  });

  test("the terminal shows each width's lowest loss, and the share of all runs", () => {
    expect(progressLine(finished())).toMatch(/lowest loss 2: 0\.500 {2}4: 0\.500$/);
    expect(shareDone(finished())).toBe(1);
  });

  test("losses for a fit, the page's cells and its progress are those of one variant", () => {
    const sweep = finished();
    const two = variantSweep(sweep, "l2");
    expect(ladderLosses(variantSweep(sweep, "l1"), "parameters").seeds).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const rows = abilityRows(two.summary.tasks, [2, 4], two);
    expect(rows[0]!.cells.map((cell) => cell.score.mean)).toEqual([0.1, 1]);
    const progress = progressOf(sweep);
    expect(progress.cohorts).toHaveLength(4);
    expect(variantProgress(progress, "l2").cohorts.map(({ runs }) => runs.map((run) => run.id))).toEqual([
      ["w2-l2-s0", "w2-l2-s1"],
      ["w4-l2-s0", "w4-l2-s1"],
    ]);
    sweep.endedAt = 5;
    expect(two.endedAt).toBe(5);
  });

  test("the page tells all variants side by side, or how many abilities each has", () => {
    const sweep = finished();
    expect(variantWords(sweep)).toBe(
      "1 layer: not yet at width 4 (2 seeds, 1,500 steps) · 2 layers: emerged between 2 and 4",
    );
    const two = createSweepLog(
      aVariedSummary([{ layers: 1 }, { layers: 2 }], { tasks: [...SIX.tasks, { name: "copy", weight: 1 }] }),
      0,
    );
    expect(variantWords(two)).toBe("");
    for (const { id, variant } of two.runs)
      feed(two, id, "eval", [evalRow(9, 1, [variant === "l1" ? 0.1 : 1, 0, -1, 1, 1, 0])]);
    expect(variantWords(two)).toBe("1 layer: 1 of 2 abilities · 2 layers: 2 of 2 abilities");
  });

  test("before training, all runs are counted", () => {
    const machine = { speed: null, workers: 2 };
    const idle = {
      phase: "idle",
      recipe: VARIED,
      machine,
      sweep: null,
      progress: null,
      building: null,
    } as const;
    expect(statusWords(idle)).toBe("Ready: 8 runs of 30 steps");
    const speed = { engine: "wasm", upkeep: 1e-6, products: 1e-9 } as const;
    expect(statusWords({ ...idle, machine: { ...machine, speed } })).toMatch(
      /^Ready: 8 runs of 30 steps · about /,
    );
  });
});

suite("what variants cost", () => {
  const mixture = createMixture(VARIED, null);
  const costOf = ({ width, variant }: { width: number; variant?: string | undefined }) =>
    tokenCost(modelShape(variantRecipe(VARIED, variant), mixture, width));

  test("placement counts each variant's own layers", () => {
    const shares = place(cohortsOf(VARIED), VARIED, costOf, 2);
    const loads = shares.map((parts) =>
      parts.reduce((sum, part) => sum + part.seeds.length * costOf(part), 0),
    );
    expect(costOf({ width: 4, variant: "l2-lr0.02-sp" })).toBeGreaterThan(
      1.6 * costOf({ width: 4, variant: "l1" }),
    );
    expect(loads[0]! / loads[1]!).toBeCloseTo(1, 1);
  });

  test("memory counts the weights of all variants, and says so", () => {
    const variants = Array.from({ length: 24 }, (_, i) => ({ learningRate: 0.001 * (i + 1) }));
    const heavy: Recipe = { ...VARIED, widths: [512], layers: 4, variants: [] };
    const problem = (recipe: Recipe) => memoryProblem({ recipe, mixture, dataBytes: 0 }, [cohortsOf(recipe)]);
    expect(problem(heavy)).toBeNull();
    expect(problem({ ...heavy, variants })).toMatch(
      /48 runs .*lower batch, context, layers, seeds, variants or/,
    );
  });
});
