import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, suite, test } from "vitest";
import { button, launch, leave, violations, visit } from "./browser.ts";

/** Two widths, of which the wider one learns to sort in a minute. */
const LADDER = "#widths=2,16&seeds=0&layers=1&batch=16&steps=100000&eval-every=100&eval-size=16&engine=wasm";
const PROMPT = "ponmdcba";
const PATIENCE = { timeout: 60_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterEach(() => leave(browser));
afterAll(() => browser.close());

const box = (page: Page) => page.locator(".ask");
const input = (page: Page) => page.getByRole("textbox", { name: "Prompt", exact: true });
const note = (page: Page) => box(page).getByRole("status");
const answers = (page: Page) => box(page).locator(".asked");

async function training(hash = LADDER) {
  const visited = await visit(browser, hash);
  await button(visited.page, "Train").click();
  await expect.poll(() => input(visited.page).isEnabled(), PATIENCE).toBe(true);
  return visited;
}

suite("the prompt box", { timeout: 120_000 }, () => {
  test("before training it says why nobody answers, and beside a recorded sweep, too", async () => {
    const { page } = await visit(browser, LADDER);
    expect(await input(page).isDisabled()).toBe(true);
    expect(await note(page).textContent()).toContain("Press Train first");
    const { page: recorded } = await visit(browser);
    await expect.poll(() => note(recorded).textContent(), PATIENCE).toContain("has no weights");
    expect(await input(recorded).count()).toBe(0);
  });

  test("every width answers, and answers differently as it learns; also when it has been stopped", async () => {
    const { page, complaints } = await training();
    await input(page).fill(PROMPT);
    await expect.poll(() => answers(page).count(), PATIENCE).toBe(2);
    expect(await box(page).locator(".label").textContent()).toContain("abcdmnop");
    const first = await answers(page).last().textContent();
    await expect.poll(() => answers(page).last().textContent(), PATIENCE).not.toBe(first);
    await button(page, "Stop").click();
    await button(page, "Start over").waitFor();
    await input(page).fill("abcdefgh");
    await expect.poll(() => box(page).locator(".label").textContent()).toContain("→ abcdefgh");
    expect(await answers(page).count()).toBe(2);
    page.once("dialog", (dialog) => void dialog.accept());
    await button(page, "Start over").click();
    await expect.poll(() => note(page).textContent()).toContain("Press Train first");
    expect(complaints).toEqual([]);
  });

  test("a wrong symbol is named with those that are known, and a prompt of another form said to be one", async () => {
    const { page } = await training();
    await input(page).fill("abz");
    await expect
      .poll(() => note(page).textContent(), PATIENCE)
      .toContain("knows the symbols a–p here; got “z”");
    expect(await input(page).getAttribute("aria-invalid")).toBe("true");
    await input(page).fill("abcdefghijk");
    await expect.poll(() => note(page).textContent()).toContain("at most 8 symbols here; got 11");
    await input(page).fill("ba");
    await expect.poll(() => note(page).textContent()).toContain("Prompts in training looked like");
    await expect.poll(() => answers(page).count()).toBe(2);
  });

  test("by keyboard alone: a random prompt, and an answer token by token; nothing wrong for axe", async () => {
    const { page } = await training();
    await button(page, "Pause").click();
    await button(page, "Resume").waitFor();
    await input(page).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => input(page).inputValue()).toMatch(/^[a-p]{8}$/);
    await expect.poll(() => answers(page).count(), PATIENCE).toBe(2);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const tokens = box(page).getByRole("list").getByRole("listitem");
    expect(await tokens.count()).toBe(8);
    expect(await tokens.first().textContent()).toMatch(/^\S (\d+|<1) %/);
    expect(await box(page).locator(".tokens h4").textContent()).toMatch(/^Width 2, seed 0, step \d/);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    expect(await tokens.count()).toBe(0);
  });

  test("in a mixture the task is chosen; on a phone nothing is wider than the screen", async () => {
    const { page } = await training(`${LADDER}&tasks=sort,add`);
    await page.setViewportSize({ width: 320, height: 700 });
    await box(page).getByRole("combobox").selectOption("add");
    await input(page).fill("417+586");
    await expect.poll(() => box(page).locator(".label").textContent(), PATIENCE).toContain("→ 1003");
    await answers(page).first().click();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
  });
});
