/**
 * Before the tests: makes sure that there is a Chrome or Chromium. Uses CHROME_PATH or the system's;
 * else installs Debian's package where that is possible, else says exactly what to do.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findBrowser } from "./browser.ts";

const MANUAL =
  "Install Google Chrome or Chromium (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask google-chrome; Windows: winget install Google.Chrome), or set CHROME_PATH to its executable, and run npm test again.";

/** True where this process may install Debian packages. */
const canUseApt = () =>
  process.getuid?.() === 0 && existsSync("/usr/bin/apt-get") && existsSync("/etc/debian_version");

function apt(...words: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync("apt-get", words, { stdio: ["ignore", 2, 2], env }).status === 0;
}

if (!findBrowser()) {
  const given = process.env.CHROME_PATH
    ? ` (CHROME_PATH is ${process.env.CHROME_PATH}, which cannot be run)`
    : "";
  process.stderr.write(`The browser tests need Chrome or Chromium; none was found${given}.\n`);
  if (canUseApt()) {
    process.stderr.write("Installing Debian's chromium …\n");
    apt("update", "-q");
    apt("install", "-y", "-q", "--no-install-recommends", "chromium");
  }
  if (!findBrowser()) {
    process.stderr.write(`${MANUAL}\n`);
    process.exit(1);
  }
}
