import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, showRecorded, violations, visit } from "./browser.ts";

const on = browsing();

const readOut = (page: Page) => page.locator(".read-out dt").textContent();
const width = (page: Page, of: number) =>
  page.getByRole("button", { name: new RegExp(`^Show width ${of} `) });
const reset = (page: Page) => button(page, "Show all");

/** The page with a recorded sweep that was asked for, so that no other takes its place: nothing is trained. */
async function recorded(options: BrowserContextOptions = {}) {
  const visited = await visit(on.browser, "", options);
  const { page } = visited;
  const shown = () =>
    page
      .locator(".read-out dd")
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute("data-width"))));
  await showRecorded(page, "Quick: sort");
  await expect.poll(shown).toEqual([2, 4, 6, 8, 12, 16]);
  await page.locator(".loss canvas").waitFor();
  return visited;
}

/** A place in the plot, by shares of it from the left and from above. */
async function placesOf(page: Page) {
  const box = (await page.locator(".loss .u-over").boundingBox())!;
  return (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
}

/** The chart's pixels. */
const picture = (page: Page) =>
  page.locator(".loss canvas").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

/** The step at which the read-out stands when the mouse is at a share of the plot. */
async function stepAt(page: Page, x: number): Promise<number> {
  const at = await placesOf(page);
  await page.mouse.move(...at(x, 0.5));
  await expect.poll(() => readOut(page)).toMatch(/^At step/);
  return Number(((await readOut(page)) ?? "").match(/^At step ([\d,]+)/)![1]!.replace(",", ""));
}

suite("the loss chart, by mouse", () => {
  test("zooms by dragging, moves with Shift, and a double click shows all again", async () => {
    const { page, complaints } = await recorded();
    const at = await placesOf(page);
    expect(await stepAt(page, 0.5)).toBeGreaterThan(700);
    const before = await picture(page);
    await page.mouse.move(...at(0.1, 0.5));
    await page.mouse.down();
    await page.mouse.move(...at(0.2, 0.5), { steps: 4 });
    await page.mouse.up();
    await reset(page).waitFor();
    const zoomed = await stepAt(page, 0.5);
    expect(zoomed).toBeGreaterThan(200);
    expect(zoomed).toBeLessThan(250);
    await page.keyboard.down("Shift");
    await page.mouse.move(...at(0.8, 0.5));
    await page.mouse.down();
    await page.mouse.move(...at(0.2, 0.5), { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up("Shift");
    await expect.poll(() => stepAt(page, 0.5)).toBeGreaterThan(zoomed + 60);
    await page.mouse.dblclick(...at(0.5, 0.5));
    await expect.poll(() => reset(page).count()).toBe(0);
    await page.mouse.move(0, 0);
    await expect.poll(() => picture(page)).toBe(before);
    expect(complaints).toEqual([]);
  });

  test("hides a width, and shows one alone", async () => {
    const { page } = await recorded();
    const pressed = () =>
      page
        .locator(".read-out button")
        .evaluateAll((all) => all.map((one) => one.getAttribute("aria-pressed")));
    const before = await picture(page);
    const all = await pressed();
    await width(page, 2).click();
    expect(await pressed()).toEqual(all.map((_, i) => String(i !== 0)));
    await expect.poll(() => picture(page)).not.toBe(before);
    await width(page, 8).click({ modifiers: ["Shift"] });
    expect((await pressed()).filter((one) => one === "true")).toHaveLength(1);
    await width(page, 8).dblclick();
    expect(await pressed()).toEqual(all);
  });
});

suite("the loss chart, by fingers", () => {
  test("two that part zoom in", async () => {
    const { page } = await recorded({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await page.locator(".loss .u-over").scrollIntoViewIfNeeded();
    const at = await placesOf(page);
    const session = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", xs: readonly number[]) => {
      const touchPoints = xs.map((x, id) => ({ id, x: at(x, 0.5)[0], y: at(x, 0.5)[1] }));
      return session.send("Input.dispatchTouchEvent", { type, touchPoints });
    };
    expect(await reset(page).count()).toBe(0);
    await touch("touchStart", [0.4, 0.6]);
    for (const wide of [0.15, 0.2, 0.3, 0.4]) await touch("touchMove", [0.5 - wide, 0.5 + wide]);
    await touch("touchEnd", []);
    await reset(page).waitFor();
    await reset(page).click();
    await expect.poll(() => reset(page).isEnabled()).toBe(false);
  });
});

suite("the loss chart, by keyboard", () => {
  test("reads along the lines, zooms, moves, shows all, and leaves", async () => {
    const { page } = await recorded();
    const slider = page.getByRole("slider", { name: "Read values along the lines" });
    await slider.focus();
    await slider.press("Home");
    await expect.poll(() => readOut(page)).toMatch(/^At step \d{1,2} /);
    const told = () => slider.getAttribute("aria-valuetext");
    expect(await told()).toMatch(/^step \d+: width 2 \d.*width 16 \d/);
    await slider.press("End");
    await expect.poll(told).toMatch(/^step 1,500: /);
    for (const key of ["PageDown", "PageDown", "+", "+"]) await slider.press(key);
    await reset(page).waitFor();
    await slider.press("Home");
    const first = await told();
    await slider.press("Shift+ArrowLeft");
    await slider.press("Home");
    await expect.poll(told).not.toBe(first);
    await slider.press("Escape");
    await expect.poll(() => reset(page).count()).toBe(0);
    await slider.blur();
    await expect.poll(() => readOut(page)).toMatch(/^At the end/);
  });

  test("solo by Shift and Enter; the options have names, and axe finds nothing", async () => {
    const { page } = await recorded();
    await width(page, 4).press("Shift+Enter");
    await expect
      .poll(() => page.locator('.read-out button[aria-pressed="true"]').allTextContents())
      .toEqual([expect.stringContaining("Show width 4")]);
    await button(page, "Options").press("Enter");
    const options = page.locator(".loss-options");
    await options.getByRole("radio", { name: "seconds" }).check();
    await options.getByRole("checkbox", { name: "seconds" }).check();
    await options.getByRole("radio", { name: "a line each" }).check();
    const slider = options.getByRole("slider", { name: /Smoothing/ });
    const before = await picture(page);
    await slider.press("Home");
    expect(await slider.getAttribute("aria-valuetext")).toBe("none");
    await expect.poll(() => picture(page)).not.toBe(before);
    await page.getByRole("slider", { name: "Read values along the lines" }).press("Home");
    await expect.poll(() => readOut(page)).toMatch(/^At [\d.]+ s /);
    expect(await violations(page)).toEqual([]);
  });
});
