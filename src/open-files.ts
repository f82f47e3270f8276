import { CSV_HEADER } from "./export/csv.ts";
import { FILE_NAMES } from "./export/source.ts";
import { namedError } from "./lib/errors.ts";
import { openLog } from "./open-log.ts";
import type { Recording } from "./recorded/format.ts";
import type { ReadLog } from "./recorded/log.ts";
import { ENDING, isPacked, unpacked } from "./recorded/pack.ts";
import { parseSweep } from "./recorded/parse.ts";

/** What a file is, by what is in it; only what says nothing is told by its name. */
type Kind = "sweep" | "manifest" | "log" | "csv" | "data";

/** What some files hold. */
export interface Opened {
  readonly recordings: readonly Recording[];
  /** The log of `run.json` and `loss-log.jsonl`; null where they are not there. */
  readonly log: { readonly file: string; readonly log: ReadLog } | null;
  /** Files that are no sweep: data to train on. */
  readonly data: readonly File[];
}

/**
 * Reads every sweep among some files.
 *
 * @throws RecordingError for the first that cannot be read: its name, what was expected, got, and what to do
 */
export async function openFiles(files: readonly File[]): Promise<Opened> {
  const kinds = await Promise.all(files.map(kindOf));
  const of = (kind: Kind) => files.filter((_, i) => kinds[i] === kind);
  const recordings: Recording[] = [];
  for (const file of of("sweep")) recordings.push(parseSweep(await unpacked(file.name, file), file.name));
  const [manifest, log] = [of("manifest")[0], of("log")[0]];
  const lone = manifest ?? log ?? of("csv")[0];
  if (lone && !(manifest && log)) throw halfALog(lone.name);
  const read = manifest && log ? { file: manifest.name, log: await openLog(manifest, log) } : null;
  return { recordings, log: read, data: of("data") };
}

const halfALog = (name: string) =>
  namedError(
    "RecordingError",
    `${name}: expected ${FILE_NAMES.manifest} and ${FILE_NAMES.jsonl} of one sweep; got only one of them; ` +
      `choose or drop both at once, or save the sweep as one file (${ENDING})`,
  );

/** Enough to tell what a file is. */
const START = 512;

async function kindOf(file: File): Promise<Kind> {
  if (await isPacked(file)) return "sweep";
  const start = (await file.slice(0, START).text()).trimStart();
  if (start.startsWith(CSV_HEADER)) return "csv";
  if (/^\{\s*"schema_version"/.test(start)) return "manifest";
  if (/^\{\s*"_step"/.test(start)) return "log";
  const isSweep = /^\{\s*"format"/.test(start) || /\.(widthwise|json)$/i.test(file.name);
  return isSweep ? "sweep" : "data";
}
