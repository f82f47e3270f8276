import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, suite, test } from "vitest";
import { button, launch, stepsShown, TINY } from "./browser.ts";

/** What the global set-up has built. */
const ROOT = "dist/e2e";
/** Not at the root of its host, as on many project pages. */
const FOLDER = "/pages/widthwise/";
/** Stricter than the page's own: `wasm-unsafe-eval` and nothing else beyond its own files. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Files and a policy, no other header: neither COOP nor COEP, so no page of it is cross-origin isolated. */
async function servePlainly(): Promise<{ server: Server; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    asked.push(path);
    const file = path === FOLDER ? "index.html" : normalize(path.slice(FOLDER.length));
    try {
      if (!path.startsWith(FOLDER)) throw new Error("outside the folder");
      const bytes = await readFile(join(ROOT, file));
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, asked };
}

let browser: Browser;
let host: Awaited<ReturnType<typeof servePlainly>>;
beforeAll(async () => {
  [browser, host] = await Promise.all([launch(), servePlainly()]);
});
afterAll(async () => {
  await browser.close();
  host.server.close();
});

suite("a plain static host", () => {
  test("in a folder, under a strict policy, without shared memory: the wasm engine trains to the end", async () => {
    const { port } = host.server.address() as AddressInfo;
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`http://127.0.0.1:${port}${FOLDER}${TINY.replace("backend=wasm", "engine=wasm")}`);
    expect(await page.evaluate("crossOriginIsolated")).toBe(false);
    expect(await page.evaluate("typeof SharedArrayBuffer")).toBe("undefined");
    await button(page, "Quick: sort").click();
    await page.getByText("Recorded: 8 seeds").waitFor();
    expect(host.asked).toContain(`${FOLDER}recorded/quick.json`);
    await button(page, "Train").click();
    await expect.poll(() => stepsShown(page), { timeout: 60_000 }).toEqual([50, 50, 50, 50]);
    await page
      .getByText(/compiled step on WebAssembly/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    expect(host.asked.some((path) => path.endsWith(".wasm"))).toBe(true);
    expect(host.asked.filter((path) => !path.startsWith(FOLDER))).toEqual([]);
  });
});
