import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { atOnce } from "./src/build/at-once.ts";
import { offline } from "./src/build/offline.ts";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** The commit a build was made from; empty outside a checkout. */
function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short=12", "HEAD"], { stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim();
  } catch {
    return "";
  }
}

/** The built page may ask nothing of another origin, run no inline script, and compile WebAssembly. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const contentPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
      injectTo: "head-prepend",
    },
  ],
};

/** `@tensorflow/tfjs` re-exports packages this project never uses, and they register themselves when loaded. */
const UNUSED_TFJS = /tfjs-(layers|converter|data|backend-webgl)[/\\]/;

const withoutUnusedTfjs: Plugin = {
  name: "without-unused-tfjs",
  apply: "build",
  transform: (code, id) => (UNUSED_TFJS.test(id) ? { code, map: null, moduleSideEffects: false } : null),
};

/** `npm start` opens a browser only where there is a display. */
const hasDisplay =
  process.platform !== "linux" || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
const open = process.env.npm_lifecycle_event === "start" && hasDisplay && !process.env.CI;

export default defineConfig({
  base: "./",
  define: { __APP_VERSION__: JSON.stringify(version), __APP_COMMIT__: JSON.stringify(commit()) },
  plugins: [contentPolicy, offline()],
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: atOnce, debugName: "shared", minShareCount: 2, minSize: 0 }] },
      },
    },
  },
  worker: { format: "es", plugins: () => [withoutUnusedTfjs] },
  preview: { open },
});
