import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, TINY, violations, visit } from "./browser.ts";

const on = browsing();

const term = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const tip = (page: Page) => page.getByRole("tooltip");

suite("a word that is explained", () => {
  test("on hover: what it says can be pointed at, and goes with Escape or the pointer", async () => {
    const { page, complaints } = await visit(on.browser, TINY);
    const word = term(page, "chance").first();
    await word.hover();
    await tip(page).waitFor();
    expect(await tip(page).textContent()).toMatch(/^What the best guesser gets/);
    const [box, of] = await Promise.all([tip(page).boundingBox(), word.boundingBox()]);
    // from the middle of the word straight into the explanation, and resting there
    await page.mouse.move(of!.x + of!.width / 2, of!.y + of!.height / 2);
    await page.mouse.move(box!.x + 20, box!.y + box!.height / 2, { steps: 8 });
    await page.waitForTimeout(600);
    expect(await tip(page).isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await tip(page).waitFor({ state: "hidden" });
    await word.hover();
    await tip(page).waitFor();
    await page.mouse.move(1, 1);
    await tip(page).waitFor({ state: "hidden" });
    expect(complaints).toEqual([]);
  });

  test.each([
    [1440, "light"],
    [390, "dark"],
  ] as const)("by keyboard, inside the window, without what axe minds, %i %s", async (width, colorScheme) => {
    const { page } = await visit(on.browser, TINY, { viewport: { width, height: 844 }, colorScheme });
    const word = term(page, "seeds").first();
    await word.focus();
    await tip(page).waitFor();
    const described = await word.getAttribute("aria-describedby");
    expect(await tip(page).getAttribute("id")).toBe(described);
    const box = (await tip(page).boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Tab");
    await expect.poll(() => tip(page).textContent()).not.toMatch(/^A number that fixes/);
  });
});
