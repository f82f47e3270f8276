import { expect, suite, test } from "vitest";
import { PRESETS, recipeOf } from "../../src/recipe/presets.ts";
import { cohortsOf } from "../../src/recipe/variants.ts";
import { browsing, button, exported, visit } from "./browser.ts";

const on = browsing();

/** Two steps: one of a task's easier levels, where there are some, and one of the whole task. */
const SHORT = "&steps=2&eval-size=4&batch=4&engine=wasm";

suite("presets on the page", () => {
  test.each(PRESETS)("$name trains every model to its end", { timeout: 120_000 }, async (preset) => {
    const recipe = recipeOf(preset);
    const stages = recipe.stages.length > 0 ? "&stages=1" : "";
    const { page, complaints } = await visit(on.browser, `#preset=${preset.name}${SHORT}${stages}`);
    await button(page, "Train").click();
    await button(page, "Start over").waitFor({ timeout: 100_000 });
    // a text has a row for each of its abilities too
    expect(await page.locator(".grid .task-name").count()).toBeGreaterThanOrEqual(recipe.tasks.length);
    const files = await exported(page);
    const { runs } = JSON.parse(files["run.json"] ?? "") as { runs: { id: string; steps: number }[] };
    expect(runs).toHaveLength(cohortsOf(recipe).length * recipe.seeds.length);
    expect(runs.filter((run) => run.steps !== 2).map((run) => run.id)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
