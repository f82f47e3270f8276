/** Everything that a user does, with keys alone: no mouse, and the focus is always somewhere. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, stepsShown, TINY, visit } from "./browser.ts";

const on = browsing();

/** What has the focus, by its name; "nothing" where nobody has. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    if (element === document.body) return "nothing";
    const label = (element as HTMLInputElement).labels?.[0]?.textContent;
    const name = element.getAttribute("aria-label") ?? label ?? element.textContent ?? "";
    return name.replace(/\s+/g, " ").trim();
  });

/** Controls in a row that are not it, before a way is given up. */
const FAR = 120;

/** Presses Tab, or Shift and Tab, as often as needed until something of that name has the focus. */
async function go(page: Page, name: string | RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const isThere = (now: string) => (typeof name === "string" ? now === name : name.test(now));
  const passed = [await focused(page)];
  for (let step = 0; step < FAR && !isThere(passed.at(-1)!); step++) {
    await page.keyboard.press(key);
    passed.push(await focused(page));
  }
  if (isThere(passed.at(-1)!)) return;
  throw new Error(`${key} does not come to ${name}, but to ${passed.join(" | ")}`);
}

const back = (page: Page, name: string | RegExp) => go(page, name, "Shift+Tab");
const press = (page: Page, key: string) => page.keyboard.press(key);
const isFocused = (page: Page, name: string | RegExp) =>
  expect.poll(() => focused(page)).toMatch(typeof name === "string" ? new RegExp(`^${name}$`) : name);

/** Opens something with Enter where the focus is, and leaves it with Escape: the focus is there again. */
async function openAndLeave(
  page: Page,
  panel: string,
  meanwhile: () => Promise<void> = async () => undefined,
) {
  const opener = await focused(page);
  await press(page, "Enter");
  await page.locator(panel).waitFor();
  await expect
    .poll(() => page.evaluate((of) => document.querySelector(of)?.contains(document.activeElement), panel))
    .toBe(true);
  await meanwhile();
  await press(page, "Escape");
  await page.locator(panel).waitFor({ state: "hidden" });
  expect(await focused(page)).toBe(opener);
}

/** What Enter brings to the downloads. */
async function downloaded(page: Page): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent("download"), press(page, "Enter")]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

const rungs = (page: Page) =>
  page.locator(".rung b").evaluateAll((all) => all.map((b) => b.lastChild?.textContent));
const newest = async (page: Page) => Math.max(0, ...(await stepsShown(page)));

/** Another ladder, then a preset in its place. */
async function plans(page: Page): Promise<void> {
  await page.locator(".recorded-words").waitFor();
  await go(page, /^Remove width/);
  const before = await rungs(page);
  await press(page, "Enter");
  await expect.poll(() => rungs(page)).toEqual(before.slice(1));
  await isFocused(page, `Remove width ${before[1]}`);
  await back(page, /^Preset/);
  await press(page, "Enter");
  await page.locator("#preset-menu").waitFor();
  await go(page, /^Quick: sort/);
  await press(page, "Enter");
  await page.locator("#preset-menu").waitFor({ state: "hidden" });
  await isFocused(page, /^Preset.*Quick/);
  await expect.poll(() => rungs(page)).toEqual(["2", "4", "6", "8", "12", "16"]);
}

/** Trains, waits and goes on; every button keeps the focus, also where it has nothing more to do. */
async function trains(page: Page): Promise<void> {
  await back(page, "Train");
  await press(page, "Enter");
  await expect.poll(() => newest(page)).toBeGreaterThan(0);
  expect(await focused(page)).toBe("Train");
  await go(page, "Pause");
  await press(page, "Enter");
  await isFocused(page, "Resume");
  await expect.poll(() => page.locator(".status .where").textContent()).toMatch(/paused/i);
  const paused = await newest(page);
  await press(page, "Enter");
  await isFocused(page, "Pause");
  await expect.poll(() => newest(page)).toBeGreaterThan(paused);
}

/** What explains: a task's drawer, how it works with a menu over it, the tour. */
async function reads(page: Page): Promise<void> {
  await go(page, "Sort");
  await openAndLeave(page, "dialog.drawer[open]");
  await back(page, "Share");
  await openAndLeave(page, ".popover:popover-open", () => press(page, "ArrowDown"));
  await back(page, "How it works");
  await openAndLeave(page, "dialog.how[open]");
  await go(page, "Tour");
  await openAndLeave(page, ".tour-card", async () => {
    for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"]) await press(page, key);
    await back(page, "Next");
  });
}

/** Stops, and looks back at the beginning of what was trained, then at the end. */
async function looksBack(page: Page): Promise<void> {
  await back(page, "Stop");
  await press(page, "Enter");
  await page
    .getByText(/^Stopped/)
    .first()
    .waitFor();
  expect(await focused(page)).toBe("Stop");
  await go(page, /^Look back/);
  await press(page, "Home");
  await expect.poll(() => page.locator(".finding").textContent()).toContain("as they were at step 0");
  await go(page, "Now");
  await press(page, "Enter");
  await expect.poll(() => page.locator(".finding").textContent()).not.toContain("as they were");
  expect(await focused(page)).toBe("Now");
}

/** One run is looked for, noted and taken out of the chart; the chart's numbers and the whole log are saved. */
async function keeps(page: Page): Promise<void> {
  await go(page, "Save: Loss");
  await openAndLeave(page, ".popover:popover-open", async () => {
    await press(page, "End");
    expect((await downloaded(page)).text.split("\n").length).toBeGreaterThan(10);
  });
  await go(page, "Filter the runs");
  await page.keyboard.type("width:4 seed:1");
  await expect.poll(() => page.locator(".runs tbody tr").count()).toBe(1);
  await go(page, "Draw width 4, seed 1 in the loss chart");
  await press(page, "Space");
  await go(page, "Note on width 4, seed 1");
  await page.keyboard.type("look again");
  await press(page, "Enter");
  expect(await focused(page)).toBe("Note on width 4, seed 1");
  await back(page, "1 not drawn: draw all");
  await press(page, "Enter"); // and it is gone
  await expect.poll(() => focused(page)).not.toBe("nothing");
  await back(page, "Export");
  const { name } = await downloaded(page);
  expect(name).toMatch(/^(loss-log|run)/);
}

/** A question, and one width's answer token by token; closed again, the focus is at that width's answer. */
async function asks(page: Page): Promise<void> {
  await go(page, "Prompt");
  await page.keyboard.type("ponmdcba");
  await expect.poll(() => page.locator(".asked").count()).toBe(6);
  await go(page, /^Width 2/);
  const answer = await focused(page);
  await press(page, "Enter");
  await page.locator(".ask .tokens").waitFor();
  await go(page, "Close");
  await press(page, "Enter");
  await page.locator(".ask .tokens").waitFor({ state: "hidden" });
  expect((await focused(page)).slice(0, 8)).toBe(answer.slice(0, 8));
}

/** Something has the focus, and is to be seen. */
async function isKept(page: Page): Promise<void> {
  expect(await focused(page)).not.toBe("nothing");
  expect(
    await page.evaluate(() => document.activeElement?.checkVisibility({ visibilityProperty: true })),
  ).toBe(true);
}

/** Presses Enter on what goes away by that. */
async function useUp(page: Page, name: string | RegExp, gone: string): Promise<void> {
  await go(page, name);
  await press(page, "Enter");
  await page.locator(gone).waitFor({ state: "detached" });
  await isKept(page);
}

suite("by keyboard alone", () => {
  test("open, plan, train, read, ask, look back, note, save and export", async () => {
    const { page, complaints } = await visit(on.browser);
    await plans(page);
    await trains(page);
    await reads(page);
    await asks(page);
    await looksBack(page);
    await keeps(page);
    expect(complaints).toEqual([]);
  });

  test("what goes away under the focus hands it on: messages, windows, sweeps, buttons", async () => {
    const { page, complaints } = await visit(on.browser, `${TINY}&colour=red&shape=round`);
    await useUp(page, "Hide this line", ".tour-dismiss");
    const notices = page.locator(".notice");
    expect(await notices.count()).toBe(2);
    await go(page, "Dismiss");
    await press(page, "Enter");
    await expect.poll(() => notices.count()).toBe(1);
    await isKept(page);
    await press(page, "Escape");
    await expect.poll(() => notices.count()).toBe(0);
    await isKept(page);
    await back(page, "Quick: sort");
    await press(page, "Enter");
    await page.locator(".recorded-words").waitFor();
    await isKept(page);
    await back(page, "Train");
    await press(page, "Enter");
    await expect.poll(() => stepsShown(page)).toEqual([50, 50, 50, 50]);
    await go(page, "Share");
    await press(page, "Enter");
    await go(page, /^Result card/);
    await press(page, "Enter");
    await page.locator(".card-picture img").waitFor();
    await press(page, "Escape");
    await isFocused(page, "Share"); // the menu between has gone, too
    await go(page, "Start over");
    await press(page, "Enter");
    await expect.poll(() => stepsShown(page)).toEqual([]);
    expect(await focused(page)).toBe("Start over");
    await useUp(page, /^Remove: Quick/, ".sweeps li");
    await useUp(page, "Undo", ".undo button");
    expect(await page.locator(".sweeps li").count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  test("Escape closes one thing at a time, what lies on top first", async () => {
    const { page } = await visit(on.browser, TINY);
    await go(page, "How it works");
    await press(page, "Enter");
    await page.locator("dialog.how[open]").waitFor();
    await go(page, "Share");
    await press(page, "Enter");
    await page.locator(".popover:popover-open").waitFor();
    await press(page, "Escape");
    await page.locator(".popover:popover-open").waitFor({ state: "hidden" });
    expect(await page.locator("dialog.how[open]").count()).toBe(1);
    expect(await focused(page)).toBe("Share");
    await press(page, "Escape");
    await page.locator("dialog.how[open]").waitFor({ state: "hidden" });
    expect(await focused(page)).toBe("Share");
  });
});
