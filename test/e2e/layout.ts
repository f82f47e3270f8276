import type { Page } from "playwright-core";

/** Pixels by which the page is wider than its window: none where nothing has to be scrolled sideways. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Wider by less than this, a part of the page is not meant to be scrolled sideways. */
const MEANT = 12;

/** Parts of the page that scroll sideways by a few pixels, for the sake of nothing but a cut edge, in words. */
export const nudged = (page: Page): Promise<string[]> =>
  page.evaluate((meant) => {
    const parts = [...document.querySelectorAll<HTMLElement>("body *")].filter((element) => {
      const over = element.scrollWidth - element.clientWidth;
      return /auto|scroll/.test(getComputedStyle(element).overflowX) && over > 0 && over < meant;
    });
    return parts.map((part) => `${part.outerHTML.slice(0, 100)}: ${part.scrollWidth - part.clientWidth}`);
  }, MEANT);

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** Which layout shifts count. */
interface Counted {
  /** From the page's opening on, not only from now on. */
  readonly buffered?: boolean;
  /** Only those that nobody's click or key has just asked for. */
  readonly unasked?: boolean;
  /** A part of the page whose own shifts do not count. */
  readonly except?: string;
}

/** Sums up layout shifts as browsers score them; the function tells the sum. */
export async function watchShifts(page: Page, counted: Counted = {}): Promise<() => Promise<number>> {
  await page.evaluate(({ buffered = false, unasked = false, except }) => {
    const shifts = { sum: 0 };
    Object.assign(window, { shifts });
    const part = except === undefined ? null : document.querySelector(except);
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
        const isElsewhere = part === null || sources.some(({ node }) => !part.contains(node));
        if (isElsewhere && !(unasked && hadRecentInput)) shifts.sum += value;
      }
    }).observe({ type: "layout-shift", buffered });
  }, counted);
  return () => page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum);
}
