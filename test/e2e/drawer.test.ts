import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, ENDLESS, showRecorded, stepsShown, violations, visit } from "./browser.ts";
import { sideways } from "./layout.ts";

const on = browsing();

const TWO = "#tasks=sort,reverse&widths=2,4";

const drawer = (page: Page) => page.locator("dialog.drawer");
const name = (page: Page) => page.locator(".task-name", { hasText: /^Sort$/ }); // the table of runs has a Sort, too
const focused = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent,
  );

async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 80 && (await focused(page)) !== name; i++) await page.keyboard.press("Tab");
  expect(await focused(page)).toBe(name);
}

suite("the drawer of a task", () => {
  test("by keyboard from a row's name: it explains, Escape closes it, the focus returns", async () => {
    const { page, complaints } = await visit(on.browser, TWO);
    await tabTo(page, "Sort");
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toBe("Reverse");
    await page.keyboard.press("Enter");
    await drawer(page).waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest("dialog")?.id)).toBe("task-drawer");
    const text = (await drawer(page).textContent()) ?? "";
    for (const part of [
      "Repeat eight letters backwards.",
      "Three examples",
      "By chance",
      "In earlier sweeps of ours",
    ]) {
      expect(text).toContain(part);
    }
    const rows = await drawer(page).locator("tbody tr").allTextContents();
    expect(rows).toHaveLength(3);
    for (const row of rows) expect([...row.slice(8)].reverse().join("")).toBe(row.slice(0, 8));
    await page.keyboard.press("Escape");
    await drawer(page).waitFor({ state: "hidden" });
    expect(await focused(page)).toBe("Reverse");
    expect(complaints).toEqual([]);
  });

  test("from the recipe's list, while a sweep runs, and from one task to the next", async () => {
    const { page } = await visit(on.browser, ENDLESS);
    await button(page, "Train").click();
    await expect.poll(async () => (await stepsShown(page))[0]).toBeGreaterThan(0);
    await button(page, "What is “Parity”?").click();
    await drawer(page).getByRole("heading", { name: "Parity" }).waitFor();
    await name(page).click(); // the page stays usable
    await drawer(page).getByRole("heading", { name: "Sort" }).waitFor();
    expect(await name(page).getAttribute("aria-expanded")).toBe("true");
    await button(page, "Close").click();
    await drawer(page).waitFor({ state: "hidden" });
    expect(await focused(page)).toBe("Sort");
    await button(page, "Pause").click();
    await button(page, "Resume").waitFor();
  });

  test.each([
    [1440, "light"],
    [390, "dark"],
  ] as const)("axe finds nothing in it or in the menu of presets, %i %s", async (width, colorScheme) => {
    const { page } = await visit(on.browser, TWO, { viewport: { width, height: 844 }, colorScheme });
    await name(page).click();
    await drawer(page).waitFor();
    expect(await violations(page, {})).toEqual([]);
    const [box, wider] = await Promise.all([drawer(page).boundingBox(), sideways(page)]);
    expect(wider).toBeLessThanOrEqual(0);
    expect(box?.width).toBeLessThanOrEqual(width === 390 ? 390 : 430);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(844, 0);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Preset/ }).click();
    await page.getByRole("dialog", { name: "Presets" }).waitFor();
    expect(await violations(page, {})).toEqual([]);
  });
});

suite("the time that a recipe takes", () => {
  const where = (page: Page) => page.locator(".where").textContent();
  const cost = (page: Page) => page.locator(".ladder-words").textContent();

  test("is told before Train, on every card, and counts down after it; quick stays the first look here", async () => {
    const { page, complaints } = await visit(on.browser);
    await expect
      .poll(() => where(page))
      .toMatch(/^Ready: 18 runs of 1,500 steps · about .+ on this machine$/);
    expect(await cost(page)).toBe(""); // under a staircase of other tasks it would be read as that one's
    await showRecorded(page, "Quick: sort");
    await expect
      .poll(() => cost(page))
      .toMatch(
        /^7\.4 k parameters at width 16, 49 k in all · 453 GFLOPs · about 8\.7 MB · about .+ on this machine$/,
      );
    expect(new URL(page.url()).hash).toBe("");
    await expect
      .poll(() => page.locator(".estimate").textContent())
      .toMatch(/^Training takes about .+ machine\.$/);
    await page.getByRole("button", { name: /^Preset/ }).click();
    const cards = page.locator(".preset-card");
    const texts = await cards.allTextContents();
    expect(texts.length).toBeGreaterThanOrEqual(4);
    for (const text of texts) expect(text).toMatch(/(about .+ on this machine|time not).*Compare with /);
    expect(texts.filter((text) => text.includes("recommended for this machine"))).toHaveLength(1);
    expect(texts[0]).toContain("recommended for this machine"); // quick: no GPU here
    await page.keyboard.press("Escape");
    await button(page, "Train").click();
    await expect.poll(() => where(page)).toMatch(/ left · /);
    expect(complaints).toEqual([]);
  });

  test("a preset is chosen by keyboard; its time takes the place of the last one's", async () => {
    const { page } = await visit(on.browser);
    await expect.poll(() => where(page)).toContain("on this machine");
    const before = await where(page);
    await page.getByRole("button", { name: /^Preset/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Presets" }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.ariaCurrent)).toBe("true");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Presets" }).waitFor({ state: "hidden" });
    expect(new URL(page.url()).hash).toContain("tasks=");
    expect(await where(page)).toMatch(/ · about .+ on this machine$/);
    expect(await where(page)).not.toBe(before);
    expect(await focused(page)).toMatch(/^Preset/);
  });

  test("is not guessed for an engine that was not measured", async () => {
    const { page } = await visit(on.browser, "#backend=cpu");
    await expect
      .poll(() => page.locator(".estimate").textContent())
      .toBe("Time not measured for this engine.");
    expect(await where(page)).toBe("Ready: 18 runs of 1,500 steps");
  });
});
