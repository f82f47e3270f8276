import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll } from "vitest";
import { browsing } from "./browser.ts";

/** A browser and a host of the built page for a file's tests; both end with them. */
export function hosted(root: string) {
  const both = browsing() as ReturnType<typeof browsing> & { host: Host };
  beforeAll(async () => {
    both.host = await Host.open(root);
  });
  afterAll(() => both.host.close());
  return both;
}

/** Not at the root of its host, as on many project pages. */
export const FOLDER = "/pages/widthwise/";

/** Stricter than the page's own: `wasm-unsafe-eval` and nothing else beyond its own files. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; manifest-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
};

/**
 * A plain static host: files, gzip and a policy, no other header; neither COOP nor COEP, so no page of it is
 * cross-origin isolated.
 */
export class Host {
  /** The built page; another one here is a new version put on the same host. */
  root: string;
  /** Paths asked for, in their order. */
  readonly asked: string[] = [];
  /** Bytes of each file as it was sent, by its path. */
  readonly sent = new Map<string, number>();
  /** Of the page; the same after the host has gone. */
  address = "";
  readonly #server: Server;

  private constructor(root: string) {
    this.root = root;
    this.#server = createServer(async (request, response) => {
      const path = new URL(request.url ?? "/", "http://localhost").pathname;
      this.asked.push(path);
      const file = path === FOLDER ? "index.html" : normalize(path.slice(FOLDER.length));
      const bytes = path.startsWith(FOLDER) ? await readFile(join(this.root, file)).catch(() => null) : null;
      if (!bytes) return void response.writeHead(404).end();
      const body = gzipSync(bytes);
      this.sent.set(path, body.length);
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      const headers = { "Content-Type": type, "Content-Encoding": "gzip", "Content-Security-Policy": POLICY };
      response.writeHead(200, headers).end(body);
    });
  }

  static async open(root: string): Promise<Host> {
    const host = new Host(root);
    await new Promise<void>((resolve) => host.#server.listen(0, "127.0.0.1", resolve));
    host.address = `http://127.0.0.1:${(host.#server.address() as AddressInfo).port}${FOLDER}`;
    return host;
  }

  /** From now on nobody answers. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
