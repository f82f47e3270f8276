import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, suite, test } from "vitest";
import { nodeIo } from "../src/cli/io.ts";
import { runCli } from "../src/cli/run.ts";
import { PRESETS, recipeOf } from "../src/recipe/presets.ts";
import { cohortsOf } from "../src/recipe/variants.ts";

/** Every preset through the command line and its real workers: all its models, tasks and stages, in few steps. */

const folder = mkdtempSync(join(tmpdir(), "widthwise-presets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const io = nodeIo();

/** Two steps: one of a task's easier levels, where there are some, and one of the whole task. */
const SHORT = ["--steps", "2", "--eval-size", "4", "--batch", "4", "--engine", "wasm"];

interface Manifest {
  readonly recipe: { readonly steps: number };
  readonly runs: readonly { readonly id: string; readonly steps: number; readonly heldout_loss: number }[];
}

suite("presets on the command line", () => {
  test.each(PRESETS)("$name trains every model to its end", { timeout: 120_000 }, async (preset) => {
    const recipe = recipeOf(preset);
    const stages = recipe.stages.length > 0 ? ["--stages", "1"] : [];
    const out = join(folder, preset.name);
    let said = "";
    const stderr = { write: (text: string) => (said += text) };
    const argv = ["--preset", preset.name, ...SHORT, ...stages, "--out", out];
    const code = await runCli(argv, { ...io, stderr });
    expect(code, said).toBe(0);
    const manifest = JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as Manifest;
    expect(manifest.runs).toHaveLength(cohortsOf(recipe).length * recipe.seeds.length);
    for (const run of manifest.runs) {
      expect(run.steps, run.id).toBe(2);
      expect(run.heldout_loss, run.id).toBeGreaterThan(0);
    }
    const csv = readFileSync(join(out, "loss-log.csv"), "utf8");
    for (const { name } of recipe.tasks) expect(csv, name).toMatch(new RegExp(`,${name},.*/exact,`));
  });
});
