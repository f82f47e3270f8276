import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, exported, stepsShown, TINY, visit } from "./browser.ts";

const on = browsing();

const give = (page: Page, name: string, text: string) =>
  page
    .getByLabel("Your own data file")
    .setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

const alertText = async (page: Page) => (await page.getByRole("alert").allTextContents()).join("\n");

const PAIRS = Array.from({ length: 40 }, (_, i) =>
  JSON.stringify({ prompt: `${i}+1`, answer: `${i + 1}` }),
).join("\n");

suite("a file of one's own", () => {
  test("JSON lines: shown, trained on, named in run.json, and removed again", async () => {
    const { page, complaints } = await visit(on.browser, TINY);
    await give(page, "sums.jsonl", PAIRS);
    await page.getByText("sums.jsonl", { exact: false }).first().waitFor();
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([50, 50, 50, 50]);
    await button(page, "Start over").waitFor();
    const manifest = JSON.parse((await exported(page))["run.json"] ?? "");
    expect(manifest.data).toMatchObject({ name: "sums.jsonl", bytes: PAIRS.length });
    expect(manifest.data.sha256).toMatch(/^[0-9a-f]{64}$/);
    await button(page, "Remove").click();
    await expect.poll(() => page.locator(".data-summary").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("a text: trained character by character", async () => {
    const { page } = await visit(on.browser, `${TINY}&context=16`);
    await give(page, "verse.txt", "Tyger tyger, burning bright, in the forests of the night;\n".repeat(20));
    await page.getByText("verse.txt", { exact: false }).first().waitFor();
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([50, 50, 50, 50]);
  });

  test.each([
    ["empty.txt", "", /empty/],
    ["words.csv", "a,b\n1,2\n", /words\.csv.*prompt.*answer/],
    ["words.jsonl", '{"prompt": "a", "answer": "b"}\n{"prompt": "a"}\n', /words\.jsonl, line 2/],
    ["photo.png", "x", /\.txt, \.jsonl, \.csv or \.tsv/],
    ["binary.txt", "a\0b", /binary|UTF-8/],
  ])("%s is refused in words, and nothing changes", async (name, text, message) => {
    const { page } = await visit(on.browser, TINY);
    const before = page.url();
    await give(page, name, text);
    await expect.poll(() => alertText(page)).toMatch(message);
    expect(page.url()).toBe(before);
    expect(await button(page, "Train").isEnabled()).toBe(true);
  });
});
