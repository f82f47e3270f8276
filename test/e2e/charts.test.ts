import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, exported, visit } from "./browser.ts";

const on = browsing();

/** Five widths that learn a little in two hundred steps, in a few seconds. */
const LADDER =
  "#tasks=largest&widths=2,4,8,12,16&seeds=0,1,2&layers=1&batch=16&steps=200&lr=0.02&eval-every=20&eval-size=32&engine=wasm";

async function trained(hash: string) {
  const visited = await visit(on.browser, hash);
  await button(visited.page, "Train").click();
  await button(visited.page, "Start over").click({ trial: true, timeout: 120_000 });
  return visited;
}

const words = (page: Page, selector: string) => page.locator(selector).first().textContent();

/** Moves the focus by Tab until it is on the radio button of that name. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest("label")?.textContent?.trim() ?? "");
  await page.locator("h1").click();
  for (let i = 0; i < 200 && (await focused()) !== name; i++) await page.keyboard.press("Tab");
  expect(await focused()).toBe(name);
}

suite("the loss of the widest is predicted before it comes", () => {
  test("together: drawn, told and exported with the time, and its error after", async () => {
    const { page, complaints } = await trained(LADDER);
    const rows = page.locator(".predictions tbody tr");
    expect(await rows.count()).toBeGreaterThan(2);
    await expect
      .poll(() => words(page, ".predictions .words"))
      .toMatch(/^Width 16 was predicted at .* before its own loss at step/);
    await page.locator(".predicted .diamond").waitFor();
    await expect.poll(() => words(page, ".scaling figcaption")).toMatch(/five widths.*loss falls as N\^−/i);
    expect(await words(page, ".predictions tbody tr td:nth-child(4)")).toMatch(/^\d/);

    const { predictions, started_at, ended_at } = JSON.parse((await exported(page))["run.json"] ?? "");
    expect(predictions).toHaveLength(await rows.count());
    for (const one of predictions) {
      expect(one).toMatchObject({ width: 16, from_widths: [2, 4, 8, 12] });
      expect(one.made_at >= started_at && one.made_at <= ended_at).toBe(true);
      expect(one.by_parameters).toMatchObject({ known_floor: 0, enough: false });
      const { loss, low, high, actual, relative_error } = one.by_parameters;
      expect(low).toBeLessThanOrEqual(high);
      expect(relative_error).toBeCloseTo((actual - loss) / actual, 9);
    }
    expect(complaints).toEqual([]);
  });

  test("narrow-first: each width that has three narrower ones", async () => {
    const { page } = await trained(`${LADDER}&order=narrow-first`);
    const { predictions } = JSON.parse((await exported(page))["run.json"] ?? "");
    const made = predictions.map((one: { width: number; step: number }) => [one.width, one.step]);
    expect(made).toEqual([
      [12, 200],
      [16, 200],
    ]);
  });
});

suite("ability against step", () => {
  test("is not fetched before it is scrolled to", async () => {
    const { page } = await visit(on.browser);
    const fetched = () =>
      page.evaluate(() =>
        performance.getEntriesByType("resource").some(({ name }) => name.includes("OverSteps")),
      );
    await page.locator(".cell.there").first().waitFor();
    expect(await fetched()).toBe(false);
    await page.locator(".over-steps-room").scrollIntoViewIfNeeded();
    await page.locator(".over-steps .step-line").first().waitFor();
    expect(await fetched()).toBe(true);
  });

  test("comes when it is scrolled to: a drawing a task, a line a width, and their numbers", async () => {
    const { page } = await trained(LADDER);
    await page.locator(".over-steps-room").scrollIntoViewIfNeeded();
    await page.locator(".over-steps .step-line").first().waitFor();
    expect(await page.locator(".over-steps .step-line").count()).toBe(5);
    await page.getByText("Data: Ability against step").click();
    const rows = page.getByRole("table", { name: /^Ability against step/ }).locator("tbody tr");
    expect(await rows.count()).toBe(5 * 11);
  });
});

suite("the switches, by keyboard", () => {
  test("mean, share of seeds and mirage change the sentence and the marks", async () => {
    const { page } = await trained(LADDER);
    expect(await words(page, ".ability figcaption")).toMatch(/^(Steepest rise|Highest score)/);
    await tabTo(page, "Mean");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => words(page, ".ability figcaption")).toMatch(/seeds (part|agree)/i);
    expect(await words(page, ".ability .chart-key")).toContain("Wilson");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => words(page, ".ability .chart-key")).toContain("pᴸ");
  });

  test("equal FLOPs change cells and sentence, and steps bring them back", async () => {
    const { page } = await trained(LADDER);
    const cells = () =>
      page.locator(".cell").evaluateAll((all) => all.map((cell) => cell.getAttribute("title")));
    const before = await cells();
    await tabTo(page, "steps");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => words(page, ".finding small")).toContain("Compared at equal FLOPs");
    const after = await cells();
    expect(after[0]).toBe(before[0]); // the narrowest has spent least, so it stands as it was
    expect(after.at(-1)).toMatch(/at step (20|0)\./);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(cells).toEqual(before);
  });

  test("loss against FLOPs instead of parameters", async () => {
    const { page } = await trained(LADDER);
    await tabTo(page, "Parameters");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => words(page, ".scaling figcaption")).toContain("loss falls as C^−");
    await page.getByText("Data: Loss against size").click();
    await expect.poll(() => words(page, ".scaling .data th:nth-child(2)")).toBe("FLOPs");
  });
});
