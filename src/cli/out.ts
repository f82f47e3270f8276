import { constants } from "node:fs";
import { access, mkdir, mkdtemp, open, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
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

/**
 * Writes the three files, each whole or not at all. One that cannot be written goes to the system's folder
 * for temporary files instead, which is often on another disk: hours of training should not be lost.
 */
export async function writeFiles(
  out: string,
  source: ExportSource,
  environment: ExportEnvironment,
): Promise<Written> {
  const contents: [string, () => Iterable<string>][] = [
    [FILE_NAMES.csv, () => csvChunks(source)],
    [FILE_NAMES.jsonl, () => jsonlChunks(source)],
    [FILE_NAMES.manifest, () => [runManifest(source, environment)]],
  ];
  const files: string[] = [];
  const problems: string[] = [];
  let refuge: string | null = null;
  for (const [name, chunks] of contents) {
    const path = join(out, name);
    const failed = await failureOf(writeWhole(path, chunks()));
    if (!failed) {
      files.push(path);
      continue;
    }
    refuge ??= await mkdtemp(join(tmpdir(), "widthwise-")).catch(() => out);
    const instead = join(refuge, name);
    const lost = await failureOf(writeWhole(instead, chunks()));
    if (!lost) files.push(instead);
    const end = lost ? "it is lost" : `it is ${quoted(instead)} instead`;
    problems.push(`${quoted(path)} could not be written: ${reasonOf(failed)}; ${end}`);
  }
  return { files, problems };
}

const failureOf = (work: Promise<void>): Promise<Error | null> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );

/** Bytes that a point takes in the CSV and the JSON lines together: 141 to 146 in short single-task sweeps. */
const BYTES_PER_POINT = 140;

/** What is wrong where the logs of so many points will not fit on the folder's disk; null where they will. */
export async function spaceProblem(out: string, points: number): Promise<string | null> {
  let path = resolve(out);
  while (!(await stat(path).catch(() => null)) && dirname(path) !== path) path = dirname(path);
  const disk = await statfs(path).catch(() => null);
  // some network and virtual disks tell no size at all
  const free = disk && disk.blocks > 0 ? disk.bavail * disk.bsize : Number.POSITIVE_INFINITY;
  const needed = points * BYTES_PER_POINT;
  if (needed <= free) return null;
  const megabytes = (bytes: number) =>
    `${(bytes / 1e6).toLocaleString("en-US", { maximumFractionDigits: 1 })} MB`;
  return cannot(
    out,
    `the logs will take about ${megabytes(needed)}, and its disk has ${megabytes(free)} left`,
  );
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
