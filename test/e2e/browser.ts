import { readFile } from "node:fs/promises";
import axe from "axe-core";
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Download,
  type Page,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, inject } from "vitest";
import { CHROMIUM_ARGS, findBrowser } from "../setup/browser.ts";

/** A recipe that trains in seconds on a slow machine: four runs of fifty steps. */
export const TINY = "#widths=2,4&seeds=0,1&layers=1&batch=8&steps=50&eval-every=10&eval-size=16&backend=wasm";

/** The same, so long that it never ends by itself. */
export const ENDLESS = TINY.replace("steps=50", "steps=100000");

/** A real Chromium with the software WebGPU adapter. */
export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: findBrowser() ?? "chromium", args: CHROMIUM_ARGS });

/** A browser for a file's tests: it ends with them, and every page with its test, whatever it has to say. */
export function browsing() {
  const on = {} as { browser: Browser };
  beforeAll(async () => {
    on.browser = await launch();
  });
  afterEach(async () => {
    await Promise.all(on.browser.contexts().map((context) => context.close()));
  });
  afterAll(() => on.browser.close());
  return on;
}

/** A page, with everything it complained about and everything it asked for. */
export interface Visit {
  readonly page: Page;
  /** Console errors and uncaught exceptions. */
  readonly complaints: string[];
  /** Addresses requested from other origins. */
  readonly strangers: string[];
}

/** What the test tool itself says where it holds the service worker back. */
const HELD_BACK = "Service Worker registration blocked by Playwright";

/**
 * Opens the built page; `hash` is a recipe's address. Without its service worker, which would fetch all files anew for
 * every visit and answer in the place of routes: tests of what it does open their pages themselves.
 */
export async function visit(
  browser: Browser,
  hash = "",
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: "block",
    ...options,
  });
  const page = await context.newPage();
  const address = inject("address");
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on("console", (message) => {
    const isComplaint = message.type() === "error" || message.type() === "warning";
    if (isComplaint && message.text() !== HELD_BACK) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !/^(blob|data):/.test(request.url()))
      strangers.push(request.url());
  });
  await page.goto(address + hash);
  await page.locator(".controls button.primary").waitFor();
  return { page, complaints, strangers };
}

export const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Has one of the recorded sweeps shown; where another is, or the visitor has their own, they are folded away. */
export async function showRecorded(page: Page, title: string): Promise<void> {
  const fold = page.locator(".recorded summary");
  await button(page, title).or(fold).first().waitFor();
  if (!(await button(page, title).isVisible())) await fold.click();
  await button(page, title).click();
}

/** The steps that the table of runs shows, in its order. */
export async function stepsShown(page: Page): Promise<number[]> {
  const cells = await page.locator(".runs tbody td.steps").allTextContents();
  return cells.map((text) => Number(text.replace(/[^\d]/g, "")));
}

/** The rules of WCAG 2.2, levels A and AA. */
const WCAG: axe.RunOptions = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };

/** What axe finds wrong with a page, or a part of it, in words; with `{}` by every rule that it has. */
export async function violations(page: Page, options = WCAG, within = "html"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    ([how, part]) => (window as unknown as { axe: typeof axe }).axe.run(part, how),
    [options, within] as const,
  );
  return found.violations.map((v) => `${v.id}: ${v.help} (${v.nodes[0]?.html})`);
}

/** The page's three files, by name. */
export async function exported(page: Page): Promise<Record<string, string>> {
  const downloads: Download[] = [];
  page.on("download", (download) => downloads.push(download));
  await button(page, "Export").click();
  while (downloads.length < 3)
    await page.waitForEvent("download", { timeout: 10_000 }).catch(() => undefined);
  const files = await Promise.all(
    downloads.map(
      async (file) => [file.suggestedFilename(), await readFile(await file.path(), "utf8")] as const,
    ),
  );
  return Object.fromEntries(files);
}
