/** Looking back at a sweep, and what a phone needs while it trains. */
import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, ENDLESS, stepsShown, TINY, violations, visit } from "./browser.ts";

const on = browsing();

const slider = (page: Page) => page.getByRole("slider", { name: "Look back" });
const at = (page: Page) => slider(page).getAttribute("aria-valuetext");
const title = (page: Page) => page.locator("#answers-title").textContent();

suite("moments of a run", () => {
  test("are walked by keyboard, told by name, compared, and left with one click", async () => {
    const { page, complaints } = await visit(on.browser, TINY);
    expect(await slider(page).isDisabled()).toBe(true);
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page)).toEqual([50, 50, 50, 50]);
    await button(page, "Start over").waitFor();
    await expect.poll(() => at(page)).toBe("now, step 50");
    const answers = () => page.locator(".prompts").textContent();
    const now = await answers();
    await slider(page).focus();
    await page.keyboard.press("Home");
    await expect.poll(() => at(page)).toBe("at step 0");
    expect(await title(page)).toBe("What each width answered at step 0");
    expect(await page.locator(".finding").textContent()).toContain("as they were at step 0");
    expect(await answers()).not.toBe(now);
    expect(await page.locator(".ability h2").textContent()).toContain("at step 0");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => at(page)).toBe("at step 10");
    await page.getByLabel("Compare with another moment").check();
    await page.getByRole("slider", { name: "Other moment" }).fill("5");
    await expect.poll(() => page.locator(".cell").first().textContent()).toMatch(/^\d+→\d+$/);
    expect(await page.locator(".cell").first().getAttribute("title")).toContain("From step 10 to step 50:");
    await page
      .getByText("Filled: at step 10 · thick notches, and dashed in the loss chart: at step 50")
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Compare with another moment").uncheck();
    await button(page, "Now").click();
    await expect.poll(() => at(page)).toBe("now, step 50");
    expect(await answers()).toBe(now);
    expect(await page.locator(".ability h2").textContent()).not.toContain("at step");
    expect(complaints).toEqual([]);
  });

  test("stay where they were put while training goes on", async () => {
    const { page } = await visit(on.browser, ENDLESS);
    await button(page, "Train").click();
    await expect.poll(async () => Math.min(...(await stepsShown(page)))).toBeGreaterThan(30);
    await slider(page).fill("0"); // the newest may be the second still
    await expect.poll(() => at(page)).toBe("at step 0");
    const before = Math.max(...(await stepsShown(page)));
    await expect.poll(async () => Math.min(...(await stepsShown(page)))).toBeGreaterThan(before + 30);
    expect(await at(page)).toBe("at step 0");
    await button(page, "Now").click();
    await expect.poll(() => at(page)).toMatch(/^now, step \d+/);
  });
});

/** Keeps the real locks that the page takes, to look at them. */
const keepLocks = () => {
  const locks: WakeLockSentinel[] = [];
  Object.assign(window, { locks });
  const request = navigator.wakeLock.request.bind(navigator.wakeLock);
  navigator.wakeLock.request = async (type) => {
    const lock = await request(type);
    locks.push(lock);
    return lock;
  };
};

suite("a phone that trains", () => {
  test("keeps its screen on while training, and not a moment longer", async () => {
    const { page } = await visit(on.browser, ENDLESS);
    await page.evaluate(keepLocks);
    const held = () =>
      page.evaluate(() =>
        (window as unknown as { locks: WakeLockSentinel[] }).locks.map((lock) => !lock.released),
      );
    await button(page, "Train").click();
    await expect.poll(held).toEqual([true]);
    await button(page, "Pause").click();
    await button(page, "Resume").waitFor();
    await expect.poll(held).toEqual([false]);
    await button(page, "Resume").click();
    await expect.poll(held).toEqual([false, true]);
    await button(page, "Stop").click();
    await button(page, "Start over").waitFor();
    await expect.poll(held).toEqual([false, false]);
  });
});
