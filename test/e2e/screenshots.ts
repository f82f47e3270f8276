/**
 * `npm run screenshots`: pictures of a real run of the default recipe, wide and narrow, light and dark,
 * before, during and after it, at its end in Korean, too. A few minutes; the pictures are kept, and looked at.
 */
import { mkdirSync } from "node:fs";
import { chromium, type Page } from "playwright-core";
import { preview } from "vite";
import { CHROMIUM_ARGS, findBrowser } from "../setup/browser.ts";
import { buildPage } from "../setup/build.ts";

const FOLDER = "test/e2e/screenshots";
const OUT = "dist/screenshots";
const WIDTHS = [1440, 1024, 390] as const;
const SCHEMES = ["light", "dark"] as const;

/** One moment of a run, in every size and scheme. */
async function shoot(page: Page, moment: string): Promise<void> {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.waitForTimeout(700); // charts redraw at their own pace
      await page.screenshot({ path: `${FOLDER}/${moment}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
}

mkdirSync(FOLDER, { recursive: true });
await buildPage(OUT);
const server = await preview({ logLevel: "warn", build: { outDir: OUT }, preview: { port: 0, open: false } });
const browser = await chromium.launch({ executablePath: findBrowser() ?? "chromium", args: CHROMIUM_ARGS });
const page = await browser.newPage();
await page.goto(`${server.resolvedUrls?.local[0]}${process.argv[2] ?? ""}`);
const press = (name: string) => page.getByRole("button", { name, exact: true });
await press("Train").waitFor();
await page.locator(".recorded-words").waitFor();
await page.locator(".over-steps-room").scrollIntoViewIfNeeded(); // what comes when it is scrolled to
await page.locator(".over-steps").waitFor();
await page.evaluate(() => scrollTo(0, 0));
await shoot(page, "before");
await page.setViewportSize({ width: 1440, height: 900 });
await press("Train").click();
// a good third of the way, however fast the machine is
await page.waitForFunction(
  () => Number(document.querySelector(".status [role=progressbar]")?.ariaValueNow) >= 35,
  undefined,
  { timeout: 600_000 },
);
await press("Pause").click();
await press("Resume").waitFor();
await shoot(page, "during");
await press("Resume").click();
await press("Start over").click({ trial: true, timeout: 1_200_000 });
await shoot(page, "after");
await page.emulateMedia({ colorScheme: "light" });
await press("한국어").click();
for (const width of [1440, 390]) {
  await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
  await page.waitForTimeout(700);
  await page.screenshot({ path: `${FOLDER}/after-${width}-light-ko.png`, fullPage: true });
}
await browser.close();
await server.close();
