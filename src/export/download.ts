import { blobOf } from "../lib/blob.ts";
import { csvChunks } from "./csv.ts";
import { jsonlChunks } from "./jsonl.ts";
import { type ExportEnvironment, runManifest } from "./run-json.ts";
import { type ExportSource, FILE_NAMES } from "./source.ts";

/** One file to be saved. */
export interface ExportFile {
  readonly name: string;
  readonly blob: Blob;
}

/** The browser may still be reading a blob some time after the click; 40 s is FileSaver.js's habit. */
const REVOKE_AFTER_MS = 40_000;

/** Browsers drop downloads that are asked for in the same instant. */
const BETWEEN_CLICKS_MS = 250;

/**
 * The three files of a sweep, whole: every point that the tables hold at the call, and none that comes
 * while the files are made. Long logs are written in stretches, between which the page lives on.
 */
export async function exportFiles(
  source: ExportSource,
  environment: ExportEnvironment,
): Promise<ExportFile[]> {
  // All three take their moment here, before the first wait.
  const csv = csvChunks(source);
  const jsonl = jsonlChunks(source);
  const manifest = runManifest(source, environment);
  return [
    { name: FILE_NAMES.csv, blob: await blobOf(csv, "text/csv;charset=utf-8") },
    { name: FILE_NAMES.jsonl, blob: await blobOf(jsonl, "application/x-ndjson") },
    { name: FILE_NAMES.manifest, blob: new Blob([manifest], { type: "application/json" }) },
  ];
}

/**
 * Hands the three files of a sweep to the browser's downloads. They agree with each other though training
 * goes on: all of them describe the moment of the call.
 *
 * @returns the files' names, after the last click
 */
export async function downloadSweep(
  source: ExportSource,
  environment: ExportEnvironment,
  from: Document = document,
): Promise<string[]> {
  const files = await exportFiles(source, environment);
  for (const [index, file] of files.entries()) {
    if (index > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_CLICKS_MS));
    saveFile(file, from);
  }
  return files.map((file) => file.name);
}

/** Hands one file to the browser's downloads. */
export function saveFile(file: ExportFile, from: Document = document): void {
  const url = URL.createObjectURL(file.blob);
  const link = from.createElement("a");
  link.href = url;
  link.download = file.name;
  link.hidden = true;
  from.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
