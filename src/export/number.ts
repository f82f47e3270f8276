/** Numbers as text that reads back to the same bits (ECMA-262's shortest digits; the sign of -0 is kept). */

/** `0.1`, `1e-7`, `-0`; non-finite as `NaN`, `Infinity`, `-Infinity`. */
export const numberText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** The same for JSON, which has no non-finite numbers: those become strings. */
export const jsonNumber = (value: number): string =>
  Number.isFinite(value) ? numberText(value) : `"${value}"`;

/** A value that `JSON.stringify` writes as {@link jsonNumber} does, but for the sign of -0. */
export const jsonValue = (value: number): number | string => (Number.isFinite(value) ? value : String(value));
