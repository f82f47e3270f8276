import { readFile } from "node:fs/promises";
import type { Download, Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, TINY, violations, visit } from "./browser.ts";

const on = browsing();

/** A tiny sweep, trained to its end: widths 2 and 4, seeds 0 and 1. */
async function trained(colorScheme: "light" | "dark" = "light") {
  const visited = await visit(on.browser, TINY, {
    colorScheme,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await button(visited.page, "Train").click();
  await button(visited.page, "Start over").click({ trial: true, timeout: 120_000 });
  return visited;
}

const CHARTS = [
  "What each width can do",
  "Loss",
  "Ability against width",
  "Ability against step",
  "Loss against size",
];

/** What a click brings to the downloads. */
async function downloaded(page: Page, click: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), click()]);
  return download;
}

async function saved(page: Page, chart: string, format: string): Promise<Buffer> {
  await button(page, `Save: ${chart}`).click();
  const file = await downloaded(page, () =>
    page.locator(".popover:popover-open .entry", { hasText: format }).click(),
  );
  await page.keyboard.press("Escape");
  return readFile(await file.path());
}

/** Size and number of different colours of a picture, as a browser decodes it. */
const lookAt = (page: Page, picture: Buffer, type: string) =>
  page.evaluate(
    async ([text, mime]) => {
      const bytes = Uint8Array.from(atob(text!), (char) => char.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: mime! }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext("2d")!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      const colours = new Set<string>();
      for (let i = 0; i < data.length; i += 4) colours.add(data.slice(i, i + 4).join());
      return { width: bitmap.width, height: bitmap.height, colours: colours.size };
    },
    [picture.toString("base64"), type],
  );

/** What stands in a drawing, and what does not belong into one. */
const readSvg = (page: Page, text: string) =>
  page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
    return {
      isBroken: parsed.querySelector("parsererror") !== null,
      texts: [...parsed.querySelectorAll("text")].map((one) => one.textContent),
      paper: parsed.querySelector("rect")?.getAttribute("fill"),
      paths: parsed.querySelectorAll("path").length,
      foreign: parsed.querySelectorAll("style, image, foreignObject, [class], [style], [href]").length,
    };
  }, text);

const FROM = /^2 seeds, so a preview · tfjs on .* · \d+ \w+ \d{4} · Widthwise\u00a0\d/;

suite("Save, below every chart", () => {
  test("PNG at twice the size, SVG that needs nothing beside itself, and the numbers", async () => {
    const { page, complaints } = await trained();
    await page.locator(".over-steps-room").scrollIntoViewIfNeeded();
    for (const chart of CHARTS) {
      const picture = await lookAt(page, await saved(page, chart, "PNG"), "image/png");
      expect(picture.width).toBe(1600);
      expect(picture.height).toBeGreaterThan(500);
      expect(picture.colours).toBeGreaterThan(20);
      const svg = await readSvg(page, (await saved(page, chart, "SVG")).toString());
      expect(svg).toMatchObject({ isBroken: false, foreign: 0 });
      expect(svg.texts[0]).toBe(chart);
      expect(svg.texts).toContain(
        "Sort · widths 2, 4 · 1 layer · 50 steps of 8 sequences · learning rate 0.005 · evaluated every 10 steps · 16 held-out prompts",
      );
      expect(svg.texts.some((text) => FROM.test(text ?? ""))).toBe(true);
    }
    const numbers = (await saved(page, "Ability against width", "CSV")).toString().trim().split("\n");
    expect(numbers[0]).toMatch(/^task,width,step,exact_mean,/);
    expect(numbers.slice(1).map((line) => line.split(",").slice(0, 3).join())).toEqual([
      "sort,2,50",
      "sort,4,50",
    ]);
    expect(complaints).toEqual([]);
  });

  test("the loss as vectors, on light paper in a dark page: a line and a band a width, or a line a run", async () => {
    const { page } = await trained("dark");
    const means = await readSvg(page, (await saved(page, "Loss", "SVG")).toString());
    expect(means).toMatchObject({ paths: 4, paper: "#fbfaf7" });
    await page.locator(".loss").getByRole("button", { name: "Options" }).click();
    await page.getByText("a line each", { exact: true }).click();
    const runs = await readSvg(page, (await saved(page, "Loss", "SVG")).toString());
    expect(runs.paths).toBeGreaterThanOrEqual(4);
    const rows = (await saved(page, "Loss", "CSV")).toString().split("\n");
    for (const run of ["w2-s0", "w2-s1", "w4-s0", "w4-s1"]) {
      expect(rows.some((row) => row.startsWith(`line,${run},`))).toBe(true);
    }
  });

  test("Data: the numbers as tables, by keyboard; axe finds nothing in what is open", async () => {
    const { page } = await trained();
    await page.getByText("Data: Loss", { exact: true }).press("Enter");
    const newest = page.getByRole("table", { name: /^Newest losses/ });
    await newest.waitFor();
    expect(await newest.locator("tbody th").allTextContents()).toEqual(["w2-s0", "w2-s1", "w4-s0", "w4-s1"]);
    const way = page.getByRole("table", { name: /^Smoothed training loss/ });
    expect(await way.locator("thead th").allTextContents()).toEqual(["Step", "2", "4"]);
    expect(await way.locator("tbody tr").count()).toBe(12);
    await button(page, "Save: Loss").press("Enter");
    await page.locator(".popover:popover-open").waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

suite("the result card", () => {
  test("shown, downloaded at 1200 × 630 in both themes, copied, closed", async () => {
    const { page, complaints } = await trained();
    await button(page, "Share").click();
    await page.getByRole("button", { name: /^Result card/ }).click();
    const image = page.locator(".card-picture img");
    await image.waitFor();
    expect(await image.getAttribute("alt")).toMatch(/^Not yet at width 4 \(2 seeds, 50 steps\): sort\./);
    expect(await violations(page)).toEqual([]);
    const cards: Buffer[] = [];
    for (const theme of ["Light", "Dark"]) {
      const before = await image.getAttribute("src");
      await page.getByRole("radio", { name: theme }).check();
      if (theme === "Dark") await expect.poll(() => image.getAttribute("src")).not.toBe(before);
      const file = await downloaded(page, () => button(page, "Download").click());
      expect(file.suggestedFilename()).toBe("widthwise-card.png");
      const card = await readFile(await file.path());
      expect(await lookAt(page, card, "image/png")).toMatchObject({ width: 1200, height: 630 });
      cards.push(card);
    }
    expect(cards[0]!.equals(cards[1]!)).toBe(false);
    await button(page, "Copy picture").click();
    await expect.poll(() => page.locator(".card-actions .outcome").textContent()).toBe("Picture copied.");
    const types = await page.evaluate(async () => (await navigator.clipboard.read())[0]?.types);
    expect(types).toContain("image/png");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".card-dialog").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
