import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { button } from "./browser.ts";
import { FOLDER, hosted } from "./host.ts";
import { mainThreadTasks, processorTime, traced } from "./trace.ts";

const BUILT = "dist/e2e";

/** Bytes, gzip: everything that is fetched before training may start. */
const BUDGET = 250_000;

/** Bytes, gzip, of each kind of file; the first pattern that fits counts. */
const CEILINGS: readonly (readonly [RegExp, number])[] = [
  [/^assets\/(index|shared)-.*\.js$/, 90_000],
  [/^assets\/index-.*\.css$/, 15_000],
  [/^assets\/trainer\.worker-.*\.js$/, 45_000],
  [/^assets\/step.*\.wasm$/, 10_000],
  [/^assets\/engine-.*\.js$/, 25_000],
  [/^assets\/(tf-|dist-|tfjs-|Unique|TopK)/, 160_000], // the reference engine, only on demand
  [/^assets\/ko-.*\.js$/, 45_000], // every word of the page in another language
  [/^assets\//, 30_000], // whatever else is loaded on demand
  [/^recorded\/index\.json$/, 10_000],
  [/^recorded\/(quick|abilities)\.json$/, 40_000], // one of them is there at opening
  [/^recorded\//, 100_000],
  [/./, 12_000],
];

/** Milliseconds until the first picture. */
const FIRST_PAINT = 1000;
const ROUNDS = 5;

const on = hosted(BUILT);

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const print = (title: string, rows: readonly (readonly [string, string])[]) =>
  process.stdout.write(
    `${title}\n${rows.map(([name, what]) => `  ${what.padStart(24)}  ${name}`).join("\n")}\n`,
  );

/** Files that the page and its workers ask for; what the service worker keeps for later comes on top, and after. */
async function filesOf(page: Page): Promise<Set<string>> {
  const files = new Set<string>();
  page.on("request", (request) => {
    if (request.url().startsWith(on.host.address)) files.add(new URL(request.url()).pathname);
  });
  await page.goto(on.host.address);
  await page.locator(".recorded-words").waitFor();
  // it starts when the machine has been measured, which is the last thing that the page does by itself
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  expect(await button(page, "Train").isEnabled()).toBe(true);
  return files;
}

suite("the first load", () => {
  test("stays in its budget, the recorded sweep and the engine's measurement included", async () => {
    const files = await filesOf(await on.browser.newPage());
    const sizes = [...files].map(
      (path) => [path.slice(FOLDER.length) || "index.html", on.host.sent.get(path)!] as const,
    );
    const sum = sizes.reduce((total, [, bytes]) => total + bytes, 0);
    const rows = sizes.map(([file, bytes]) => [file, kilobytes(bytes)] as const);
    print(`Before training, gzip: ${kilobytes(sum)} of ${kilobytes(BUDGET)}`, rows);
    expect(sizes.filter(([file]) => /^recorded\/(?!index)/.test(file))).toHaveLength(1); // the staircase, no other
    expect(sizes.some(([file]) => file.endsWith(".wasm"))).toBe(true);
    expect(sizes.filter(([file]) => /tf-|tfjs-/.test(file))).toEqual([]);
    expect(sum).toBeLessThan(BUDGET);
  });

  // Processor time, not wall time: on two cores that also run the tests, waiting for a core is not the page's doing.
  test("paints within a second (median of five fresh visits)", async () => {
    const visits: { readonly work: number; readonly wall: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) visits.push(await firstPaint());
    print(
      "First contentful paint",
      visits.map(({ work, wall }, i) => [
        `visit ${i + 1}, ${Math.round(wall)} ms with waiting`,
        `${Math.round(work)} ms`,
      ]),
    );
    const sorted = visits.map(({ work }) => work).sort((a, b) => a - b);
    expect(sorted[0]).toBeGreaterThan(0);
    expect(sorted[ROUNDS >> 1]).toBeLessThan(FIRST_PAINT);
  });
});

/** Milliseconds until a fresh visitor sees something: of processor time on the page's main thread, and passed. */
async function firstPaint(): Promise<{ work: number; wall: number }> {
  const page = await on.browser.newPage();
  const events = await traced(on.browser, page, async () => {
    await page.goto(on.host.address);
    await button(page, "Train").waitFor();
  });
  const wall = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]!.startTime,
  );
  await page.context().close();
  const painted = Math.max(...events.filter((e) => e.name === "firstContentfulPaint").map((e) => e.ts));
  const before = mainThreadTasks(events).filter((task) => task.ts <= painted);
  return { work: before.reduce((sum, task) => sum + processorTime(task), 0), wall };
}

test("no file of the built page is heavier than its kind may be", () => {
  const files = readdirSync(BUILT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(BUILT.length + 1)
        .replaceAll("\\", "/"),
    );
  const sizes = files.map((file) => {
    const ceiling = CEILINGS.find(([pattern]) => pattern.test(file))![1];
    return { file, bytes: gzipSync(readFileSync(join(BUILT, file))).length, ceiling };
  });
  const rows = sizes.map(
    ({ file, bytes, ceiling }) => [file, `${kilobytes(bytes)} of ${kilobytes(ceiling)}`] as const,
  );
  print("Files, gzip", rows);
  expect(sizes.filter(({ bytes, ceiling }) => bytes > ceiling)).toEqual([]);
});
