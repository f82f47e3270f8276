/** How long a whole sweep takes on the built page, in a real Chromium, from the press of Train to its end. */
import { chromium, type Page } from "playwright-core";
import { build, preview } from "vite";
import { CHROMIUM_ARGS, findBrowser } from "../setup/browser.ts";
import { wordsAfter } from "./flags.ts";
import type { Benchmark } from "./main.ts";

const OUT = "dist/bench-page";
/** Twenty minutes. */
const PATIENCE = 1_200_000;

export const page: Benchmark = {
  about:
    "seconds of a whole sweep on the page in Chromium, Train to end; --recipe 'preset=quick&seeds=0' as in the address",
  async run(flags) {
    const recipe = wordsAfter(flags, "--recipe", ["preset=quick"]).join(",");
    await build({ logLevel: "warn", build: { outDir: OUT, emptyOutDir: true } });
    const server = await preview({
      logLevel: "warn",
      build: { outDir: OUT },
      preview: { port: 0, open: false },
    });
    const browser = await chromium.launch({ executablePath: findBrowser(), args: CHROMIUM_ARGS });
    try {
      const { seconds, first, status } = await sweep(
        await browser.newPage(),
        server.resolvedUrls?.local[0],
        recipe,
      );
      const row = { recipe, firstPointSeconds: first, seconds, status };
      const words = `${recipe}: first point after ${first.toFixed(1)} s, end after ${seconds.toFixed(1)} s. ${status}\n`;
      process.stdout.write(flags.includes("--json") ? `${JSON.stringify(row)}\n` : words);
    } finally {
      await browser.close();
      await server.close();
    }
  },
};

/** Seconds from Train to the first step in the table of runs, and to the end. */
async function sweep(tab: Page, address = "", recipe: string) {
  await tab.goto(`${address}#${recipe}`);
  const train = tab.getByRole("button", { name: "Train", exact: true });
  await train.waitFor();
  const start = performance.now();
  const since = () => (performance.now() - start) / 1000;
  await train.click();
  const told = tab.locator(".runs tbody td.steps").filter({ hasText: /[1-9]/ });
  await told.first().waitFor({ timeout: PATIENCE });
  const first = since();
  const end = tab.getByText(/^(Finished|Stopped|Ended)/).first();
  await end.waitFor({ timeout: PATIENCE });
  return { first, seconds: since(), status: (await end.textContent()) ?? "" };
}
