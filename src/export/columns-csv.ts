import { textCell } from "./csv.ts";
import { numberText } from "./number.ts";

/**
 * Named columns as CSV, for what a chart shows: numbers in shortest round-trip digits, an empty cell where there is
 * none, text safe against formula injection. UTF-8 without BOM, lines end in LF.
 */
export function columnsCsv(names: readonly string[], rows: Iterable<readonly (number | string)[]>): string {
  const cell = (value: number | string) =>
    typeof value === "string" ? textCell(value) : Number.isNaN(value) ? "" : numberText(value);
  const lines = [names.map(textCell).join(",")];
  for (const row of rows) lines.push(row.map(cell).join(","));
  return `${lines.join("\n")}\n`;
}
