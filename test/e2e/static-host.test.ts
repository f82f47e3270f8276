import { expect, suite, test } from "vitest";
import { button, stepsShown, TINY } from "./browser.ts";
import { FOLDER, hosted } from "./host.ts";

const on = hosted("dist/e2e");

suite("a plain static host", () => {
  test("in a folder, under a strict policy, without shared memory: the wasm engine trains to the end", async () => {
    const page = await on.browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${on.host.address}${TINY.replace("backend=wasm", "engine=wasm")}`);
    expect(await page.evaluate("crossOriginIsolated")).toBe(false);
    expect(await page.evaluate("typeof SharedArrayBuffer")).toBe("undefined");
    await button(page, "Quick: sort").click();
    await page.getByText("Recorded: Quick: sort, 8 seeds").waitFor();
    expect(on.host.asked).toContain(`${FOLDER}recorded/quick.json`);
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([50, 50, 50, 50]);
    await page
      .getByText(/compiled step on WebAssembly/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    expect(on.host.asked.some((path) => path.endsWith(".wasm"))).toBe(true);
    expect(on.host.asked.filter((path) => !path.startsWith(FOLDER))).toEqual([]);
  });
});
