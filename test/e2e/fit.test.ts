/** What stands where: lines that line up, labels that do not meet, panels that leave free what opened them. */
import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, TINY, violations, visit } from "./browser.ts";

const on = browsing();

const RATES = "#preset=lr-sweep";

/** On the compiled step: what is looked at here needs models, not an engine. */
const TRAINED = TINY.replace("backend", "engine");

async function train(page: Page): Promise<void> {
  await button(page, "Train").click();
  await button(page, "Start over").waitFor({ timeout: 60_000 });
}

suite("head and recipe", () => {
  test.each(["en", "ko"])(
    "help and languages stand on the line of the name, however long the question: %s",
    async (locale) => {
      const { page } = await visit(on.browser, RATES, { locale });
      const [name, help, languages] = await Promise.all(
        ["h1", ".header-help", ".languages"].map(async (part) => (await page.locator(part).boundingBox())!),
      );
      for (const side of [help!, languages!]) expect(Math.abs(side.y - name!.y)).toBeLessThan(20);
      expect(languages!.x).toBeGreaterThanOrEqual(help!.x + help!.width);
      expect(1440 - (languages!.x + languages!.width)).toBeLessThan(60);
    },
  );

  test("inputs of a row stand on one line, and the form takes the whole width", async () => {
    const { page } = await visit(on.browser);
    await page.locator(".recipe > details > summary").click();
    const rows = await page.locator(".field").evaluateAll((fields) => {
      const tops = new Map<number, Set<number>>();
      for (const field of fields) {
        const top = Math.round(field.getBoundingClientRect().top);
        const input = Math.round(field.querySelector("input, select")!.getBoundingClientRect().top);
        tops.set(top, (tops.get(top) ?? new Set()).add(input));
      }
      return [...tops.values()].map((inputs) => inputs.size);
    });
    expect(rows.length).toBeGreaterThan(4);
    expect(new Set(rows)).toEqual(new Set([1]));
    const form = await page.locator(".recipe").boundingBox();
    expect(form!.width).toBeGreaterThan(1300);
  });

  test.each([1440, 390])(
    "the last ability stays, and says why beside its title, %i pixels",
    async (width) => {
      const { page } = await visit(on.browser, TINY, { viewport: { width, height: 844 } });
      const last = page.getByRole("checkbox", { name: "Sort", exact: true });
      const why = page.locator("#one-has-to-stay");
      expect(await last.getAttribute("aria-describedby")).toBe("one-has-to-stay");
      await last.focus();
      await page.keyboard.press("Space");
      expect(await last.isChecked()).toBe(true);
      await expect.poll(async () => (await why.boundingBox())!.width).toBeGreaterThan(60);
      expect(await why.textContent()).toBe("At least one has to stay.");
      const [said, title] = [
        (await why.boundingBox())!,
        (await page.locator(".chips legend").boundingBox())!,
      ];
      expect(Math.abs(said.y - title.y)).toBeLessThan(12);
      expect(said.x + said.width).toBeLessThanOrEqual(width);
      await page.getByRole("checkbox", { name: "Copy", exact: true }).check();
      await expect.poll(() => why.count()).toBe(0);
    },
  );

  test("the presets have a title, leave their button free and close with Escape", async () => {
    const { page } = await visit(on.browser);
    const opener = page.locator(".preset-button");
    await opener.click();
    const panel = page.getByRole("dialog", { name: "Presets" });
    await panel.getByRole("heading", { name: "Presets" }).waitFor();
    const [of, above] = [(await panel.boundingBox())!, (await opener.boundingBox())!];
    expect(of.y).toBeGreaterThanOrEqual(above.y + above.height);
    expect(of.y + of.height).toBeLessThanOrEqual(900);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    await opener.click();
    await opener.click(); // a second press closes it
    await panel.waitFor({ state: "hidden" });
  });
});

suite("buttons", () => {
  test.each([390, 320])("keep their words clear of their edges at %i pixels", async (width) => {
    const { page } = await visit(on.browser, TRAINED, { viewport: { width, height: 844 } });
    await train(page);
    const room = await page.locator(".controls > button").evaluateAll((buttons) =>
      buttons.map((one) => {
        const words = document.createRange();
        words.selectNodeContents(one);
        return (one.getBoundingClientRect().width - words.getBoundingClientRect().width) / 2;
      }),
    );
    expect(room).toHaveLength(7);
    expect(Math.min(...room)).toBeGreaterThanOrEqual(width === 390 ? 6 : 2);
  });
});

suite("labels and marks", () => {
  test("names of long tokens beside the attention map neither meet nor are cut", async () => {
    const { page } = await visit(on.browser, `${TRAINED}&tasks=copy,reverse`);
    await train(page);
    await button(page, "How it works").click();
    await page.locator(".pattern text").first().waitFor();
    const found = await page.locator(".pattern svg").evaluate((svg) => {
      const frame = svg.getBoundingClientRect();
      const all = [...svg.querySelectorAll("text")];
      const boxes = all.map((text) => text.getBoundingClientRect());
      const cut = boxes.filter(({ left, top }) => left < frame.left - 1 || top < frame.top - 1);
      const isOver = (a: DOMRect, b: DOMRect) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
      const met = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => isOver(a, b)));
      return {
        long: all.filter((text) => text.textContent!.length > 2).length,
        cut: cut.length,
        met: met.length,
      };
    });
    expect(found).toEqual({ long: 2, cut: 0, met: 0 });
  });

  test.each(["light", "dark"] as const)(
    "a sweep that is laid over is seen: 3 to 1 at least, %s",
    async (colorScheme) => {
      const { page } = await visit(on.browser, TRAINED, { colorScheme });
      await train(page);
      await page.getByLabel("Compare with recorded").check();
      const line = page.locator(".ability .behind .line").first();
      await line.waitFor({ state: "attached" });
      const contrast = await line.evaluate((path) => {
        const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
        const luminance = (colour: string, alpha: number, ground: string) => {
          for (const [style, share] of [
            [ground, 1],
            [colour, alpha],
          ] as const) {
            paint.globalAlpha = share;
            paint.fillStyle = style;
            paint.fillRect(0, 0, 1, 1);
          }
          const linear = [...paint.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((byte) =>
            byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4,
          );
          return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
        };
        const { stroke, opacity } = getComputedStyle(path);
        const paper = getComputedStyle(document.body).backgroundColor;
        const [ink, ground] = [luminance(stroke, Number(opacity), paper), luminance(paper, 1, paper)];
        return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
      });
      expect(contrast).toBeGreaterThan(3);
    },
  );

  test("of many tasks only the chance of the one pointed at is drawn", async () => {
    const { page } = await visit(on.browser);
    await page.locator(".ability .task").first().waitFor(); // the recorded staircase
    const drawn = () =>
      page
        .locator(".ability .chance, .ability .chances line")
        .evaluateAll((lines) => lines.filter((line) => line.checkVisibility()).length);
    expect(await page.locator(".ability .chance").count()).toBeGreaterThan(3);
    expect(await drawn()).toBe(0);
    await page.locator(".ability .task:has(.chance) text").first().hover();
    expect(await drawn()).toBe(1);
  });
});

suite("runs and messages", () => {
  test.each([1440, 390])(
    "mark and note stand beside the seed, with room to write, %i pixels",
    async (width) => {
      const { page } = await visit(on.browser, "", { viewport: { width, height: 844 } });
      await page.locator(".runs td.note").first().waitFor();
      const titles = await page.locator(".runs thead th").allTextContents();
      expect(titles.map((title) => title.replace(/[↑↓]/, "")).slice(0, 5)).toEqual([
        "Drawn",
        "Width",
        "Seed",
        "Mark",
        "Note",
      ]);
      expect(titles.slice(-3)).toEqual(["Steps/s", "Tokens/s", "Time left"]);
      const note = (await page.locator(".runs td.note").first().boundingBox())!;
      expect(note.width).toBeGreaterThanOrEqual(16 * 13);
      const scroller = page.locator(".runs .scroller");
      await scroller.evaluate((box) => box.scrollTo(1000, 0));
      const [head, box] = [
        (await page.locator(".runs tbody th").first().boundingBox())!,
        (await scroller.boundingBox())!,
      ];
      expect(head.x).toBeGreaterThanOrEqual(box.x - 1);
    },
  );

  test("of three messages the oldest folds away once it has been seen, and comes back", async () => {
    const { page } = await visit(on.browser, `${TINY}&colour=red&depth=3&preset=huge`);
    const alerts = page.getByRole("alert");
    await expect.poll(() => alerts.count()).toBe(3);
    const more = button(page, "1 more");
    await more.waitFor({ timeout: 20_000 });
    expect(await alerts.count()).toBe(2);
    expect(await violations(page)).toEqual([]);
    await more.click();
    expect(await alerts.count()).toBe(3);
    await alerts.first().getByRole("button", { name: "Dismiss" }).click();
    await expect.poll(() => more.count()).toBe(0);
    expect(await alerts.count()).toBe(2);
  });
});
