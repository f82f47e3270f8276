import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, showRecorded, stepsShown, TINY, violations, visit } from "./browser.ts";

const on = browsing();

const trained = async (page: Page) => {
  await button(page, "Train").click();
  await button(page, "Start over").click({ trial: true, timeout: 120_000 });
};

/** What the table of runs says, in its order. */
const runs = (page: Page) => page.locator(".runs tbody tr").allTextContents();
const finding = (page: Page) => page.locator(".finding").textContent();
const give = (page: Page, files: Parameters<ReturnType<Page["getByLabel"]>["setInputFiles"]>[0]) =>
  page.locator("input[type=file][multiple]").setInputFiles(files);

/** The present sweep as a file. */
async function saved(page: Page, name: string): Promise<{ name: string; buffer: Buffer }> {
  const download = page.waitForEvent("download");
  await button(page, `Save: ${name}`).click();
  const file = await download;
  return { name: file.suggestedFilename(), buffer: await readFile(await file.path()) };
}

suite("sweeps of a visit", () => {
  test("the earlier one stays in the list, can be shown, laid over, renamed, removed and brought back", async () => {
    const { page, complaints } = await visit(on.browser, TINY);
    await trained(page);
    const first = await runs(page);
    await page.getByRole("textbox", { name: "Steps" }).fill("30");
    await page.getByRole("textbox", { name: "Steps" }).blur();
    await trained(page);
    const list = page.locator(".sweeps li");
    await expect.poll(() => list.count()).toBe(2);
    expect(await list.nth(0).textContent()).toContain("Steps 50 → 30");
    expect(await stepsShown(page)).toEqual([30, 30, 30, 30]);

    await button(page, "Lay over: Quick: sort").click();
    await expect.poll(() => page.locator(".behind .line").count()).toBe(1);
    expect(await page.locator(".chart-key").first().textContent()).toContain("dashed, ◇: “Quick: sort”");
    await button(page, "Show: Quick: sort").click();
    await expect.poll(() => runs(page)).toEqual(first);
    expect(await page.locator(".recorded-words").textContent()).toMatch(/^Earlier: Quick: sort, 2 seeds/);
    expect(await violations(page)).toEqual([]);

    const name = list.nth(1).getByRole("textbox", { name: "Name of this sweep" });
    await name.fill("fifty steps");
    await name.press("Enter");
    await expect.poll(() => page.locator(".recorded-words").textContent()).toContain("fifty steps");
    await button(page, "Remove: fifty steps").click();
    await expect.poll(() => list.count()).toBe(1);
    expect(await stepsShown(page)).toEqual([30, 30, 30, 30]);
    await button(page, "Undo").click();
    await expect.poll(() => list.count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  test("saved as one file and opened after a reload: the same numbers, the same finding, the same file", async () => {
    const { page, complaints } = await visit(on.browser, TINY);
    await trained(page);
    const [table, found] = [await runs(page), await finding(page)];
    const file = await saved(page, "Quick: sort");
    expect(file.name).toBe("quick-sort.widthwise");
    expect(JSON.parse(gunzipSync(file.buffer).toString())).toMatchObject({ version: 2 });

    await page.reload();
    await give(page, { ...file, mimeType: "application/octet-stream" });
    await expect.poll(() => runs(page)).toEqual(table);
    expect(await finding(page)).toContain(found);
    const label = await page.locator(".recorded-words").textContent();
    expect(label).toMatch(/^Imported: Quick: sort, 2 seeds, WebAssembly, \d+ logical cores, \d+ \w+ \d{4}$/);
    expect(complaints).toEqual([]);
    const again = await saved(page, "Quick: sort");
    const [one, two] = [file, again].map(({ buffer }) => JSON.parse(gunzipSync(buffer).toString()));
    expect(two.runs).toEqual(one.runs);
  });

  test.each([
    ["half.widthwise", "\u001f\u008bhalf", /half\.widthwise: expected a whole packed file/],
    [
      "other.json",
      '{"format":"another"}',
      /other\.json: format: expected widthwise-recorded-sweep; got "another"/,
    ],
    ["run.json", '{"schema_version":1}', /run\.json: expected run\.json and loss-log\.jsonl of one sweep/],
  ])("%s is refused in words, and nothing changes", async (name, text, message) => {
    const { page } = await visit(on.browser, TINY);
    await give(page, { name, mimeType: "application/json", buffer: Buffer.from(text, "latin1") });
    await expect.poll(() => page.getByRole("alert").textContent()).toMatch(message);
    expect(await page.locator(".sweeps li").count()).toBe(0);
    expect(await button(page, "Train").isEnabled()).toBe(true);
  });
});

suite("the table of runs", () => {
  test("is filtered, noted, marked and left out of the chart, and a saved sweep keeps what was written", async () => {
    const { page, complaints } = await visit(on.browser);
    await showRecorded(page, "Quick: sort");
    const rows = page.locator(".runs tbody tr");
    await expect.poll(() => rows.count()).toBe(48);
    await button(page, "width:16").click();
    await expect.poll(() => rows.count()).toBe(8);
    const filter = page.getByRole("searchbox", { name: "Filter the runs" });
    await filter.fill("width:16 seed:3,5 sort>50% colour:red");
    await expect.poll(() => rows.count()).toBe(2);
    expect(await page.locator(".run-filter [role=status]").textContent()).toContain(
      "No column is called colour",
    );

    const note = page.getByRole("textbox", { name: "Note on width 16, seed 3" });
    await note.fill("look again");
    await note.press("Enter");
    await page.getByRole("combobox", { name: "Mark of width 16, seed 5" }).selectOption("star");
    await filter.fill("note:again");
    await expect.poll(() => rows.count()).toBe(1);
    await filter.fill("mark:star");
    await expect.poll(() => rows.locator("th").allTextContents()).toEqual(["16★"]);
    const words = await page.locator(".chart figcaption").first().textContent();
    await filter.fill("width:16 seed:1"); // of the highest loss: the mean is another without it
    await page.getByRole("checkbox", { name: "Draw width 16, seed 1 in the loss chart" }).uncheck();
    await expect.poll(() => page.locator(".chart figcaption").first().textContent()).not.toBe(words);
    expect(await violations(page)).toEqual([]);
    await button(page, "1 not drawn: draw all").click();
    await expect.poll(() => page.locator(".chart figcaption").first().textContent()).toBe(words);

    await button(page, "Share").click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save sweep (one file)" }).click();
    const saved = JSON.parse(gunzipSync(await readFile(await (await download).path())).toString());
    const remarked = saved.runs.filter((run: { note?: string }) => run.note !== undefined);
    expect(remarked.map(({ id, note, mark }: Record<string, unknown>) => [id, note, mark])).toEqual([
      ["w16-s3", "look again", null],
      ["w16-s5", "", "star"],
    ]);
    expect(complaints).toEqual([]);
  });
});
