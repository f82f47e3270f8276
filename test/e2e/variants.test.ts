import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, exported, stepsShown, TINY, violations, visit } from "./browser.ts";
import { sideways } from "./layout.ts";

const on = browsing();

/** On the compiled step, since these are many runs. */
const QUICK = TINY.replace("backend=wasm", "engine=wasm");
const LAYERS = `${QUICK}&variants=layers=1,layers=2`;
const RATES = `${QUICK}&variants=${["mup", "standard"]
  .flatMap((param) => [0.005, 0.01, 0.02].map((lr) => `lr=${lr}+param=${param}`))
  .join(",")}`;

/** Trains to the end. */
async function train(page: Page): Promise<void> {
  await button(page, "Train").click();
  await button(page, "Start over").waitFor({ timeout: 120_000 });
}

/** The cells of a column of the table of runs. */
async function column(page: Page, title: string): Promise<string[]> {
  const titles = await page.locator(".runs thead th").allTextContents();
  return page.locator(`.runs tbody tr > :nth-child(${titles.indexOf(title) + 1})`).allTextContents();
}

suite("a sweep of one layer and two", () => {
  test("the switch chooses what all views show; all of it trains and is exported", async () => {
    const { page, complaints } = await visit(on.browser, LAYERS);
    const one = page.getByRole("radio", { name: "1 layer", exact: true });
    const two = page.getByRole("radio", { name: "2 layers", exact: true });
    expect(await one.isChecked()).toBe(true);
    await page.getByText("Ready: 8 runs of 50 steps").waitFor();
    await train(page);
    expect(await stepsShown(page)).toEqual([50, 50, 50, 50]);
    await page.getByText("Data: Loss", { exact: true }).click();
    const views = async () => ({
      parameters: await page.locator(".rung small:not(.trouble)").allTextContents(),
      runs: await column(page, "Parameters"),
      losses: await page.locator(".read-out").textContent(),
      last: await page.getByRole("table", { name: /Newest losses/ }).textContent(),
    });
    const first = await views();
    await one.press("ArrowRight"); // by keyboard, as any group of radio buttons
    expect(await two.isChecked()).toBe(true);
    await expect.poll(async () => (await views()).losses).not.toBe(first.losses);
    const second = await views();
    expect(second.parameters).not.toEqual(first.parameters);
    expect(second.runs).not.toEqual(first.runs);
    expect(second.last).not.toBe(first.last);

    const files = await exported(page);
    const { runs } = JSON.parse(files["run.json"] ?? "");
    expect(runs.map((run: { id: string }) => run.id)).toEqual(
      ["w2-l1", "w2-l2", "w4-l1", "w4-l2"].flatMap((cohort) => [`${cohort}-s0`, `${cohort}-s1`]),
    );
    expect(runs.map((run: { steps: number }) => run.steps)).toEqual(runs.map(() => 50));
    expect(complaints).toEqual([]);
  });

  test("a recipe without variants shows no switch", async () => {
    const { page } = await visit(on.browser, TINY);
    expect(await page.getByRole("group", { name: "Shown" }).count()).toBe(0);
    const varied = await visit(on.browser, LAYERS);
    expect(await varied.page.getByRole("group", { name: "Shown" }).count()).toBe(1);
  });
});

suite("a sweep of learning rates", () => {
  test("its map tells every loss and the best of each width; a rate shows its variant", async () => {
    const { page, complaints } = await visit(on.browser, RATES);
    const mup = page.getByRole("table", { name: "muP", exact: true });
    expect(await mup.locator("td").allTextContents()).toEqual(Array.from({ length: 6 }, () => "–"));
    await train(page);
    await expect.poll(() => mup.locator("td").allTextContents()).not.toContain("–");
    const standard = page.getByRole("table", { name: "standard", exact: true });
    for (const table of [mup, standard]) {
      expect(await table.locator("td.best").count()).toBe(2);
      const rates = await table.locator("tbody th small").allTextContents();
      expect(rates).toEqual(["−5.6", "−6.6", "−7.6"]);
    }
    expect(await page.locator(".rate-map figcaption").textContent()).toMatch(/^muP: best learning rate 0\.0/);

    // the map, the menu and the table of runs tell the same
    const rate = page.getByRole("button", { name: "Show learning rate 0.02 −5.6 standard" });
    await rate.click();
    expect(await rate.getAttribute("aria-pressed")).toBe("true");
    await expect.poll(() => page.getByRole("combobox", { name: "Shown" }).inputValue()).toBe("lr0.02-sp");
    const [a, b] = (await column(page, "Held-out loss")).map(Number);
    const cell = Number.parseFloat((await standard.locator("td").first().textContent()) ?? "");
    expect(cell).toBeCloseTo((a! + b!) / 2, 2);
    expect(complaints).toEqual([]);
  });

  test.each(["light", "dark"] as const)("axe finds nothing, before and after, %s", async (colorScheme) => {
    for (const hash of [RATES, LAYERS]) {
      const { page } = await visit(on.browser, hash, { colorScheme });
      expect(await violations(page)).toEqual([]);
      await train(page);
      expect(await violations(page)).toEqual([]);
    }
  });

  test.each([1440, 390, 320])("the page does not scroll sideways at %i pixels", async (width) => {
    const { page } = await visit(on.browser, RATES, { viewport: { width, height: 800 } });
    await train(page);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  });
});
