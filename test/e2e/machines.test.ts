import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, stepsShown, TINY, visit } from "./browser.ts";

const on = browsing();

const finishes = async (page: Page) => {
  await button(page, "Train").click();
  await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([50, 50, 50, 50]);
};

/** Opens the page anew with a worker that sees a poorer browser: `line` runs before anything else in it. */
async function inWorker(page: Page, line: string): Promise<void> {
  await page.route(/trainer\.worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${line}\n${await response.text()}` });
  });
  await page.reload(); // the machine is measured as soon as the page is at rest
  await button(page, "Train").waitFor();
}

suite("hosts and machines", () => {
  test("tfjs on WebGPU's software adapter, where the person asks for it", async () => {
    const { page } = await visit(
      on.browser,
      `${TINY.replace("backend=wasm", "backend=webgpu")}&steps=2&eval-every=2`,
    );
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page), { timeout: 120_000 }).toEqual([2, 2, 2, 2]);
    await page
      .getByText(/tfjs on WebGPU/)
      .first()
      .waitFor();
  });

  test("no WebGPU: WebAssembly computes, and the page says why", async () => {
    const { page } = await visit(on.browser, TINY.replace("&backend=wasm", ""));
    await inWorker(page, "Object.defineProperty(navigator, 'gpu', { value: undefined });");
    await finishes(page);
    await page.getByText(/compiled step on WebAssembly SIMD.*No WebGPU here \(/).waitFor();
  });

  test("no WebAssembly either: JavaScript computes, and the page says so", async () => {
    const { page } = await visit(
      on.browser,
      TINY.replace("&backend=wasm", "").replace("steps=50", "steps=3"),
    );
    await inWorker(page, "delete self.WebAssembly;");
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([3, 3, 3, 3]);
    await page.getByText(/no WebAssembly, so JavaScript computes/).waitFor();
  });

  test("no SIMD: the plain binary computes, and the page says that it is slower", async () => {
    const { page } = await visit(on.browser, TINY);
    const hideSimd =
      "{ const real = WebAssembly.validate; WebAssembly.validate = (b) => b.length > 60 && real.call(WebAssembly, b); }";
    await inWorker(page, hideSimd);
    await finishes(page);
    await page.getByText(/without SIMD instructions and therefore slower/).waitFor();
  });

  test("a machine thirty times slower begins with the small ladder, and the recorded staircase stays", async () => {
    const { page } = await visit(on.browser);
    const slow = "{ const real = performance.now.bind(performance); performance.now = () => 30 * real(); }";
    await inWorker(page, slow);
    await page.getByRole("button", { name: "Preset Quick: sort, small" }).waitFor();
    await page.getByText("Recorded: First abilities, 3 seeds").waitFor();
    expect(await page.locator(".grid tbody tr").count()).toBe(13);
    await button(page, "Train").click();
    await expect.poll(() => page.locator(".rung b").count()).toBe(3);
    await expect.poll(async () => Math.max(0, ...(await stepsShown(page)))).toBeGreaterThan(0);
  });

  test("a worker that cannot be loaded is told, and Train can be pressed again", async () => {
    const { page } = await visit(on.browser, TINY);
    await page.route(/trainer\.worker.*\.js$/, (route) => route.abort());
    await button(page, "Train").click();
    const alert = page.getByRole("alert");
    await expect
      .poll(() => alert.textContent(), { timeout: 20_000 })
      .toContain("The training worker did not load");
    await page.unroute(/trainer\.worker.*\.js$/);
    await finishes(page);
  });

  test("a dead engine file is told, and Train can be pressed again", async () => {
    const { page } = await visit(on.browser, TINY);
    await page.route(/\.wasm$/, (route) => route.abort());
    await button(page, "Train").click();
    await expect
      .poll(() => page.getByRole("alert").textContent(), { timeout: 20_000 })
      .toContain("expected tfjs's wasm backend to start");
    expect(await button(page, "Train").isEnabled()).toBe(true);
  });
});
