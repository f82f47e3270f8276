import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, suite, test } from "vitest";
import { button, launch, stepsShown, TINY } from "./browser.ts";
import { FOLDER, Host } from "./host.ts";

let browser: Browser;
let host: Host;
beforeAll(async () => {
  [browser, host] = await Promise.all([launch(), Host.open("dist/e2e")]);
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

suite("a plain static host", () => {
  test("in a folder, under a strict policy, without shared memory: the wasm engine trains to the end", async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${host.address}${TINY.replace("backend=wasm", "engine=wasm")}`);
    expect(await page.evaluate("crossOriginIsolated")).toBe(false);
    expect(await page.evaluate("typeof SharedArrayBuffer")).toBe("undefined");
    await button(page, "Quick: sort").click();
    await page.getByText("Recorded: 8 seeds").waitFor();
    expect(host.asked).toContain(`${FOLDER}recorded/quick.json`);
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([50, 50, 50, 50]);
    await page
      .getByText(/compiled step on WebAssembly/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    expect(host.asked.some((path) => path.endsWith(".wasm"))).toBe(true);
    expect(host.asked.filter((path) => !path.startsWith(FOLDER))).toEqual([]);
  });
});
