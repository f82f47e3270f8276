import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, stepsShown, TINY, violations, visit } from "./browser.ts";

const on = browsing();

const panel = (page: Page) => page.getByRole("dialog", { name: "How it works" });
const part = (page: Page, name: string) => panel(page).locator(`[data-part="${name}"]`);

/** The numbers behind what a part shows, in its order. */
const numbers = (page: Page, name: string, key: string) =>
  part(page, name)
    .locator(`[data-${key}]`)
    .evaluateAll((cells, of) => cells.map((cell) => Number((cell as HTMLElement).dataset[of])), key);

async function openTrained(page: Page): Promise<void> {
  await button(page, "Train").click();
  await expect.poll(() => stepsShown(page)).toEqual([50, 50, 50, 50]);
  await button(page, "How it works").focus();
  await page.keyboard.press("Enter");
  await part(page, "odds").waitFor();
  await panel(page).getByText("after 50 steps").waitFor();
}

suite("how it works", () => {
  test("shows a trained model's own numbers, which add up", async () => {
    const { page, complaints } = await visit(on.browser, TINY);
    await openTrained(page);
    const odds = await numbers(page, "odds", "probability");
    expect(odds).toHaveLength(7);
    expect(odds.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(await part(page, "odds").locator("tfoot").textContent()).toMatch(/100\.0\s%/);
    const right = await numbers(page, "likelihood", "probability");
    const losses = await numbers(page, "likelihood", "loss");
    expect(right).toHaveLength(8);
    for (const [i, loss] of losses.entries()) expect(loss).toBeCloseTo(-Math.log(right[i]!), 9);
    const [mean] = await numbers(page, "likelihood", "mean");
    expect(mean).toBeCloseTo(losses.reduce((a, b) => a + b) / 8, 9);
    await panel(page).getByRole("radio", { name: "2", exact: true }).first().check(); // the other width
    await expect.poll(() => numbers(page, "odds", "probability")).not.toEqual(odds);
    // the system's colours take fills away: what is chosen has a line of its own
    await page.emulateMedia({ forcedColors: "active" });
    const lines = await part(page, "tokens")
      .locator("label")
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).outlineStyle));
    expect(lines.filter((line) => line === "solid")).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test.each([
    [1440, "light"],
    [390, "dark"],
  ] as const)(
    "by keyboard: attention is read, axe minds nothing, the focus returns, %i %s",
    async (...of) => {
      const [width, colorScheme] = of;
      const { page } = await visit(on.browser, TINY, { viewport: { width, height: 844 }, colorScheme });
      await openTrained(page);
      const reader = panel(page).getByRole("slider", { name: "Read attention at" });
      await reader.focus();
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowLeft");
      const said = (await reader.getAttribute("aria-valuetext")) ?? "";
      expect(said).toMatch(/^. \(7\) takes [\d.]+\s% from . \(\d\)\.$/);
      expect(await part(page, "attention").locator("figcaption").textContent()).toContain(said);
      if (width === 1440) expect(await violations(page)).toEqual([]);
      const wider = await panel(page).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
      expect(wider).toBeLessThanOrEqual(0);
      await page.keyboard.press("Escape");
      await panel(page).waitFor({ state: "hidden" });
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("How it works");
    },
  );

  test("without a model of one's own: the steps in words, and what width costs", async () => {
    const { page } = await visit(on.browser);
    await page.locator(".cell.there").first().waitFor(); // the recorded sweep
    await button(page, "How it works").click();
    await panel(page).getByText("Press Train and look again").waitFor();
    const flops = await numbers(page, "scaling", "flops");
    expect(flops).toHaveLength(7);
    for (const name of ["tokens", "embedding", "attention", "mlp", "odds", "likelihood"])
      expect((await part(page, name).locator("p").first().textContent())!.length).toBeGreaterThan(60);
    expect(await numbers(page, "odds", "probability")).toEqual([]);
    await part(page, "notes").waitFor();
  });
});
