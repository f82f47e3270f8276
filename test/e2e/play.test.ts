/** The ladder changed by click, key and finger, and the first screen. */
import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, ENDLESS, showRecorded, stepsShown, TINY, violations, visit } from "./browser.ts";
import { watchShifts } from "./layout.ts";

const on = browsing();

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const rungs = (page: Page) =>
  page.locator(".rung b").evaluateAll((all) => all.map((b) => b.lastChild?.textContent));
const widths = (page: Page) => page.getByLabel("Widths").inputValue();
const words = (page: Page) => page.locator(".ladder-words").textContent();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

/** Waits for the recorded staircase of opening and goes on to the short one. */
async function openQuick(page: Page): Promise<void> {
  await showRecorded(page, "Quick: sort");
  await expect.poll(() => rungs(page)).toEqual(["2", "4", "6", "8", "12", "16"]);
}

suite("the first screen", () => {
  test.each([
    ["1440 × 900", { viewport: { width: 1440, height: 900 } }, 8],
    ["390 × 844", PHONE, 1],
  ])("has stairs, a sentence and Train without scrolling at %s", async (_, options, least) => {
    const { page } = await visit(on.browser, "", options);
    await page.locator(".recorded-words").waitFor();
    const height = options.viewport.height;
    for (const part of [button(page, "Train"), page.locator(".finding"), page.locator(".recorded-words")])
      expect((await part.boundingBox())!.y).toBeLessThan(height / 2 + 60);
    const seen = await page
      .locator(".grid tbody tr")
      .evaluateAll(
        (rows, height) => rows.filter((row) => row.getBoundingClientRect().bottom <= height).length,
        height,
      );
    expect(seen).toBeGreaterThanOrEqual(least);
    for (const later of ["Pause", "Stop", "Export"])
      expect(await button(page, later).isDisabled()).toBe(true);
  });
});

suite("the ladder", () => {
  test("is changed by clicks: plus, times, double; the field, the address and the cost keep in step", async () => {
    const { page, complaints } = await visit(on.browser);
    await openQuick(page);
    const before = await words(page);
    await button(page, "Add width 10").click();
    // the recorded staircase has made room for the visitor's own plan
    await expect.poll(() => rungs(page)).toEqual(["2", "4", "6", "8", "10", "12", "16"]);
    expect(await page.locator(".recorded-words").count()).toBe(0);
    expect(await page.locator(".finding").textContent()).toContain("Press Train: seven tiny Transformers");
    expect(await widths(page)).toBe("2,4,6,8,10,12,16");
    expect(new URL(page.url()).hash).toBe("#widths=2,4,6,8,10,12,16");
    expect(await words(page)).not.toBe(before);
    await button(page, "Remove width 4").click();
    await button(page, "×2: add width 32, double the widest").click();
    await expect.poll(() => rungs(page)).toEqual(["2", "6", "8", "10", "12", "16", "32"]);
    expect(await words(page)).toMatch(/^2\d k parameters at width 32, /);
    await page.getByLabel("Widths").fill("8,16");
    await page.getByLabel("Widths").press("Enter");
    await expect.poll(() => rungs(page)).toEqual(["8", "16"]);
    expect(complaints).toEqual([]);
  });

  test("is changed by keyboard: one tab stop, arrows walk, the focus stays with the ladder", async () => {
    const { page } = await visit(on.browser, TINY);
    await button(page, "Remove width 2").focus();
    await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toBe("Add width 3");
    await page.keyboard.press("Enter");
    await expect.poll(() => rungs(page)).toEqual(["2", "3", "4"]);
    expect(await focused(page)).toBe("Remove width 3");
    await page.keyboard.press("Enter");
    await expect.poll(() => rungs(page)).toEqual(["2", "4"]);
    expect(await focused(page)).toBe("Remove width 4");
    await page.keyboard.press("Enter");
    await expect.poll(() => rungs(page)).toEqual(["2"]);
    await page.keyboard.press("Enter");
    expect(await rungs(page)).toEqual(["2"]);
    expect(await words(page)).toBe("One width has to stay.");
    await page.keyboard.press("Tab");
    expect((await focused(page)) ?? "").not.toMatch(/width/);
  });

  test("is changed by finger at 390 pixels, on targets of 24 pixels", async () => {
    const { page } = await visit(on.browser, "", PHONE);
    await openQuick(page);
    for (const control of await page.locator(".ladder-button").all()) {
      const box = (await control.boundingBox())!;
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
      expect(await control.evaluate((element) => getComputedStyle(element).opacity)).toBe("1");
    }
    await button(page, "Remove width 16").tap();
    await button(page, "Add width 5").tap();
    await expect.poll(() => rungs(page)).toEqual(["2", "4", "5", "6", "8", "12"]);
    expect(await violations(page)).toEqual([]);
  });

  test("is fixed while it trains, with the reason; nothing jumps", async () => {
    const { page } = await visit(on.browser, ENDLESS);
    const shifted = await watchShifts(page, { unasked: true });
    await button(page, "Add width 3").click();
    await page.waitForTimeout(600);
    await button(page, "Train").click();
    await expect.poll(async () => (await stepsShown(page))[0]).toBeGreaterThan(20);
    expect(await words(page)).toMatch(/^The ladder is fixed/);
    expect(await page.locator(".ladder-button:enabled").count()).toBe(0);
    await button(page, "Stop").click();
    await button(page, "Start over").waitFor();
    // the finished sweep stays; a planned width stands beside it
    await button(page, "×2: add width 8, double the widest").click();
    await expect.poll(() => rungs(page)).toEqual(["2", "3", "4", "8"]);
    expect(await page.locator(".rung.planned").textContent()).toContain("planned");
    expect(await stepsShown(page)).toHaveLength(6);
    expect(await violations(page)).toEqual([]);
    expect(await shifted()).toBeLessThan(0.02);
  });
});
