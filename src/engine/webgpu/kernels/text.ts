/** Small helpers of the kernels' text. */

/** 0, 1, … n − 1. */
export const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

/** The texts of 0 … n − 1, one a line. */
export const lines = (n: number, text: (i: number) => string): string => range(n).map(text).join("\n");

/** The texts of 0 … n − 1 as a list of arguments. */
export const list = (n: number, text: (i: number) => string): string => range(n).map(text).join(", ");

/** A finite number as a WGSL f32 literal. */
export function float(x: number): string {
  const rounded = Math.fround(x);
  const text = String(rounded);
  return /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
}

export const X4 = ["x", "y", "z", "w"] as const;

/** Statements in braces, indented, after what guards them. */
export function block(guard: string, statements: string): string {
  return `${guard ? `${guard} ` : ""}{\n${indent(statements)}\n}`;
}

/** Each line moved two spaces to the right. */
export const indent = (text: string): string =>
  text
    .replace(/\n\s*\n/g, "\n")
    .trim()
    .replace(/^(?=.)/gm, "  ");

/** A loop over a new u32 from 0 to below a constant or an expression. */
export const loop = (name: string, end: number | string, statements: string, from = "0u", by = 1): string =>
  block(
    `for (var ${name} = ${from}; ${name} < ${typeof end === "number" ? `${end}u` : end}; ${name} += ${by}u)`,
    statements,
  );
