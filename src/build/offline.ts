import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import type { FilesToKeep } from "../offline/wishes.ts";

const WORKER = "service-worker.js";
const PLACE = "__FILES_TO_KEEP__";
/** The page shows its list before anything is chosen. */
const RECORDINGS = "recorded/index.json";

/** Builds the service worker beside the page, and tells it which files there are. Only for built pages. */
export function offline(): Plugin {
  let folder = "";
  return {
    name: "offline",
    apply: "build",
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    buildStart() {
      this.emitFile({ type: "chunk", id: resolve("workers/service-worker.ts"), fileName: WORKER });
    },
    writeBundle: () => {
      const code = readFileSync(join(folder, WORKER), "utf8");
      if (code.split(PLACE).length !== 2 || /\bimport\b/.test(code)) {
        throw new Error(`${WORKER}: expected one ${PLACE} and no import, which a classic script cannot have`);
      }
      const files = filesToKeep(folder, code);
      writeFileSync(
        join(folder, WORKER),
        code.replace(PLACE, () => JSON.stringify(files)),
      );
    },
  };
}

/**
 * What of a built page is to be kept.
 *
 * @param folder of the built page
 * @param code the service worker's own, so that a new one is a new version
 */
function filesToKeep(folder: string, code: string): FilesToKeep {
  const size = (file: string) => statSync(join(folder, file)).size;
  const all = filesIn(folder).filter((file) => file !== WORKER);
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const named = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file]) => file as string);
  const needed = new Set(["index.html", ...named, RECORDINGS]);
  const entry = named.find((file) => file.endsWith(".js"));
  if (!entry) throw new Error("index.html: expected a script of ours; got none");
  const hash = createHash("sha256").update(code);
  for (const file of all) hash.update(`\n${file}\n`).update(readFileSync(join(folder, file)));
  return {
    version: hash.digest("hex").slice(0, 12),
    entry,
    // a host may answer index.html by a redirection to its folder
    first: all.filter((file) => needed.has(file)).map((file) => (file === "index.html" ? "./" : file)),
    later: all.filter((file) => !needed.has(file)).sort((a, b) => size(a) - size(b)),
  };
}

/** Every file below a folder, by its path with slashes, in the order of the alphabet. */
function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return entries
    .filter((entry) => statSync(join(folder, entry)).isFile())
    .map((entry) => entry.replaceAll("\\", "/"))
    .sort();
}
