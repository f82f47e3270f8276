/** Numbers and times as the terminal shows them. */

/** A measured number with a fixed number of decimals; `–` where nothing was measured. */
export function number(value: number | null, decimals: number): string {
  if (value === null) return "–";
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) < 1e6 ? value.toFixed(decimals) : value.toExponential(decimals);
}

/** A share as a percentage with one decimal; `–` where nothing was measured. */
export const percent = (share: number | null): string =>
  share !== null && Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : number(share, 0);

/** `12 s`, `3 min`, `2 h 5 min`: seconds as a person says them. */
export function duration(seconds: number): string {
  if (seconds < 99.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * One line of text, whatever was in it: control characters (line ends and a terminal's commands among
 * them) become spaces.
 */
export function oneLine(text: string): string {
  let line = "";
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    line += code < 32 || (code >= 127 && code < 160) || code === 0x2028 || code === 0x2029 ? " " : char;
  }
  return line.replace(/ {2,}/g, " ").trim();
}

/** A path in a message, whole: its end is what tells files apart. */
export const quoted = (path: string): string => `"${path}"`;

/** Cells as a table, numbers to the right; the first row is the head. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => (row[c] ?? "").length)));
  const line = (row: readonly string[]) => row.map((cell, c) => cell.padStart(widths[c] ?? 0)).join("   ");
  return rows.map((row) => `${line(row)}\n`).join("");
}
