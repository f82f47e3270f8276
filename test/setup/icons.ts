/** `npm run icons`: the installed page's icons in `public/`, drawn from `icon.svg` by a real browser. */
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, findBrowser } from "./browser.ts";

/** `safe`: the share of the edge that the drawing has; a launcher may cut a maskable icon to its middle 80 %. */
const ICONS = [
  { file: "icon-192.png", edge: 192, safe: 1 },
  { file: "icon-512.png", edge: 512, safe: 1 },
  { file: "icon-maskable-512.png", edge: 512, safe: 0.8 },
] as const;

const svg = readFileSync("public/icon.svg", "utf8");
const ground = /<rect width="32" height="32"[^>]*fill="([^"]+)"/.exec(svg)?.[1];
if (!ground) throw new Error("public/icon.svg: expected a ground of 32 × 32 with a fill; got none");
const browser = await chromium.launch({ executablePath: findBrowser() ?? "chromium", args: CHROMIUM_ARGS });
for (const { file, edge, safe } of ICONS) {
  const page = await browser.newPage({ viewport: { width: edge, height: edge } });
  const isWhole = safe === 1;
  await page.setContent(`<body style="margin:0;display:grid;place-items:center;height:100vh;
    background:${isWhole ? "transparent" : ground}">${svg}</body>`);
  await page.addStyleTag({ content: `svg { width: ${100 * safe}vmin; height: ${100 * safe}vmin; }` });
  await page.screenshot({ path: `public/${file}`, omitBackground: isWhole });
}
await browser.close();
