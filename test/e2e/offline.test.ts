import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { parseIndex } from "../../src/recorded/head.ts";
import { buildPage } from "../setup/build.ts";
import { button, ENDLESS, exported, showRecorded, stepsShown, TINY } from "./browser.ts";
import { FOLDER, Host, hosted } from "./host.ts";

const BUILT = "dist/e2e";
const NEXT = "dist/e2e-next";
const COMPILED = TINY.replace("backend=wasm", "engine=wasm");
const RECORDINGS = parseIndex(readFileSync("public/recorded/index.json", "utf8"));

const on = hosted(BUILT);

const open = async (hash = ""): Promise<Page> => {
  const page = await on.browser.newPage();
  await page.goto(on.host.address + hash);
  await button(page, "Train").waitFor();
  return page;
};
const kept = (page: Page) => page.getByText("Opens without a network, too.").waitFor({ timeout: 120_000 });
const notice = (page: Page) => page.getByText("A new version of this page is there.");
const cacheNames = (page: Page) => page.evaluate(() => caches.keys());

suite("a newer version", () => {
  test("waits while training, comes when asked for, and takes no point with it", async () => {
    await buildPage(NEXT, { define: { __APP_VERSION__: JSON.stringify("0.1.1-next") } });
    const page = await open(ENDLESS);
    await kept(page);
    const [old] = await cacheNames(page);
    await button(page, "Train").click();
    await expect.poll(async () => (await stepsShown(page))[0]).toBeGreaterThan(0);
    on.host.root = NEXT;
    on.host.asked.length = 0;
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await expect.poll(() => cacheNames(page)).toHaveLength(2);
    const waits = () =>
      page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state === "installed");
    await expect.poll(waits).toBe(true);
    expect(await notice(page).count()).toBe(0); // it trains

    await button(page, "Stop").click();
    await notice(page).waitFor();
    expect(await page.locator("footer").textContent()).not.toContain("0.1.1-next");
    const steps = await stepsShown(page);
    page.once("dialog", (dialog) => void dialog.dismiss()); // points that no file holds: stay
    await button(page, "Reload").click();
    expect(await stepsShown(page)).toEqual(steps);
    expect(on.host.asked.filter((path) => path.includes("tfjs-backend"))).toEqual([]); // unchanged: not fetched again

    await exported(page);
    await button(page, "Reload").click();
    await page.getByText("Widthwise 0.1.1-next").waitFor();
    expect(new URL(page.url()).hash).toBe(ENDLESS);
    await expect.poll(() => cacheNames(page)).not.toContain(old);
    await kept(page);
  });
});

suite("a host that saves data", () => {
  test("keeps what was used, and fetches nothing ahead", async () => {
    on.host.root = BUILT;
    on.host.asked.length = 0;
    const page = await on.browser.newPage();
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setDataSaverOverride", { dataSaverEnabled: true });
    await page.goto(on.host.address + COMPILED);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.waitForTimeout(1500);
    expect(on.host.asked.filter((path) => path.includes("tfjs"))).toEqual([]);
    expect(await page.getByText("Opens without a network, too.").count()).toBe(0);
  });
});

suite("without a network", () => {
  test("the page opens, shows recorded sweeps, and trains with every engine it has files for", async () => {
    on.host.root = BUILT;
    const page = await open();
    const strangers: string[] = [];
    page.context().on("request", (request) => {
      if (!request.url().startsWith(on.host.address) && !/^(blob|data):/.test(request.url()))
        strangers.push(request.url());
    });
    await kept(page);
    expect(on.host.asked).toContain(`${FOLDER}service-worker.js`);
    await on.host.close();

    await page.reload();
    await button(page, "Train").waitFor();
    await page.locator(".recorded-words").waitFor(); // the staircase that it opens with
    for (const { name, title } of RECORDINGS) {
      if (name === "abilities") continue;
      await showRecorded(page, title);
      await button(page, title).waitFor({ state: "detached" }); // it is shown now, and no longer among the others
    }
    for (const hash of [COMPILED, `${TINY}&engine=tfjs`]) {
      await page.goto("about:blank");
      await page.goto(on.host.address + hash);
      await button(page, "Train").click();
      await expect.poll(() => stepsShown(page)).toEqual([50, 50, 50, 50]);
      await button(page, "Start over").waitFor({ timeout: 60_000 });
      await exported(page);
    }
    expect(strangers).toEqual([]);
  });
});

test("the page can be installed: its manifest and icons are complete", async () => {
  const plain = await Host.open(BUILT);
  const page = await on.browser.newPage();
  await page.goto(plain.address);
  const session = await page.context().newCDPSession(page);
  const { url, errors, data } = await session.send("Page.getAppManifest");
  expect([url, errors]).toEqual([`${plain.address}manifest.webmanifest`, []]);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // a test's window is a private one
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  const { icons } = JSON.parse(data ?? "") as { icons: { src: string; sizes: string; type: string }[] };
  for (const { src, sizes, type } of icons) {
    const size = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, plain.address + src);
    if (type === "image/png") expect([src, size]).toEqual([src, sizes]);
  }
  await plain.close();
});
