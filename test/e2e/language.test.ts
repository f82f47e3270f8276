import type { Locator, Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, ENDLESS, stepsShown, TINY, violations, visit } from "./browser.ts";

const on = browsing();

const lang = (page: Page) => page.evaluate(() => document.documentElement.lang);

/** Words in Latin letters that are not names, units or what recipes are written in. */
const ENGLISH = /\b(the|and|of|with|when|seeds?|steps?|widths?|loss|per cent|training|recorded)\b/i;

/** What a person can see on the page in English, a line a text; filters are code. */
const english = async (page: Page): Promise<string[]> => {
  const lines = await page.evaluate(() => document.body.innerText.split("\n"));
  return lines.filter((line) => ENGLISH.test(line) && !/^width:\d+$/.test(line));
};

/** What is called the same in Korean: names, units, file endings, and what is typed into a recipe. */
const NAMES = new Set(
  [
    "Widthwise English Transformer muP MLP FLOPs kFLOPs MFLOPs GFLOPs dModel LayerNorm AdamW log ln nat softmax",
    "GPU WebGPU WebAssembly SIMD relaxed tfjs wasm PNG SVG CSV JSONL run json widthwise txt Ctrl Shift",
    "maximal update parametrisation", // what muP stands for
    "largest parity odd even", // symbols of the two tasks
    "arXiv Yang Hu Olsson Nanda Behrens Okpekpe Orvieto gpt acc jax",
  ].flatMap((line) => line.split(" ")),
);

/** Every Latin word of two letters or more, seen or read out, below an element, that is no such name. */
async function latin(root: Locator): Promise<string[]> {
  const texts = await root.evaluate((element) => {
    const read = ["aria-label", "title", "alt", "placeholder", "aria-valuetext"];
    const below = [element, ...element.querySelectorAll("*")];
    const attributes = below.flatMap((one) => read.map((name) => one.getAttribute(name) ?? ""));
    return [
      ...below.flatMap((one) =>
        [...one.childNodes].flatMap((node) => (node instanceof Text ? [node.data] : [])),
      ),
      ...attributes,
    ];
  });
  expect(texts.join("")).toMatch(/[가-힣]/);
  return texts.filter((text) => (text.match(/[A-Za-z]{2,}/g) ?? []).some((word) => !NAMES.has(word)));
}

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

  test("whatever opens is in Korean, too, and so is what the card says", async () => {
    const { page, complaints } = await visit(on.browser, `${TINY}&tasks=largest,parity`, { locale: "ko-KR" });
    await button(page, "학습 시작").click();
    await expect.poll(() => stepsShown(page), { timeout: 30_000 }).toEqual([50, 50, 50, 50]);
    expect(await english(page)).toEqual([]);

    await button(page, "작동 원리").click();
    const how = page.getByRole("dialog", { name: "작동 원리" });
    await how.getByText("50스텝 뒤").waitFor();
    await how.locator('[data-part="odds"]').waitFor();
    expect(await how.getByLabel("과제").locator("option").allTextContents()).toEqual([
      "가장 큰 숫자",
      "홀짝",
    ]);
    expect(await latin(how)).toEqual([]);
    await page.keyboard.press("Escape");

    await page.locator(".task-name").first().click();
    await page.locator("#task-drawer").waitFor();
    expect(await latin(page.locator("#task-drawer"))).toEqual([]);
    await page.keyboard.press("Escape");

    await page.locator(".preset-button").click();
    expect(await latin(page.locator(".preset-menu"))).toEqual([]);
    await page.keyboard.press("Escape");

    await button(page, "공유").click();
    const share = page.locator(".popover:popover-open");
    await share.getByText("평가 간격 10스텝").waitFor();
    expect(await latin(share)).toEqual([]);
    await page.getByRole("button", { name: /^결과 카드/ }).click();
    await page.locator(".card-picture img").waitFor();
    expect(await latin(page.locator(".card-dialog"))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("what is wrong with a recipe is said in the page's language, and follows it", async () => {
    const { page } = await visit(on.browser, "#heads=3", { locale: "ko-KR" });
    const problems = page.locator("#problems");
    await expect.poll(() => problems.innerText()).toContain("나누어지지 않습니다");
    expect(await problems.innerText()).toContain("헤드: ");
    await button(page, "English").press("Enter");
    await expect.poll(() => problems.innerText()).toContain("does not divide width");
  });
});
