import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { browsing, button, stepsShown, TINY, violations, visit } from "./browser.ts";
import { nudged, sideways } from "./layout.ts";

const on = browsing();

const CONTROLS =
  "button:enabled, select:enabled, input:enabled, textarea:enabled, a[href], summary, [tabindex='0']";

/** Opens everything that is folded away, as far as it is in sight. */
async function unfold(page: Page): Promise<void> {
  for (const fold of await page.locator("main summary").all()) if (await fold.isVisible()) await fold.click();
  await page.evaluate(() => {
    const top = document.querySelector("h1")!;
    top.tabIndex = -1; // Tab goes on from here
    top.focus();
  });
}

const open = async (hash: string, options: Parameters<typeof visit>[2] = {}): Promise<Page> => {
  const { page } = await visit(on.browser, hash, options);
  await page.locator(".others button").first().waitFor({ state: "attached" }); // folded away
  return page;
};

/** Controls that a finger would miss: smaller than 24 pixels with what belongs to them, in words. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate((controls) => {
    const targets = [...document.querySelectorAll<HTMLElement>(controls)].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen"),
    );
    return targets.flatMap((element) => {
      const isTicked = element instanceof HTMLInputElement && /checkbox|radio/.test(element.type);
      const whole = isTicked ? (element.labels?.[0] ?? element) : element;
      const { width, height } = whole.getBoundingClientRect();
      const isSmall = Math.round(width) < 24 || Math.round(height) < 24;
      return isSmall ? [`${whole.outerHTML.slice(0, 100)}: ${width} × ${height}`] : [];
    });
  }, CONTROLS);

/** Presses Tab once around the page; what has no visible focus, and what it never came to, in words. */
async function walk(page: Page): Promise<{ stops: number; unseen: string[]; missed: string[] }> {
  await page.evaluate(() => Object.assign(window, { walked: new Set<Element>() }));
  const unseen: string[] = [];
  for (let stops = 0; stops < 300; stops++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const { walked } = window as unknown as { walked: Set<Element> };
      const element = document.activeElement as HTMLElement;
      if (element === document.body || walked.has(element)) return null;
      walked.add(element);
      const shown = [element, element.closest("label"), element.closest(".plot")].filter(
        (part) => part !== null,
      );
      const hasRing = shown.some((part) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(part);
        return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
      });
      const { top, bottom } = element.getBoundingClientRect();
      const isInSight = bottom > 0 && top < innerHeight;
      return { name: element.outerHTML.slice(0, 120), isSeen: hasRing && isInSight };
    });
    if (stop && !stop.isSeen) unseen.push(stop.name);
    if (!stop && stops > 0) break;
  }
  return { unseen, ...(await notWalked(page)) };
}

const notWalked = (page: Page): Promise<{ stops: number; missed: string[] }> =>
  page.evaluate((controls) => {
    const { walked } = window as unknown as { walked: Set<Element> };
    const there = [...document.querySelectorAll<HTMLElement>(controls)].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        element.tabIndex >= 0 &&
        !(element instanceof HTMLInputElement && element.type === "radio" && !element.checked), // arrow keys
    );
    const missed = there.filter((element) => !walked.has(element)).map((one) => one.outerHTML.slice(0, 120));
    return { stops: walked.size, missed };
  }, CONTROLS);

/** Elements whose own text is cut off by their own edge. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("body *")]
      .filter((element) => {
        const { overflowX } = getComputedStyle(element);
        const isCut = /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
        return isCut && element.textContent !== "" && !element.closest(".unseen");
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );

suite("by keyboard", () => {
  test("Tab comes to every control, and each shows that it has the focus", async () => {
    const page = await open("");
    await unfold(page);
    const { stops, unseen, missed } = await walk(page);
    expect(stops).toBeGreaterThan(25);
    expect([unseen, missed]).toEqual([[], []]);
  });
});

suite("small screens and large text", () => {
  // 640 CSS pixels are what a window of 1280 has left at 200 % zoom
  test.each([
    [640, 2, "en", "light"],
    [320, 1, "ko", "dark"],
  ] as const)(
    "%i pixels at %i×, %s, %s: nothing sideways, cut off or too small to touch",
    async (...given) => {
      const [width, deviceScaleFactor, locale, colorScheme] = given;
      const viewport = { width, height: 700 };
      const page = await open("", { viewport, deviceScaleFactor, locale, colorScheme });
      await unfold(page);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      expect(await nudged(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
      expect(await violations(page)).toEqual([]);
    },
  );

  test("every target takes a finger, on a wide page as well", async () => {
    const page = await open("");
    await unfold(page);
    expect(await smallTargets(page)).toEqual([]);
  });
});

suite("as the system asks", () => {
  test("with reduced motion nothing moves by itself", async () => {
    const page = await open(TINY, { reducedMotion: "reduce" });
    await button(page, "Train").click();
    await expect.poll(async () => (await stepsShown(page))[0]).toBeGreaterThan(0);
    const moving = () => page.evaluate(() => document.getAnimations().length);
    for (let look = 0; look < 10; look++) {
      expect(await moving()).toBe(0);
      await page.waitForTimeout(100);
    }
  });

  test("with forced colours, widths and fills keep theirs and the focus is seen", async () => {
    const page = await open("", { forcedColors: "active" });
    const kept = await page.evaluate(() =>
      [...document.querySelectorAll(".rung > i, .cell .fill")].map(
        (mark) => getComputedStyle(mark).forcedColorAdjust,
      ),
    );
    expect(kept.length).toBeGreaterThan(5);
    expect(new Set(kept)).toEqual(new Set(["none"]));
    expect((await walk(page)).unseen).toEqual([]);
  });
});

suite("for a screen reader", () => {
  test("training is announced at most once in four seconds", async () => {
    const page = await open(TINY);
    await page.evaluate(() => {
      const said: number[] = [];
      Object.assign(window, { said });
      const region = document.querySelector(".status [role=status]")!;
      new MutationObserver(() => {
        if (region.textContent !== "") said.push(performance.now());
      }).observe(region, {
        ...{ characterData: true, childList: true, subtree: true },
      });
    });
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page)).toEqual([50, 50, 50, 50]);
    await expect.poll(() => page.locator(".status [role=status]").textContent()).toContain("finished");
    const said = await page.evaluate(() => (window as unknown as { said: number[] }).said);
    const gaps = said.slice(1).map((time, i) => time - said[i]!);
    expect(said.length).toBeGreaterThan(0);
    expect(Math.min(4000, ...gaps)).toBeGreaterThan(3900);
  });

  test("every drawing has a name", async () => {
    const page = await open("");
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll("main svg, main canvas")]
        .filter(
          (one) => !one.closest("[aria-hidden=true], [role=img][aria-label], [role=img][aria-labelledby]"),
        )
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
  });
});
