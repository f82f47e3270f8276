import { expect, test } from "vitest";
import { browsing, button, exported, stepsShown, visit } from "./browser.ts";

const on = browsing();

/** Milliseconds from opening the page to the exported files. */
const PATIENCE = 60_000;

test("a newcomer: open, see the recorded staircase, Train, own first point, Export, within a minute", async () => {
  const began = Date.now();
  const passed = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
  const { page, complaints } = await visit(on.browser);
  await page.locator(".recorded-words").waitFor();
  await expect.poll(() => page.locator(".cell").allTextContents()).toContain("not yet");
  await expect.poll(() => page.locator(".finding").textContent()).toContain("10 of 13 abilities emerged");
  const seen = passed();
  await button(page, "Train").click();
  await page.locator(".recorded-words").waitFor({ state: "detached" });
  await expect.poll(async () => Math.max(0, ...(await stepsShown(page)))).toBeGreaterThan(0);
  const first = passed();
  const files = await exported(page);
  const seconds = (Date.now() - began) / 1000;
  process.stdout.write(`Newcomer: staircase ${seen}, own point ${first}, exported ${seconds.toFixed(1)} s\n`);
  const manifest = JSON.parse(files["run.json"] ?? "") as { recipe: { widths: number[] } };
  expect(manifest.recipe.widths.length).toBeGreaterThan(1);
  expect(files["loss-log.csv"]).toContain(",loss/train,");
  expect(seconds * 1000).toBeLessThan(PATIENCE);
  expect(complaints).toEqual([]);
});
