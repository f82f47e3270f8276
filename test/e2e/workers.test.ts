import { expect, suite, test } from "vitest";
import { browsing, button, ENDLESS, exported, stepsShown, TINY, type Visit, visit } from "./browser.ts";

const on = browsing();

/** The page on a machine with so many cores, with the wasm engine; how many workers it started is counted. */
async function visitWith(cores: number, hash: string): Promise<Visit & { workers(): number }> {
  let started = 0;
  const seen = await visit(on.browser, hash.replace("backend=wasm", "engine=wasm"));
  seen.page.on("worker", () => started++);
  await seen.page.addInitScript((hardwareConcurrency) => {
    Object.defineProperty(navigator, "hardwareConcurrency", { value: hardwareConcurrency });
  }, cores);
  await seen.page.reload();
  await button(seen.page, "Train").waitFor();
  return { ...seen, workers: () => started };
}

suite("several workers on the page", () => {
  test("a sweep on two is complete, and the page says so", async () => {
    const { page, complaints, strangers, workers } = await visitWith(3, TINY);
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([50, 50, 50, 50]);
    await button(page, "Start over").waitFor();
    expect(workers()).toBe(2);
    await page.getByText("Two workers share the runs.").first().waitFor();
    const files = await exported(page);
    const rows = (files["loss-log.csv"] ?? "").trimEnd().split("\n").slice(1);
    expect(rows).toHaveLength(4 * (50 * 3 + 6 * 4));
    const { engine, runs } = JSON.parse(files["run.json"] ?? "");
    expect(engine).toMatchObject({ engine: "wasm", details: { workers: "2" } });
    expect(runs.map((run: { id: string; status: string }) => `${run.id} ${run.status}`)).toEqual([
      ...["w2-s0 done", "w2-s1 done", "w4-s0 done", "w4-s1 done"],
    ]);
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
  });

  test("pause, resume, step and stop reach both; the workers stay for the next sweep", async () => {
    const { page, workers } = await visitWith(3, ENDLESS);
    const least = async () => Math.min(...(await stepsShown(page)));
    const stands = async () => {
      await page.waitForTimeout(500);
      const before = await stepsShown(page);
      await page.waitForTimeout(500);
      expect(await stepsShown(page)).toEqual(before);
      return Math.min(...before);
    };
    for (const sweep of [1, 2]) {
      await button(page, "Step").click();
      await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([1, 1, 1, 1]);
      await button(page, "Resume").click();
      await expect.poll(least).toBeGreaterThan(20);
      await button(page, "Pause").click();
      await button(page, "Resume").waitFor();
      const paused = await stands();
      await button(page, "Resume").click();
      await expect.poll(least).toBeGreaterThan(paused);
      await button(page, "Stop").click();
      await button(page, "Start over").waitFor();
      await stands();
      expect(workers(), `sweep ${sweep}`).toBe(2);
      page.once("dialog", (dialog) => void dialog.accept());
      await button(page, "Start over").click();
      await expect.poll(() => stepsShown(page)).toEqual([]);
    }
  });

  test("a machine with two cores has one worker, the other is the page's", async () => {
    const { page, workers } = await visitWith(2, TINY);
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([50, 50, 50, 50]);
    expect(workers()).toBe(1);
    expect(await page.getByText("workers share the runs").count()).toBe(0);
  });
});
