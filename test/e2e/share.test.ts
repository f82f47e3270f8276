import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, TINY, violations, visit } from "./browser.ts";

const on = browsing();

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

/** An entry of an open panel, by the beginning of its name. */
const entry = (page: Page, title: string) => page.getByRole("button", { name: new RegExp(`^${title}`) });

const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

const said = (page: Page) => page.locator(".popover:popover-open .outcome").textContent();

suite("Share", () => {
  test("Copy link: opens the same recipe and starts nothing", async () => {
    const { page } = await visit(on.browser, TINY, CLIPBOARD);
    await button(page, "Share").click();
    await entry(page, "Copy link").click();
    await expect.poll(() => said(page)).toBe("Link copied.");
    const link = await copied(page);
    expect(link).toBe(page.url());
    await page.goto("about:blank");
    await page.goto(link);
    await button(page, "Train").waitFor();
    expect(page.url()).toBe(link);
    await expect.poll(() => page.locator(".where").textContent()).toMatch(/^Ready: 4 runs of 50 steps/);
  });

  test("Copy command, by keyboard: the command line's flags for what differs", async () => {
    const { page } = await visit(on.browser, TINY, CLIPBOARD);
    await button(page, "Share").focus();
    await page.keyboard.press("Enter");
    await page.locator(".popover:popover-open").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => said(page)).toBe("Command copied.");
    expect(await copied(page)).toBe(
      "npm run train -- --preset quick --widths 2,4 --seeds 0,1 --layers 1 --batch 8 --steps 50 --eval-every 10 --eval-size 16 --backend wasm",
    );
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".popover:popover-open").count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Share");
  });

  test("where the clipboard is denied, the text is selected to be copied by hand", async () => {
    const { page } = await visit(on.browser, TINY);
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
    });
    await button(page, "Share").click();
    await entry(page, "Copy link").click();
    const field = page.getByLabel("To copy");
    await expect.poll(() => field.inputValue()).toBe(page.url());
    expect(await said(page)).toMatch(/selected/);
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(page.url());
  });

  test("a recipe with a file of one's own says what a link leaves out, and names the file", async () => {
    const { page } = await visit(on.browser, TINY, CLIPBOARD);
    const buffer = Buffer.from(
      '{"prompt": "1+1", "answer": "2"}\n{"prompt": "1+2", "answer": "3"}\n'.repeat(9),
    );
    await page
      .getByLabel("Your own data file")
      .setInputFiles({ name: "my sums.jsonl", mimeType: "text/plain", buffer });
    await page.getByText("my sums.jsonl", { exact: false }).first().waitFor();
    await button(page, "Share").click();
    await entry(page, "Copy link").click();
    await expect.poll(() => said(page)).toBe("Link copied. It carries the recipe, not your file.");
    await entry(page, "Copy command").click();
    await expect.poll(() => said(page)).toContain("after --data");
    expect(await copied(page)).toContain("--data 'my sums.jsonl'");
  });
});
