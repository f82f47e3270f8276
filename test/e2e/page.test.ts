import { expect, suite, test } from "vitest";
import { browsing, button, ENDLESS, exported, stepsShown, TINY, visit } from "./browser.ts";

const on = browsing();

/** Lines of a CSV without its header. */
const records = (csv: string) => csv.trimEnd().split("\n").slice(1);

suite("the main job", () => {
  test("open, Train, first point within ten seconds, a whole sweep, Export with every point", async () => {
    const { page, complaints, strangers } = await visit(on.browser, TINY);
    expect(await page.locator(".runs tbody tr").count()).toBe(0); // a link never starts by itself
    const pressed = Date.now();
    await button(page, "Train").click();
    await expect
      .poll(() => stepsShown(page), { timeout: 10_000 })
      .toContainEqual(expect.toSatisfy((n) => n > 0));
    expect(Date.now() - pressed).toBeLessThan(10_000);
    await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([50, 50, 50, 50]);
    await button(page, "Start over").waitFor();

    const files = await exported(page);
    expect(Object.keys(files).sort()).toEqual(["loss-log.csv", "loss-log.jsonl", "run.json"]);
    const rows = records(files["loss-log.csv"] ?? "");
    const lossRows = rows.filter((row) => row.includes(",loss/train,"));
    expect(lossRows).toHaveLength(4 * 50);
    expect(rows.filter((row) => row.includes(",ability/sort/exact,"))).toHaveLength(4 * 6);
    expect(rows).toHaveLength(4 * (50 * 3 + 6 * 4));
    const manifest = JSON.parse(files["run.json"] ?? "");
    expect(manifest.engine).toMatchObject({ engine: "tfjs", backend: "wasm" });
    expect(manifest.recipe.widths).toEqual([2, 4]);

    // The number that the page shows is the number in the file.
    const shown = await page.locator(".runs tbody tr").first().locator("td").allTextContents();
    const heldOut = rows.filter((row) => row.startsWith("w2-s0,") && row.includes(",loss/heldout,")).at(-1);
    expect(shown).toContain(Number(heldOut?.split(",").at(-1)).toFixed(3));
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
  });

  test("the default recipe: all widths advance, the grid and the answers fill, without a GPU", async () => {
    const { page, complaints } = await visit(on.browser);
    const pressed = Date.now();
    await button(page, "Train").click();
    await expect.poll(async () => Math.max(0, ...(await stepsShown(page)))).toBeGreaterThan(0);
    expect(Date.now() - pressed).toBeLessThan(10_000);
    const slowest = async () => Math.min(Number.POSITIVE_INFINITY, ...(await stepsShown(page)));
    await expect.poll(() => stepsShown(page)).toHaveLength(18);
    await expect.poll(slowest).toBeGreaterThan(0);
    await page.getByText(/compiled step on WebAssembly SIMD.*software one\)/).waitFor();
    await expect.poll(() => page.locator(".cell").allTextContents()).toContain("not yet");
    await expect.poll(() => page.locator(".answers:not(.ask)").textContent()).toMatch(/✗|✓/);
    await button(page, "Stop").click();
    await button(page, "Start over").waitFor();
    expect(complaints).toEqual([]);
  });
});

suite("wishes", () => {
  test("Pause stops the curves within 200 ms, Resume goes on, Stop ends", async () => {
    const { page } = await visit(on.browser, ENDLESS);
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page)).toContainEqual(expect.toSatisfy((n) => n > 3));
    await button(page, "Pause").click();
    const asked = Date.now();
    await button(page, "Resume").waitFor();
    expect(Date.now() - asked).toBeLessThan(1000); // the click's own round trip included
    await page.waitForTimeout(500);
    const paused = await stepsShown(page);
    await page.waitForTimeout(500);
    expect(await stepsShown(page)).toEqual(paused);
    await button(page, "Resume").click();
    await expect.poll(async () => (await stepsShown(page))[0]).toBeGreaterThan(paused[0] as number);
    await button(page, "Stop").click();
    await button(page, "Start over").waitFor();
    const stopped = await stepsShown(page);
    await page.waitForTimeout(500);
    expect(await stepsShown(page)).toEqual(stopped);
  });

  test("Step takes one update of every run, from a standing start and again", async () => {
    const { page } = await visit(on.browser, ENDLESS);
    await button(page, "Step").click();
    await expect.poll(() => stepsShown(page), { timeout: 20_000 }).toEqual([1, 1, 1, 1]);
    await button(page, "Step").click();
    await expect.poll(() => stepsShown(page)).toEqual([2, 2, 2, 2]);
    await button(page, "Resume").waitFor();
  });

  test("leaving with unexported points asks first; after an export it does not", async () => {
    const { page } = await visit(on.browser, TINY.replace("steps=50", "steps=5"));
    await button(page, "Train").click();
    await button(page, "Start over").waitFor();
    const asked = page.waitForEvent("dialog");
    const leaving = page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    await leaving;
    await exported(page);
    await page.goto("about:blank");
  });

  test("Start over makes room, and the sweep stays in the list", async () => {
    const { page } = await visit(on.browser, TINY.replace("steps=50", "steps=5"));
    await button(page, "Train").click();
    await button(page, "Start over").waitFor();
    await button(page, "Start over").click();
    await expect.poll(() => stepsShown(page)).toEqual([]);
    await button(page, "Show: Quick: sort").click();
    await expect.poll(() => stepsShown(page)).toEqual([5, 5, 5, 5]);
  });
});

suite("the recipe in the address", () => {
  test("a changed field goes into the address, and the address brings it back", async () => {
    const { page } = await visit(on.browser, "#steps=1500"); // else a slow machine chooses a smaller recipe
    const widths = page.getByRole("textbox", { name: "Widths" });
    await widths.fill("4, 8");
    await widths.blur();
    await expect.poll(() => new URL(page.url()).hash).toBe("#widths=4,8");
    await page.reload();
    await expect.poll(() => widths.inputValue()).toBe("4,8");
  });

  test("fields in the query are taken, the hash wins, and all stand in the hash afterwards", async () => {
    const { page } = await visit(on.browser, "?autotune=off&widths=4,8&for=you#widths=2,4");
    await expect.poll(() => page.getByRole("textbox", { name: "Widths" }).inputValue()).toBe("2,4");
    const { search, hash } = new URL(page.url());
    expect([search, hash]).toEqual(["?for=you", "#widths=2,4&autotune=off"]);
    const alerts = page.getByRole("alert");
    await expect.poll(() => alerts.allTextContents()).toHaveLength(1);
    expect(await alerts.textContent()).toContain('In the address, "for" is no field of a recipe');
  });

  test("unknown and out-of-range fields are reported and ignored", async () => {
    const { page } = await visit(on.browser, "#widths=4,8&colour=red&steps=0&preset=huge");
    const alerts = page.getByRole("alert");
    await expect.poll(() => alerts.allTextContents()).toHaveLength(3);
    const text = (await alerts.allTextContents()).join("\n");
    expect(text).toContain('In the address, "colour" is no field of a recipe; expected one of preset, tasks');
    expect(text).toContain('In the address, steps: expected a whole number from 1 to 1,000,000; got "0"');
    expect(text).toContain("In the address, preset: expected quick");
    expect(await page.getByRole("textbox", { name: "Widths" }).inputValue()).toBe("4,8");
  });

  test("wrong text in the form turns Train off and says why; the right text turns it on again", async () => {
    const { page } = await visit(on.browser);
    const widths = page.getByRole("textbox", { name: "Widths" });
    for (const wrong of ["0", "3.5", "1e9", "abc", ""]) {
      await widths.fill(wrong);
      await widths.blur();
      await expect.poll(() => button(page, "Train").isDisabled()).toBe(true);
      const message = `widths: expected up to 16 whole numbers from 1 to 1,024`;
      await expect.poll(() => page.locator(".problems").textContent()).toContain(message);
    }
    await widths.fill("8");
    await widths.blur();
    await expect.poll(() => button(page, "Train").isEnabled()).toBe(true);
  });
});
