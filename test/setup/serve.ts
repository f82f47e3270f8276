import { preview } from "vite";
import type { TestProject } from "vitest/node";
import { buildPage } from "./build.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the built page is served for the end-to-end tests. */
    address: string;
  }
}

/** Builds the page and serves it for the end-to-end tests. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const outDir = "dist/e2e";
  await buildPage(outDir);
  const server = await preview({ logLevel: "warn", build: { outDir }, preview: { port: 0, open: false } });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error("serve: expected the preview server to have a local address; got none");
  project.provide("address", address);
  return () => server.close();
}
