import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, ENDLESS, stepsShown, violations, visit } from "./browser.ts";

const on = browsing();

const lang = (page: Page) => page.evaluate(() => document.documentElement.lang);

/** Words in Latin letters that are not names, units or what recipes are written in. */
const ENGLISH = /\b(the|and|of|with|when|seeds?|steps?|widths?|loss|per cent|training|recorded)\b/i;

/** What a person can see on the page in English, a line a text; hardware is as its file tells it, filters are code. */
const english = async (page: Page): Promise<string[]> => {
  const lines = await page.evaluate(() => document.body.innerText.split("\n"));
  return lines.filter((line) => ENGLISH.test(line) && !/no GPU|^width:\d+$/.test(line));
};

suite("languages", () => {
  test.each(["light", "dark"] as const)(
    "a Korean browser opens in Korean, and axe finds nothing, %s",
    async (colorScheme) => {
      const { page, complaints } = await visit(on.browser, "", { locale: "ko-KR", colorScheme });
      await page.locator(".recorded-words").waitFor();
      expect(await lang(page)).toBe("ko");
      expect(await page.title()).toMatch(/[가-힣]/);
      expect(await violations(page)).toEqual([]);
      expect(await english(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  test("the switch changes everything at once, is remembered, and a running sweep goes on", async () => {
    const { page, complaints } = await visit(on.browser, ENDLESS, { locale: "en-GB" });
    expect(await lang(page)).toBe("en");
    await button(page, "Train").click();
    await expect.poll(async () => (await stepsShown(page))[0]).toBeGreaterThan(0);
    await button(page, "한국어").press("Enter");
    await button(page, "일시 정지").waitFor();
    expect(await lang(page)).toBe("ko");
    expect(await button(page, "한국어").getAttribute("aria-pressed")).toBe("true");
    expect(await english(page)).toEqual([]);
    const [before = 0] = await stepsShown(page);
    await expect.poll(async () => (await stepsShown(page))[0]).toBeGreaterThan(before);
    await button(page, "중지").press("Enter");
    await button(page, "처음부터").waitFor();
    page.on("dialog", (dialog) => dialog.accept());
    await page.reload();
    await button(page, "학습 시작").waitFor();
    await button(page, "English").press("Enter");
    await button(page, "Train").waitFor();
    expect(await lang(page)).toBe("en");
    expect(complaints).toEqual([]);
  });

  test("what is wrong with a recipe is said in the page's language, and follows it", async () => {
    const { page } = await visit(on.browser, "#heads=3", { locale: "ko-KR" });
    const problems = page.locator("#problems");
    await expect.poll(() => problems.innerText()).toContain("나누어지지 않습니다");
    await button(page, "English").press("Enter");
    await expect.poll(() => problems.innerText()).toContain("does not divide width");
  });
});
