import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, ENDLESS, stepsShown, violations, visit } from "./browser.ts";
import { watchShifts } from "./layout.ts";

const on = browsing();

const card = (page: Page) => page.getByRole("dialog", { name: "Tour of this page" });
const title = (page: Page) => card(page).getByRole("heading").textContent();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

/** True where one element's middle can be seen and nothing of the card lies over it. */
async function isInSight(page: Page, selector: string): Promise<boolean> {
  const [part, cover] = await Promise.all([page.locator(selector).boundingBox(), card(page).boundingBox()]);
  const size = page.viewportSize();
  if (!part || !cover || !size) return false;
  const middle = { x: part.x + part.width / 2, y: part.y + part.height / 2 };
  const within = (low: number, value: number, length: number) => value >= low && value <= low + length;
  const covered = within(cover.x, middle.x, cover.width) && within(cover.y, middle.y, cover.height);
  return within(0, middle.y, size.height) && !covered;
}

const PARTS: readonly (readonly [string, string])[] = [
  ["Width", ".grid thead"],
  ["Loss", '[data-part="loss"]'],
  ["Not yet", ".grid tbody"],
  ["Emergence", ".chart.ability"],
  ["Seeds", ".finding"],
  ["Your turn", ".controls"],
];

suite("the tour", () => {
  test.each([
    [1440, "dark"],
    [390, "light"],
  ] as const)("by keyboard, over the recorded sweep, %i %s", async (width, colorScheme) => {
    const { page, complaints } = await visit(on.browser, "", {
      ...{ viewport: { width, height: 844 }, colorScheme, reducedMotion: "reduce" },
    });
    await page.locator(".cell.there").first().waitFor();
    expect(await card(page).isVisible()).toBe(false); // never by itself
    await button(page, "Tour").focus();
    await page.keyboard.press("Enter");
    await card(page).waitFor();
    const shifted = await watchShifts(page, { except: ".tour-card" });
    for (const [name, part] of PARTS) {
      await expect.poll(() => title(page)).toBe(name);
      await expect.poll(() => isInSight(page, part)).toBe(true);
      if (name === "Not yet" && width === 1440) expect(await violations(page)).toEqual([]);
      if (name !== "Your turn") await page.keyboard.press("ArrowRight");
    }
    expect(await shifted()).toBeLessThan(0.02);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => title(page)).toBe("Seeds");
    await page.keyboard.press("Escape");
    await card(page).waitFor({ state: "hidden" });
    expect(await focused(page)).toBe("Tour");
    expect(complaints).toEqual([]);
  });

  test("speaks of what is shown, while training goes on beneath it", async () => {
    const { page } = await visit(on.browser, ENDLESS);
    await button(page, "Tour").click();
    await card(page).waitFor();
    await button(page, "Train").click(); // the page stays usable
    await expect.poll(async () => (await stepsShown(page))[0]).toBeGreaterThan(10);
    await button(page, "Next").press("Enter");
    await expect.poll(() => card(page).textContent()).toMatch(/Width \d is at [\d.]+ nats now/);
    await button(page, "Next").press("Enter");
    const pair = /width (\d+) (?:answers|is furthest with) (\d+) %/;
    const told = async () => pair.exec((await card(page).textContent()) ?? "");
    const [, width, score] = (await told())!;
    expect(["2", "4"]).toContain(width);
    expect(Number(score)).toBeLessThanOrEqual(100);
    await button(page, "End").press("Enter");
    await card(page).waitFor({ state: "hidden" });
    const before = (await stepsShown(page))[0]!;
    await expect.poll(async () => (await stepsShown(page))[0]).toBeGreaterThan(before);
  });

  test("is pointed at once; the line can be hidden for good", async () => {
    const { page } = await visit(on.browser);
    const hint = page.getByText("New here?");
    await hint.waitFor();
    await button(page, "Hide this line").click();
    await hint.waitFor({ state: "hidden" });
    await page.reload();
    await button(page, "Tour").waitFor();
    expect(await hint.isVisible()).toBe(false);
  });
});
