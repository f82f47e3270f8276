import { messageOf, namedError, show } from "../lib/errors.ts";
import { parseDelimited } from "./delimited.ts";

/** One example of a user's file. */
export interface Row {
  readonly prompt: string;
  readonly answer: string;
  /** What the file says of where it belongs; null where it says nothing. */
  readonly split: "train" | "test" | null;
  /** The line it begins on, from 1. */
  readonly line: number;
}

/** The examples of a file, and what a person should know of how they were read. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly warnings: readonly string[];
}

const COLUMNS = ["prompt", "answer", "split"];

/**
 * Reads one JSON object per line, `{"prompt": string, "answer": string, "split"?: "train" | "test"}`.
 * Empty lines are skipped, other keys ignored.
 *
 * @throws DataError that names the line
 */
export function readJsonLines(name: string, text: string): Rows {
  const rows: Row[] = [];
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const lineBreak = text.indexOf("\n", start);
    const end = lineBreak < 0 ? text.length : lineBreak;
    const content = text.slice(start, end);
    line++;
    if (content.trim() !== "")
      rows.push(rowOf(`${name}, line ${line}`, line, parseObject(name, line, content)));
    start = end + 1;
  }
  return { rows, warnings: [] };
}

function parseObject(name: string, line: number, content: string): Record<string, unknown> {
  const where = `${name}, line ${line}`;
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw dataError(
      `${where}: expected a JSON object on one line; got ${show(content)} (${messageOf(error)}); write {"prompt": "…", "answer": "…"}`,
    );
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  const got = Array.isArray(value) ? "an array" : value === null ? "null" : `a ${typeof value}`;
  throw dataError(
    `${where}: expected a JSON object; got ${got}; write {"prompt": "…", "answer": "…"}, one a line`,
  );
}

/**
 * Reads a table with a header that names `prompt` and `answer`, and may name `split`, in any order.
 *
 * @throws DataError that names the line
 */
export function readTable(name: string, text: string, delimiter: "," | "\t"): Rows {
  const rows: Row[] = [];
  let header: readonly string[] | null = null;
  for (const { cells, line } of parseDelimited(name, text, delimiter)) {
    if (header === null) {
      header = cells;
      checkHeader(name, line, header);
      continue;
    }
    if (cells.length !== header.length) throw ragged(name, line, header.length, cells.length, delimiter);
    rows.push(rowOf(`${name}, line ${line}`, line, byColumn(header, cells)));
  }
  const others = (header ?? []).filter((column) => !COLUMNS.includes(column));
  return { rows, warnings: others.length > 0 ? [`Columns that were ignored: ${others.join(", ")}.`] : [] };
}

function checkHeader(name: string, line: number, header: readonly string[]): void {
  const where = `${name}, line ${line}`;
  const got = header.map(show).join(", ");
  if (!header.includes("prompt") || !header.includes("answer")) {
    throw dataError(
      `${where}: expected a header with the columns prompt and answer; got ${got}; name the columns so`,
    );
  }
  const twice = COLUMNS.find((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (twice) throw dataError(`${where}: expected one column ${twice}; got ${got}; rename all but one`);
}

function ragged(name: string, line: number, expected: number, got: number, delimiter: string): Error {
  const remedy = `quote cells that contain ${delimiter === "," ? "commas" : "tabs"} or line breaks`;
  return dataError(
    `${name}, line ${line}: expected ${expected} cells, as in the header; got ${got}; ${remedy}`,
  );
}

/** The cells that matter, by column; an empty `split` says nothing. */
function byColumn(header: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const cell = (column: string) => cells[header.indexOf(column)];
  return { prompt: cell("prompt"), answer: cell("answer"), split: cell("split") || undefined };
}

function rowOf(where: string, line: number, fields: Record<string, unknown>): Row {
  const { split = null } = fields;
  if (split !== null && split !== "train" && split !== "test") {
    throw dataError(
      `${where}: expected split to be train or test; got ${show(split)}; write one or leave it out`,
    );
  }
  return { prompt: textOf(where, fields, "prompt"), answer: textOf(where, fields, "answer"), split, line };
}

/** A field that must be text with something in it. */
function textOf(where: string, fields: Record<string, unknown>, key: "prompt" | "answer"): string {
  const value = fields[key];
  if (value === undefined) {
    throw dataError(`${where}: expected a key ${key}; got ${keysOf(fields)}; add "${key}": "…"`);
  }
  if (typeof value !== "string") {
    const got = typeof value === "object" ? JSON.stringify(value) : String(value);
    throw dataError(`${where}: expected ${key} to be a string; got ${got}; put it in double quotes`);
  }
  if (value === "")
    throw dataError(`${where}: expected some text as ${key}; got none; fill it in or leave the example out`);
  if (/\p{Surrogate}/u.test(value)) {
    throw dataError(
      `${where}: expected ${key} to be whole characters; got half of a surrogate pair; write both \\u escapes`,
    );
  }
  return value.replaceAll("\r\n", "\n"); // JSON's \r\n: the same text must be the same in every format
}

const keysOf = (fields: Record<string, unknown>) => Object.keys(fields).map(show).join(", ") || "no keys";

const dataError = (message: string) => namedError("DataError", message);
