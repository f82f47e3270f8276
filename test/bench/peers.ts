/** Our engines against other libraries' trainers in a real Chromium, on whatever adapter it has. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type PreviewServer, preview } from "vite";
import { CHROMIUM_ARGS, findBrowser } from "../setup/browser.ts";
import { median, numbersAfter, wordsAfter } from "./flags.ts";
import type { Benchmark } from "./main.ts";
import { type Counts, NAMES, type Name, ON_REQUEST, type PageApi, type Shape } from "./peers/contender.ts";
import { heading, type Row, table } from "./peers-table.ts";

const PEERS = fileURLToPath(new URL("peers", import.meta.url));
const PACKAGES = ["@genai-fi/nanogpt", "@jax-js/jax"];

/** How long a turn should take, and the steps between two readings of the loss. */
const TURN_MS = 1000;
const EVERY = 20;

export const peers: Benchmark = {
  about: `[--layers 2] [--contenders ${[...NAMES, ...ON_REQUEST].join(",")}] tokens per second in Chromium against other libraries`,
  async run(flags) {
    if (!PACKAGES.every((name) => existsSync(`${PEERS}/node_modules/${name}`))) {
      console.error("bench peers: the peers are not installed; run npm ci --prefix test/bench/peers first.");
      process.exitCode = 1;
      return;
    }
    const server = await serve();
    const browser = await chromium.launch({ executablePath: findBrowser(), args: CHROMIUM_ARGS });
    try {
      await compare(browser, server.resolvedUrls?.local[0] ?? "", flags);
    } finally {
      await browser.close();
      await server.close();
    }
  },
};

/** Builds the page with the main package's vite; files of peers/ find its own node_modules first. */
async function serve(): Promise<PreviewServer> {
  const outDir = fileURLToPath(new URL("../../dist/bench-peers", import.meta.url));
  const shared = { root: PEERS, base: "./", configFile: false, logLevel: "error" } as const;
  await build({ ...shared, build: { outDir, emptyOutDir: true, target: "es2022" } });
  return preview({ ...shared, build: { outDir }, preview: { port: 0 } });
}

async function compare(browser: Browser, address: string, flags: readonly string[]): Promise<void> {
  const json = flags.includes("--json");
  const names = namesAfter(flags);
  const [layers = 2] = numbersAfter(flags, "--layers", [2]);
  const [rounds = 3] = numbersAfter(flags, "--rounds", [3]);
  if (!json) process.stdout.write(heading(browser.version(), await adapterOf(browser, address)));
  const rows: Row[] = [];
  for (const width of numbersAfter(flags, "--widths", [16, 32, 64])) {
    const heads = width < 4 || width % 2 === 1 ? 1 : width < 64 ? 2 : 4;
    const shape: Shape = { layers, width, heads, context: 32, batch: 32, vocabulary: 32 };
    const measured = await compareAt(browser, address, names, shape, rounds);
    if (!json) process.stdout.write(table(measured));
    rows.push(...measured);
  }
  if (json) {
    const adapter = await adapterOf(browser, address);
    process.stdout.write(`${JSON.stringify({ chromium: browser.version(), adapter, rows })}\n`);
  }
}

function namesAfter(flags: readonly string[]): Name[] {
  const known: readonly string[] = [...NAMES, ...ON_REQUEST];
  const names = wordsAfter(flags, "--contenders", NAMES);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return names as Name[];
  throw new Error(`bench peers: --contenders expected some of ${known}, got ${unknown}.`);
}

/** All contenders ready at once, each in a page of its own; then they take turns. */
async function compareAt(
  browser: Browser,
  address: string,
  names: readonly Name[],
  shape: Shape,
  rounds: number,
): Promise<Row[]> {
  const entries: Entry[] = [];
  for (const name of names) entries.push(await Entry.open(browser, address, name, shape));
  for (let round = 0; round < rounds; round++) for (const entry of entries) await entry.turn();
  for (const entry of entries) await entry.close();
  return entries.map((entry) => entry.row());
}

/** A contender in its page. One that fails is reported and takes no further turns. */
class Entry {
  readonly #page: Page;
  readonly #name: Name;
  readonly #shape: Shape;
  readonly #times: number[] = [];
  #counts: Counts | null = null;
  #steps = 1;
  #losses: number[] = [];
  #problem: string | null = null;

  private constructor(page: Page, name: Name, shape: Shape) {
    this.#page = page;
    this.#name = name;
    this.#shape = shape;
  }

  /** Prepares, warms up, and counts the calls of a discarded turn. */
  static async open(browser: Browser, address: string, name: Name, shape: Shape): Promise<Entry> {
    const page = await browser.newPage();
    const entry = new Entry(page, name, shape);
    await entry.#try(async () => {
      await page.goto(address);
      await page.waitForFunction(() => "bench" in globalThis);
      const first = await entry.#call("prepare", name, shape);
      entry.#learn(first.milliseconds, first.loss);
      const { milliseconds, loss, ...counts } = await entry.#call("count", entry.#steps);
      entry.#counts = counts;
      entry.#learn(milliseconds / entry.#steps, loss);
    });
    return entry;
  }

  /** One timed turn. */
  async turn(): Promise<void> {
    await this.#try(async () => {
      const { milliseconds, loss } = await this.#call("train", this.#steps);
      this.#times.push(milliseconds / this.#steps);
      this.#learn(milliseconds / this.#steps, loss);
    });
  }

  close(): Promise<void> {
    return this.#page.close();
  }

  row(): Row {
    const milliseconds = median(this.#times);
    const { batch, context } = this.#shape;
    return {
      name: this.#name,
      shape: this.#shape,
      problem: this.#problem,
      milliseconds,
      times: this.#times,
      tokensPerSecond: (1000 * batch * context) / milliseconds,
      firstLoss: this.#losses[0] ?? Number.NaN,
      lastLoss: this.#losses.at(-1) ?? Number.NaN,
      counts: this.#counts,
    };
  }

  /** The next turn's steps: about a second of them, above 20 a multiple of 20. */
  #learn(milliseconds: number, loss: number): void {
    this.#losses.push(loss);
    const fitting = Math.max(1, Math.round(TURN_MS / milliseconds));
    this.#steps = fitting < EVERY ? fitting : EVERY * Math.round(fitting / EVERY);
  }

  /** Calls the page. */
  #call<K extends keyof PageApi>(method: K, ...words: Parameters<PageApi[K]>): ReturnType<PageApi[K]> {
    return this.#page.evaluate(
      ([method, words]) => {
        const { bench } = globalThis as unknown as {
          bench: Record<string, (...words: unknown[]) => unknown>;
        };
        return bench[method]?.(...words);
      },
      [method, words as unknown[]] as const,
    ) as ReturnType<PageApi[K]>;
  }

  async #try(job: () => Promise<void>): Promise<void> {
    if (this.#problem !== null) return;
    try {
      await job();
    } catch (error) {
      this.#problem = String(error).split("\n")[0] ?? "it failed";
    }
  }
}

async function adapterOf(browser: Browser, address: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(address);
  const words = await page.evaluate(async () => {
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return "no WebGPU adapter";
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
    return [vendor, architecture, description, isFallbackAdapter ? "(software)" : ""]
      .filter(Boolean)
      .join(" ");
  });
  await page.close();
  return words;
}
