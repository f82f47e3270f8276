import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { parseIndex } from "../../src/recorded/head.ts";
import { browsing, button, showRecorded, stepsShown, TINY, violations, visit } from "./browser.ts";
import { sideways, watchShifts } from "./layout.ts";

const on = browsing();

const HEADS = parseIndex(readFileSync("public/recorded/index.json", "utf8"));
const QUICK = HEADS.find(({ name }) => name === "quick");
const LABEL = /^Recorded: Quick: sort, 8 seeds, WebAssembly, .+, \d+ November 2026$/;
const STAIRS = /^Recorded: First abilities, 3 seeds, WebAssembly, .+, \d+ November 2026$/;

const label = (page: Page) => page.locator(".recorded-words");
const finding = (page: Page) => page.locator(".finding").textContent();

suite("a recorded sweep", () => {
  test("is there at opening with its label, gives way to Train, and can be set against the new one", async () => {
    const { page, complaints, strangers } = await visit(on.browser);
    await expect.poll(() => label(page).textContent()).toMatch(STAIRS);
    expect(await page.locator(".cell").count()).toBe(13 * 5);
    await showRecorded(page, "Quick: sort");
    await expect.poll(() => label(page).textContent()).toMatch(LABEL);
    await expect.poll(() => finding(page)).toContain(QUICK?.finding);
    expect(await page.locator(".cell").allTextContents()).toEqual([
      ...["not yet", "not yet"],
      ...Array(4).fill(expect.stringMatching(/^\d+$/)),
    ]);
    expect(await stepsShown(page)).toEqual(Array(48).fill(1500));
    expect(await page.locator(".answers:not(.ask)").textContent()).toContain("answered at the end");
    expect(await page.locator(".plot canvas").count()).toBe(1);
    expect(await button(page, "Export").isDisabled()).toBe(true); // nothing of the visitor's own

    await button(page, "Train").click();
    await expect.poll(() => label(page).count()).toBe(0);
    await expect.poll(async () => Math.min(...(await stepsShown(page)), 1500)).toBeGreaterThan(50);
    expect((await stepsShown(page)).every((steps) => steps < 1500)).toBe(true);
    expect(await page.locator(".behind .line").count()).toBe(0);
    await page.getByLabel("Compare with recorded").check();
    await expect.poll(() => finding(page)).toContain(`Recorded: ${QUICK?.finding}`);
    expect(await page.locator(".behind .line").count()).toBe(1);
    expect(await page.locator(".behind .crossing").count()).toBe(1);
    await page.getByLabel("Compare with recorded").uncheck();
    await expect.poll(() => page.locator(".behind .line").count()).toBe(0);

    // looked at meanwhile, it takes nothing from the visitor's own
    await button(page, "Pause").click();
    await button(page, "Resume").waitFor();
    const own = await stepsShown(page);
    await showRecorded(page, "Quick: sort");
    await expect.poll(() => label(page).textContent()).toMatch(LABEL);
    await button(page, "Back to your sweep").click();
    await expect.poll(() => stepsShown(page)).toEqual(own);
    await button(page, "Stop").click();
    await button(page, "Start over").waitFor();
    expect([complaints, strangers]).toEqual([[], []]);
  });

  test("of another recipe waits for a click; its recipe can be taken, and it can be hidden", async () => {
    const { page } = await visit(on.browser, TINY);
    await button(page, "Quick: sort").click();
    await expect.poll(() => label(page).textContent()).toMatch(LABEL);
    await page.getByText("How it was made").click();
    await page.getByText("npm run train -- --preset quick --seeds 0,1,2,3,4,5,6,7 --engine wasm").waitFor();
    await button(page, "Use this recipe").click();
    await expect.poll(() => new URL(page.url()).hash).toBe("#seeds=0,1,2,3,4,5,6,7&backend=wasm");
    expect(await button(page, "Its recipe is set").isDisabled()).toBe(true);
    await button(page, "Hide").click();
    await expect.poll(() => stepsShown(page)).toEqual([]);
    expect(await finding(page)).toContain("Press Train");
  });

  test.each([
    ["corrupt", { body: '{"format":' }, "quick.json: expected a JSON text; got"],
    ["missing", { status: 404 }, "got HTTP 404; everything else works without it."],
  ])("that is %s is told by name, and the page trains all the same", async (_, answer, message) => {
    const { page } = await visit(on.browser, TINY);
    await page.route("**/recorded/quick.json", (route) => route.fulfill(answer));
    await button(page, "Quick: sort").click();
    await expect.poll(() => page.getByRole("alert").textContent()).toContain(message);
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page)).toEqual([50, 50, 50, 50]);
  });
});

suite("a recorded sweep for everyone", () => {
  test.each([1440, 768, 390, 320])("comes without a jump at %i pixels", async (width) => {
    const { page } = await visit(on.browser, "", { viewport: { width, height: 900 } });
    await expect.poll(() => label(page).textContent()).toMatch(STAIRS);
    const shifted = await watchShifts(page, { buffered: true });
    await page.waitForTimeout(1000);
    expect(await shifted()).toBeLessThan(0.02);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  });

  test.each(["light", "dark"] as const)("axe finds nothing wrong with it, %s", async (colorScheme) => {
    const { page } = await visit(on.browser, "", { colorScheme });
    await expect.poll(() => label(page).textContent()).toMatch(STAIRS);
    expect(await violations(page)).toEqual([]);
  });
});
