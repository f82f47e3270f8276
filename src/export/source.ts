import type { Forecast } from "../metrics/forecast.ts";
import type { Run } from "../metrics/run.ts";
import type { SweepLog } from "../metrics/sweep.ts";
import type { SweepSummary } from "../protocol.ts";

/** What an export reads: a sweep as the page and the command line keep it. */
export interface ExportSource {
  readonly summary: SweepSummary;
  readonly runs: readonly Run[];
  readonly samples: SweepLog["samples"];
  /** What a person has written beside runs, by run id. */
  readonly remarks: SweepLog["remarks"];
  /** Losses predicted on the way. */
  readonly forecasts: readonly Forecast[];
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** Unix milliseconds; null while the sweep goes on. */
  readonly endedAt: number | null;
}

/** The names of the three files, as the page downloads and the command line writes them. */
export const FILE_NAMES = { csv: "loss-log.csv", jsonl: "loss-log.jsonl", manifest: "run.json" } as const;

/** Chunks are handed on from this many characters: few Blob parts and writes, no giant string. */
const CHUNK = 1 << 18;

/** Joins short pieces into chunks of about 256 kB, in order. */
export function* inChunks(pieces: Iterable<string>): Generator<string> {
  let parts: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    parts.push(piece);
    length += piece.length;
    if (length < CHUNK) continue;
    yield parts.join("");
    parts = [];
    length = 0;
  }
  if (length > 0) yield parts.join("");
}
