import { build, type InlineConfig } from "vite";

/** Builds the page as a visitor gets it: vitest's own NODE_ENV would make it a build for tests. */
export async function buildPage(outDir: string, more: InlineConfig = {}): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    await build({ logLevel: "warn", build: { outDir, emptyOutDir: true }, ...more });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}
