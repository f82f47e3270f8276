import { namedError } from "../lib/errors.ts";
import type { DataSummary } from "../protocol.ts";
import { readCorpus } from "./corpus.ts";
import { readPairs } from "./pairs.ts";
import { readJsonLines, readTable } from "./rows.ts";
import type { Task } from "./task.ts";

/** A user's file, read. */
export interface OwnData {
  /** What to tell the user; whoever holds the bytes adds their checksum. */
  readonly summary: Omit<DataSummary, "sha256">;
  /** The file as a task named `data`. Running text is cut to the context; `auto` is 64, or less for a short text. */
  task(context: "auto" | number): Task;
}

/** 64 MB, as file managers count them in binary. */
const MOST_BYTES = 64 * 2 ** 20;

const READERS: Record<string, (name: string, text: string, bytes: number) => OwnData> = {
  txt: readCorpus,
  jsonl: (name, text, bytes) => readPairs(name, readJsonLines(name, text), bytes),
  csv: (name, text, bytes) => readPairs(name, readTable(name, text, ","), bytes),
  tsv: (name, text, bytes) => readPairs(name, readTable(name, text, "\t"), bytes),
};

/**
 * Reads a user's file: `.txt` as running text, `.jsonl`, `.csv` and `.tsv` as examples with a prompt and an
 * answer. Characters are code points; a byte order mark is removed, CRLF becomes LF, nothing else changes.
 *
 * @param name the file's name; its extension decides how it is read
 * @throws DataError that names file and line, what was expected, what was found and what to do
 */
export function readOwnData(name: string, bytes: Uint8Array): OwnData {
  const extension = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "";
  const read = Object.hasOwn(READERS, extension) ? READERS[extension] : undefined;
  if (!read) {
    const got = extension === "" ? "no extension" : `.${extension}`;
    throw dataError(
      `${name}: expected a .txt, .jsonl, .csv or .tsv file; got ${got}; save it as one of these (a saved sweep ends in .widthwise)`,
    );
  }
  checkFileSize(name, bytes.length);
  return read(name, decode(name, bytes), bytes.length);
}

/**
 * Refuses a file by its size alone, so that a huge one need not be read first.
 *
 * @param size in bytes
 * @throws DataError where it is over 64 MB
 */
export function checkFileSize(name: string, size: number): void {
  if (size <= MOST_BYTES) return;
  const megabytes = Math.ceil((size / 2 ** 20) * 10) / 10; // upwards: one byte too many is not 64.0
  throw dataError(`${name}: expected at most 64 MB; got ${megabytes} MB; cut the file to a part of it`);
}

function decode(name: string, bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  if (text === null || text.includes("\0")) {
    const got = text === null ? "bytes that are not UTF-8" : "a binary file (it has zero bytes)";
    throw dataError(`${name}: expected text in UTF-8; got ${got}; open it in an editor and save it as UTF-8`);
  }
  if (text.trim() === "") {
    const got = text === "" ? "an empty file" : "nothing but white space";
    throw dataError(`${name}: expected text; got ${got}; choose another file`);
  }
  return text.replaceAll("\r\n", "\n");
}

/** The text without its byte order mark; null where the bytes are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const dataError = (message: string) => namedError("DataError", message);
