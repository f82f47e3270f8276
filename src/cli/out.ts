import { constants } from "node:fs";
import { access, mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { csvChunks } from "../export/csv.ts";
import { jsonlChunks } from "../export/jsonl.ts";
import { type ExportEnvironment, runManifest } from "../export/run-json.ts";
import { type ExportSource, FILE_NAMES } from "../export/source.ts";
import { messageOf } from "../lib/errors.ts";
import { quoted } from "./words.ts";

/** Where the files go without `--out`. */
export const DEFAULT_OUT = "out";

/** Asked for before training, in bytes: a disk without even this much is full. */
const PROBE_BYTES = 64 * 1024;

/** What is wrong with the folder as far as can be seen without creating anything; null where nothing is. */
export async function folderProblem(out: string): Promise<string | null> {
  let path = resolve(out);
  for (;;) {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
    if (!(found instanceof Error)) {
      if (!found.isDirectory()) return cannot(out, `${quoted(path)} is a file`);
      const writable = await access(path, constants.W_OK | constants.X_OK).catch((error: Error) => error);
      return writable ? cannot(out, reasonOf(writable)) : null;
    }
    if (found.code !== "ENOENT" || dirname(path) === path) {
      return cannot(out, found.code === "ENOTDIR" ? "a part of the path is a file" : reasonOf(found));
    }
    path = dirname(path);
  }
}

/** Creates the folder and tries it with a small file; says what is wrong, or null. */
export async function makeFolder(out: string): Promise<string | null> {
  const probe = join(out, `.widthwise-probe-${process.pid}`);
  try {
    await mkdir(out, { recursive: true });
    await writeFile(probe, new Uint8Array(PROBE_BYTES));
    return null;
  } catch (error) {
    return cannot(out, reasonOf(error));
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

const cannot = (out: string, why: string): string =>
  `out: expected a folder that can be written to; got ${quoted(out)}: ${why}; choose another with --out`;

/** What could be written, and in words what could not. */
export interface Written {
  readonly files: readonly string[];
  readonly problems: readonly string[];
}

/** Writes the three files, each whole or not at all; where one fails, the others are still written. */
export async function writeFiles(
  out: string,
  source: ExportSource,
  environment: ExportEnvironment,
): Promise<Written> {
  const contents: [string, Iterable<string>][] = [
    [FILE_NAMES.csv, csvChunks(source)],
    [FILE_NAMES.jsonl, jsonlChunks(source)],
    [FILE_NAMES.manifest, [runManifest(source, environment)]],
  ];
  const files: string[] = [];
  const problems: string[] = [];
  for (const [name, chunks] of contents) {
    const path = join(out, name);
    const failed = await writeWhole(path, chunks).catch((error: unknown) => error ?? "unknown error");
    if (failed) problems.push(`${quoted(path)} could not be written: ${reasonOf(failed)}`);
    else files.push(path);
  }
  return { files, problems };
}

/** Under another name first: an older file of that name is lost only once the new one is complete. */
async function writeWhole(path: string, chunks: Iterable<string>): Promise<void> {
  const part = `${path}.part`;
  try {
    const file = await open(part, "w");
    try {
      for (const chunk of chunks) await file.appendFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "no space left on the disk",
  EDQUOT: "the disk quota is used up",
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the disk is read-only",
  ENOENT: "no such file",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "a file of that name is in the way",
  ENAMETOOLONG: "the name is too long",
};

/** The reason of a failed file operation in words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? "";
  return REASONS[code] ?? messageOf(error);
}
