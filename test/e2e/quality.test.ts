import { expect, suite, test } from "vitest";
import { browsing, button, ENDLESS, stepsShown, TINY, violations, visit } from "./browser.ts";
import { nudged, sideways, watchShifts } from "./layout.ts";
import { mainThreadTasks, processorTime, traced } from "./trace.ts";

const on = browsing();

suite("responsiveness", () => {
  // Processor time, not wall time: on two cores that also run the tests, waiting for a core is not the page's doing.
  test("no main-thread task takes 50 ms while the default recipe trains", async () => {
    const { page } = await visit(on.browser);
    await button(page, "Train").click();
    await expect.poll(async () => (await stepsShown(page))[5]).toBeGreaterThan(3);
    const tasks = mainThreadTasks(await traced(on.browser, page, () => page.waitForTimeout(6000)));
    expect(tasks.length).toBeGreaterThan(50);
    expect(Math.max(...tasks.map(processorTime))).toBeLessThan(50);
  });

  test("nothing jumps: layout shift stays below 0.02 from opening to the end of a sweep", async () => {
    const { page } = await visit(on.browser, TINY);
    const shifted = await watchShifts(page, { buffered: true });
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page)).toEqual([50, 50, 50, 50]);
    await button(page, "Start over").waitFor();
    await page.waitForTimeout(500);
    expect(await shifted()).toBeLessThan(0.02);
  });

  test.each([
    ["1440 × 900", { viewport: { width: 1440, height: 900 } }],
    ["1024 × 768", { viewport: { width: 1024, height: 768 } }],
    ["390 × 844", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ])("nor does an untouched page at %s: from opening to the visitor's own curves", async (_, options) => {
    const { page } = await visit(on.browser, "", options);
    const shifted = await watchShifts(page, { buffered: true, unasked: true });
    await page.locator(".recorded-words").waitFor();
    await page.waitForTimeout(1500);
    expect(await shifted()).toBeLessThan(0.02);
    await button(page, "Train").click();
    const own = async () => (await stepsShown(page)).filter((steps) => steps > 20 && steps <= 1500);
    await expect.poll(own).toHaveLength(18); // not the recorded sweep's 4,000
    await page.waitForTimeout(1500);
    expect(await shifted()).toBeLessThan(0.02);
  });
});

suite("for everyone", () => {
  test.each(["light", "dark"] as const)(
    "axe finds nothing, before, during and after, %s",
    async (colorScheme) => {
      const { page } = await visit(on.browser, TINY, { colorScheme });
      expect(await violations(page)).toEqual([]);
      await button(page, "Train").click();
      await expect.poll(() => stepsShown(page)).toEqual([50, 50, 50, 50]);
      await button(page, "Start over").waitFor();
      expect(await violations(page)).toEqual([]);
    },
  );

  test.each([1440, 1024, 390, 320])("the page does not scroll sideways at %i pixels", async (width) => {
    const { page } = await visit(on.browser, TINY, { viewport: { width, height: 800 } });
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page)).toEqual([50, 50, 50, 50]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(await nudged(page)).toEqual([]);
  });

  test("by keyboard alone: Tab to Train, Enter, Tab to Pause, Enter", async () => {
    const { page } = await visit(on.browser, ENDLESS);
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    const tabTo = async (name: string) => {
      for (let i = 0; i < 60 && (await focused()) !== name; i++) await page.keyboard.press("Tab");
      expect(await focused()).toBe(name);
    };
    await tabTo("Train");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await stepsShown(page))[0]).toBeGreaterThan(0);
    await tabTo("Pause");
    await page.keyboard.press("Enter");
    await button(page, "Resume").waitFor();
  });
});
