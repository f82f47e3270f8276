import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, suite, test } from "vitest";
import { button, ENDLESS, launch, leave, stepsShown, TINY, violations, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterEach(() => leave(browser));
afterAll(() => browser.close());

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Milliseconds of processor time of the page's main-thread tasks during `work`, longest first. */
async function mainThreadTasks(page: Page, work: () => Promise<void>): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "widthwise-"));
  const path = join(folder, "trace.json");
  await browser.startTracing(page, { path, categories: ["toplevel", "devtools.timeline"] });
  await work();
  await browser.stopTracing();
  const { traceEvents } = JSON.parse(readFileSync(path, "utf8")) as { traceEvents: TraceEvent[] };
  rmSync(folder, { recursive: true });
  const isMain = (e: TraceEvent) => e.name === "thread_name" && e.args.name === "CrRendererMain";
  const mains = new Set(traceEvents.filter(isMain).map((e) => `${e.pid}/${e.tid}`));
  return traceEvents
    .filter((e) => e.ph === "X" && e.name.endsWith("RunTask") && mains.has(`${e.pid}/${e.tid}`))
    .map((e) => (e.tdur ?? 0) / 1000)
    .sort((a, b) => b - a);
}

suite("responsiveness", () => {
  // Processor time, not wall time: on two cores that also run the tests, waiting for a core is not the page's doing.
  test("no main-thread task takes 50 ms while the default recipe trains", async () => {
    const { page } = await visit(browser);
    await button(page, "Train").click();
    await expect.poll(async () => (await stepsShown(page))[5]).toBeGreaterThan(3);
    const tasks = await mainThreadTasks(page, () => page.waitForTimeout(6000));
    expect(tasks.length).toBeGreaterThan(50);
    expect(tasks[0]).toBeLessThan(50);
  });

  test("nothing jumps: layout shift stays below 0.02 from opening to the end of a sweep", async () => {
    const { page } = await visit(browser, TINY);
    await page.evaluate(() => {
      const shifts = { sum: 0 };
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.sum += (entry as PerformanceEntry & { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page)).toEqual([50, 50, 50, 50]);
    await button(page, "Start over").waitFor();
    await page.waitForTimeout(500);
    const sum = await page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum);
    expect(sum).toBeLessThan(0.02);
  });
});

suite("for everyone", () => {
  test.each(["light", "dark"] as const)(
    "axe finds nothing, before, during and after, %s",
    async (colorScheme) => {
      const { page } = await visit(browser, TINY, { colorScheme });
      expect(await violations(page)).toEqual([]);
      await button(page, "Train").click();
      await expect.poll(() => stepsShown(page)).toEqual([50, 50, 50, 50]);
      await button(page, "Start over").waitFor();
      expect(await violations(page)).toEqual([]);
    },
  );

  test.each([1440, 1024, 390, 320])("the page does not scroll sideways at %i pixels", async (width) => {
    const { page } = await visit(browser, TINY, { viewport: { width, height: 800 } });
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page)).toEqual([50, 50, 50, 50]);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider).toBeLessThanOrEqual(0);
  });

  test("by keyboard alone: Tab to Train, Enter, Tab to Pause, Enter", async () => {
    const { page } = await visit(browser, ENDLESS);
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
