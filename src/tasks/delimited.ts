import { namedError } from "../lib/errors.ts";

/** One record of a table, with the line it begins on (from 1). */
export interface TableRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Reads comma- or tab-separated text as RFC 4180 has it: a cell in double quotes may hold the delimiter,
 * line breaks and doubled quotes; all other cells are kept as they stand, spaces included. Empty lines are
 * skipped. Lines end with LF.
 *
 * @param name the file's name, for messages
 * @throws DataError at a quote that is never closed, or is followed by more text
 */
export function* parseDelimited(name: string, text: string, delimiter: string): Generator<TableRecord> {
  const cursor = { at: 0, line: 1 };
  while (cursor.at < text.length) {
    const line = cursor.line;
    if (text[cursor.at] === "\n") {
      cursor.at++;
      cursor.line++;
      continue;
    }
    yield { cells: readRecord(name, text, delimiter, cursor), line };
  }
}

interface Cursor {
  at: number;
  line: number;
}

/** Reads cells up to the end of the record and steps past its line break. */
function readRecord(name: string, text: string, delimiter: string, cursor: Cursor): string[] {
  const cells: string[] = [];
  while (true) {
    const isQuoted = text[cursor.at] === '"';
    cells.push(isQuoted ? readQuoted(name, text, delimiter, cursor) : readPlain(text, delimiter, cursor));
    const isLast = text[cursor.at] !== delimiter;
    if (isLast && cursor.at < text.length) cursor.line++; // a line break: the readers stop at nothing else
    cursor.at++;
    if (isLast) return cells;
  }
}

function readPlain(text: string, delimiter: string, cursor: Cursor): string {
  const start = cursor.at;
  while (cursor.at < text.length && text[cursor.at] !== delimiter && text[cursor.at] !== "\n") cursor.at++;
  return text.slice(start, cursor.at);
}

function readQuoted(name: string, text: string, delimiter: string, cursor: Cursor): string {
  const opened = cursor.line;
  let cell = "";
  while (true) {
    const start = cursor.at + 1;
    const close = text.indexOf('"', start);
    if (close < 0) {
      throw tableError(
        name,
        opened,
        `expected a closing quote; got the end of the file; close the cell with "`,
      );
    }
    const part = text.slice(start, close);
    cursor.line += part.split("\n").length - 1;
    cursor.at = close + 1;
    cell += part;
    if (text[cursor.at] !== '"') break;
    cell += '"'; // a doubled quote stands for one
  }
  const next = text[cursor.at];
  if (next === undefined || next === "\n" || next === delimiter) return cell;
  throw tableError(
    name,
    cursor.line,
    `expected the cell to end after its closing quote; got more text; write quotes inside a cell twice ("")`,
  );
}

const tableError = (name: string, line: number, what: string) =>
  namedError("DataError", `${name}, line ${line}: ${what}`);
