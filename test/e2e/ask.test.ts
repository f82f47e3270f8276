import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, ENDLESS, violations, visit } from "./browser.ts";
import { sideways } from "./layout.ts";

/** Two tasks on two widths, so long that they never end by themselves. */
const LADDER = `${ENDLESS.replace("seeds=0,1", "seeds=0")}&tasks=sort,add`;
const PATIENCE = { timeout: 60_000 };

const on = browsing();

const box = (page: Page) => page.locator(".ask");
const input = (page: Page) => page.getByRole("textbox", { name: "Prompt", exact: true });
const note = (page: Page) => box(page).getByRole("status");
const answers = (page: Page) => box(page).locator(".asked");

/** Which answers are shown, and what is said of the prompt. */
const shown = (page: Page) => answers(page).allTextContents();

suite("the prompt box", { timeout: 180_000 }, () => {
  test("before training it says why nobody answers, and beside a recorded sweep, too", async () => {
    const { page } = await visit(on.browser, LADDER);
    expect(await input(page).isDisabled()).toBe(true);
    expect(await note(page).textContent()).toContain("Press Train first");
    const { page: recorded } = await visit(on.browser);
    await expect.poll(() => note(recorded).textContent(), PATIENCE).toContain("has no weights");
    expect(await input(recorded).count()).toBe(0);
  });

  test("every width answers and learns; paused, by keyboard alone; stopped; then nobody", async () => {
    const { page, complaints } = await visit(on.browser, LADDER);
    await button(page, "Train").click();
    await expect.poll(() => input(page).isEnabled(), PATIENCE).toBe(true);
    await input(page).fill("ponmdcba");
    await expect.poll(() => answers(page).count(), PATIENCE).toBe(2);
    expect(await box(page).locator(".label").textContent()).toContain("→ abcdmnop");
    const first = await shown(page);
    await expect.poll(() => shown(page), PATIENCE).not.toEqual(first);
    await button(page, "Pause").click();
    await button(page, "Resume").waitFor(PATIENCE);

    await refuses(page);
    await obeysKeys(page);
    await fitsPhone(page);

    await button(page, "Stop").click();
    await button(page, "Start over").waitFor(PATIENCE);
    await input(page).fill("001+001");
    await expect.poll(() => box(page).locator(".label").textContent(), PATIENCE).toContain("→ 0002");
    expect(await answers(page).count()).toBe(2);
    page.once("dialog", (dialog) => void dialog.accept());
    await button(page, "Start over").click();
    await expect.poll(() => note(page).textContent()).toContain("Press Train first");
    expect(complaints).toEqual([]);
  });
});

/** A wrong symbol, a prompt that is too long, and one of another form are told apart. */
async function refuses(page: Page): Promise<void> {
  const told = () => note(page).textContent();
  await input(page).fill("abz");
  await expect.poll(told, PATIENCE).toContain("knows the symbols a–p here; got “z”");
  expect(await input(page).getAttribute("aria-invalid")).toBe("true");
  await input(page).fill("abcdefghijk");
  await expect.poll(told, PATIENCE).toContain("at most 8 symbols here; got 11");
  await input(page).fill("ba");
  await expect.poll(told, PATIENCE).toContain("Prompts in training looked like");
  expect(await answers(page).count()).toBe(2);
}

/** A random prompt and an answer token by token, without a mouse; nothing wrong for axe. */
async function obeysKeys(page: Page): Promise<void> {
  await input(page).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => input(page).inputValue()).toMatch(/^[a-p]{8}$/);
  await expect.poll(() => note(page).textContent(), PATIENCE).toContain("token by token");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const tokens = box(page).getByRole("list").getByRole("listitem");
  await expect.poll(() => tokens.count()).toBe(8);
  expect(await tokens.first().textContent()).toMatch(/^\S (\d+|<1) %/);
  expect(await box(page).locator(".tokens h4").textContent()).toMatch(/^Width 2, seed 0, step \d/);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect.poll(() => tokens.count()).toBe(0);
}

/** At 320 pixels, another task's prompt, opened: nothing is wider than the screen. */
async function fitsPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 700 });
  await box(page).getByRole("combobox").selectOption("add");
  await input(page).fill("417+586");
  await expect.poll(() => box(page).locator(".label").textContent(), PATIENCE).toContain("→ 1003");
  await answers(page).first().click();
  await expect.poll(() => box(page).getByRole("listitem").count()).toBe(4);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });
}
