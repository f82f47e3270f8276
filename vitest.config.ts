import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { CHROMIUM_ARGS, findBrowser } from "./test/setup/browser.ts";
import viteConfig from "./vite.config.ts";

const { define } = viteConfig;

export default defineConfig({
  define,
  test: {
    projects: [
      {
        define,
        test: { name: "node", include: ["test/*.test.ts"], environment: "node", testTimeout: 60_000 },
      },
      {
        define,
        test: {
          name: "browser",
          include: ["test/browser/*.test.{ts,tsx}"],
          testTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findBrowser() ?? "chromium", args: CHROMIUM_ARGS },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      {
        define,
        test: {
          name: "e2e",
          include: ["test/e2e/*.test.ts"],
          environment: "node",
          globalSetup: ["test/setup/serve.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
