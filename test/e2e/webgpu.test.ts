import { expect, suite, test } from "vitest";
import { browsing, button, ENDLESS, exported, stepsShown, TINY, visit } from "./browser.ts";

const on = browsing();

const webgpu = (hash: string) => hash.replace("backend=wasm", "engine=webgpu");

suite("the webgpu engine on the page", () => {
  test("trains a sweep to its end and says what computed, on the page and in run.json", async () => {
    const { page, complaints } = await visit(on.browser, webgpu(TINY));
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page), { timeout: 120_000 }).toEqual([50, 50, 50, 50]);
    await page
      .getByText(/compiled step on WebGPU/)
      .first()
      .waitFor();
    await page
      .getByText(/Self-test: passed/)
      .first()
      .waitFor();
    await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("ponmdcba");
    await expect.poll(() => page.locator(".asked").count()).toBe(2); // read back from the GPU
    const files = await exported(page);
    const manifest = JSON.parse(files["run.json"] ?? "");
    expect(manifest.engine).toMatchObject({
      engine: "webgpu",
      backend: "webgpu",
      device: expect.stringMatching(/./),
      details: {
        selfTest: "passed",
        products: expect.stringMatching(/NN .*NT .*TN /),
        features: expect.any(String),
      },
    });
    const rows = (files["loss-log.csv"] ?? "").split("\n").filter((row) => row.includes(",loss/train,"));
    expect(rows).toHaveLength(4 * 50);
    const times = rows.filter((row) => row.startsWith("w2-s0,")).map((row) => Number(row.split(",")[9]));
    expect(times.every((time, i) => i === 0 || time > (times[i - 1] as number))).toBe(true);
    expect(complaints).toEqual([]);
  });

  test("tells how far the start is before the first point: self-test, then each width's kernels", async () => {
    const { page } = await visit(on.browser, webgpu(ENDLESS));
    await page.evaluate(() => {
      const seen: { words: string; share: number; steps: string }[] = [];
      Object.assign(window, { seen });
      const look = () =>
        seen.push({
          words: document.querySelector(".where")?.textContent ?? "",
          share: document.querySelector<HTMLProgressElement>("progress.bar")?.value ?? 0,
          steps: [...document.querySelectorAll(".runs tbody td.steps")]
            .map((cell) => cell.textContent)
            .join(),
        });
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    await button(page, "Train").click();
    await expect
      .poll(async () => Math.max(0, ...(await stepsShown(page))), { timeout: 120_000 })
      .toBeGreaterThan(0);
    type Seen = { seen: { words: string; share: number; steps: string }[] };
    const seen = await page.evaluate(() => (window as unknown as Seen).seen);
    const preparing = seen.filter(({ words }) => /kernels compiled$/.test(words));
    const phases = preparing.map(({ words }) => words.split(":")[0]);
    expect([...new Set(phases)]).toEqual(["Testing this adapter", "Preparing width 2", "Preparing width 4"]);
    expect(preparing.every(({ steps }) => !/[1-9]/.test(steps))).toBe(true);
    const counts = preparing.map(({ words }) => words.match(/\d+ of \d+ kernels/)?.[0]);
    expect(new Set(counts).size).toBeGreaterThan(3);
    const shares = preparing.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeGreaterThan(0.5);
    await button(page, "Stop").click();
    await button(page, "Start over").waitFor();
  });

  test("a stop while kernels compile ends the start, and the next one begins", async () => {
    const { page, complaints } = await visit(on.browser, webgpu(ENDLESS));
    await button(page, "Train").click();
    await page.getByText(/kernels compiled/).waitFor();
    await button(page, "Stop").click();
    await expect.poll(() => button(page, "Train").isEnabled()).toBe(true);
    expect(await stepsShown(page)).toEqual([]);
    await button(page, "Train").click();
    await expect.poll(async () => Math.max(0, ...(await stepsShown(page)))).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  test("a single step is one update of every run; Pause stops the curves; Resume goes on", async () => {
    const { page } = await visit(on.browser, webgpu(ENDLESS));
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
    await button(page, "Resume").click();
    await expect.poll(async () => Math.max(...(await stepsShown(page)))).toBeGreaterThan(Math.max(...paused));
    await button(page, "Stop").click();
    await button(page, "Start over").waitFor();
  });

  test("wide models on a software adapter: Pause is acknowledged within 200 ms, one step ends, nothing follows", async () => {
    const wide =
      "#widths=128&layers=4&heads=4&context=64&batch=12&steps=100000&eval-every=100000&eval-size=1&engine=webgpu";
    const { page } = await visit(on.browser, wide);
    await button(page, "Train").click();
    await expect
      .poll(async () => Math.max(0, ...(await stepsShown(page))), { timeout: 150_000 })
      .toBeGreaterThan(1);
    const acknowledged = await page.evaluate(async () => {
      const find = (name: string) =>
        [...document.querySelectorAll("button")].find((b) => b.textContent?.trim() === name);
      const start = performance.now();
      find("Pause")?.click();
      while (!find("Resume")) await new Promise(requestAnimationFrame);
      return performance.now() - start;
    });
    expect(acknowledged).toBeLessThan(200);
    const [before = 0] = await stepsShown(page);
    await page.waitForTimeout(15_000);
    const [after = 0] = await stepsShown(page);
    expect(after - before).toBeLessThanOrEqual(1);
  });
});
