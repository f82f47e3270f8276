import { constants } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { UserFile } from "../client/pool.ts";
import { messageOf, nameOf } from "../lib/errors.ts";
import { checkFileSize } from "../tasks/own-data.ts";
import { reasonOf } from "./out.ts";
import { quoted } from "./words.ts";

/** What is wrong with the file before it is read; null where nothing is. */
export async function dataFileProblem(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return unreadable(path, "it is a folder");
    if (!found.isFile()) return unreadable(path, "it is no ordinary file");
    checkFileSize(basename(path), found.size);
    await access(path, constants.R_OK);
    return null;
  } catch (error) {
    return nameOf(error) === "DataError" ? `data: ${messageOf(error)}` : unreadable(path, reasonOf(error));
  }
}

const unreadable = (path: string, why: string): string =>
  `data: expected a file that can be read; got ${quoted(path)}: ${why}; check the path`;

/** The file as the trainer takes it; read anew each time it is asked for. */
export function userFile(path: string): UserFile {
  return {
    name: basename(path),
    async arrayBuffer() {
      const bytes = await readFile(path);
      const copy = new ArrayBuffer(bytes.byteLength); // small files share a pool, which cannot be transferred
      new Uint8Array(copy).set(bytes);
      return copy;
    },
  };
}
