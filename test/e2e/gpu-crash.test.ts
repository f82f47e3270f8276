import type { Browser, Page } from "playwright-core";
import { afterEach, beforeEach, expect, suite, test } from "vitest";
import { button, ENDLESS, exported, launch, stepsShown, visit } from "./browser.ts";

/** A browser for each test: its GPU process dies. */
let browser: Browser;
beforeEach(async () => {
  browser = await launch();
});
afterEach(() => browser.close());

/** What a crashing driver does: the process that holds every tab's GPU devices ends at once. */
async function crashGpuProcess(): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  await session.send("Browser.crashGpuProcess");
  await session.detach();
}

/** Steps of the run that has taken the fewest; 0 before there is one. */
async function slowest(page: Page): Promise<number> {
  const steps = await stepsShown(page);
  return steps.length > 0 ? Math.min(...steps) : 0;
}

const trainsBeyond = (page: Page, step: number) =>
  expect.poll(() => slowest(page), { timeout: 120_000 }).toBeGreaterThan(step);

/** The error in words, and the sweep's end. */
async function tellsOf(page: Page, message: RegExp): Promise<void> {
  await expect.poll(() => page.getByRole("alert").textContent(), { timeout: 30_000 }).toMatch(message);
  await page.locator(".where").getByText("Ended by an error at step").waitFor();
}

const LOST =
  /expected the GPU device to stay, got its loss .* what was measured is kept: start the training again, or choose engine wasm/;

suite("the GPU process dies", () => {
  test("in mid-step: the page names it with a remedy, keeps the log, exports it, and trains again", async () => {
    const { page } = await visit(browser, ENDLESS.replace("backend=wasm", "engine=webgpu"));
    await button(page, "Train").click();
    await trainsBeyond(page, 20);
    const before = await stepsShown(page);
    await crashGpuProcess();
    await tellsOf(page, LOST);
    const kept = await stepsShown(page);
    for (const [i, steps] of kept.entries()) expect(steps).toBeGreaterThanOrEqual(before[i] as number);

    const files = await exported(page);
    const rows = (files["loss-log.csv"] ?? "").split("\n").filter((row) => row.includes(",loss/train,"));
    expect(rows).toHaveLength(kept.reduce((sum, steps) => sum + steps, 0));

    await button(page, "Train").click();
    await expect.poll(() => slowest(page)).toBeLessThan(20); // a new sweep, from its beginning
    await trainsBeyond(page, 20);
    await button(page, "Stop").click();
    await button(page, "Start over").waitFor();
  });

  test("while the training is paused: the page tells it without being asked", async () => {
    const { page } = await visit(browser, ENDLESS.replace("backend=wasm", "engine=webgpu"));
    await button(page, "Step").click();
    await trainsBeyond(page, 0);
    await button(page, "Resume").waitFor();
    await crashGpuProcess();
    await tellsOf(page, LOST);
    expect(await stepsShown(page)).toEqual([1, 1, 1, 1]);
  });

  test("under tfjs: named with a remedy as well, and the log kept", async () => {
    const single = ENDLESS.replace("widths=2,4&seeds=0,1", "widths=2&seeds=0"); // tfjs is slow on this adapter
    const { page } = await visit(browser, single.replace("backend=wasm", "backend=webgpu"));
    await button(page, "Train").click();
    await trainsBeyond(page, 0);
    await crashGpuProcess();
    await tellsOf(
      page,
      /The GPU was lost: expected the device to stay; got: .* The log is kept; press Train/,
    );
    expect(await slowest(page)).toBeGreaterThan(0);
  });
});
