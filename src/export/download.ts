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

/** The three files of a sweep, whole: every point that the tables hold now. */
export function exportFiles(source: ExportSource, environment: ExportEnvironment): ExportFile[] {
  return [
    { name: FILE_NAMES.csv, blob: new Blob([...csvChunks(source)], { type: "text/csv;charset=utf-8" }) },
    { name: FILE_NAMES.jsonl, blob: new Blob([...jsonlChunks(source)], { type: "application/x-ndjson" }) },
    {
      name: FILE_NAMES.manifest,
      blob: new Blob([runManifest(source, environment)], { type: "application/json" }),
    },
  ];
}

/**
 * Hands the three files of a sweep to the browser's downloads. The files are made before the first
 * click, so they agree with each other though training goes on.
 *
 * @returns the files' names, after the last click
 */
export async function downloadSweep(
  source: ExportSource,
  environment: ExportEnvironment,
  from: Document = document,
): Promise<string[]> {
  const files = exportFiles(source, environment);
  for (const [index, file] of files.entries()) {
    if (index > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_CLICKS_MS));
    save(file, from);
  }
  return files.map((file) => file.name);
}

function save(file: ExportFile, from: Document): void {
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
