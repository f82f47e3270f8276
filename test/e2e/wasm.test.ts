import { expect, suite, test } from "vitest";
import { browsing, button, ENDLESS, exported, stepsShown, TINY, visit } from "./browser.ts";

const on = browsing();

const wasm = (hash: string) => hash.replace("backend=wasm", "engine=wasm");

suite("the wasm engine on the page", () => {
  test("trains a sweep to its end under the page's policy and asks nothing of others", async () => {
    const { page, complaints, strangers } = await visit(on.browser, wasm(TINY));
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([50, 50, 50, 50]);
    await page
      .getByText(/compiled step on WebAssembly/)
      .first()
      .waitFor();
    const files = await exported(page);
    const { engine } = JSON.parse(files["run.json"] ?? "");
    expect(engine).toMatchObject({ engine: "wasm", backend: "wasm", details: { simd: "relaxed" } });
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
  });

  test("a single step is one update of every run; Pause stops the curves", async () => {
    const { page } = await visit(on.browser, wasm(ENDLESS));
    await button(page, "Step").click();
    await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([1, 1, 1, 1]);
    await button(page, "Resume").click();
    await expect.poll(async () => Math.min(...(await stepsShown(page)))).toBeGreaterThan(20);
    await button(page, "Pause").click();
    await button(page, "Resume").waitFor();
    await page.waitForTimeout(300);
    const paused = await stepsShown(page);
    await page.waitForTimeout(500);
    expect(await stepsShown(page)).toEqual(paused);
  });
});
