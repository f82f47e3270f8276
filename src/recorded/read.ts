import { messageOf, namedError, nameOf, show } from "../lib/errors.ts";

/** Strict readers of JSON values: each takes a value and where it stands, and throws what was expected and got. */
export type Reader<T> = (value: unknown, at: string) => T;

/** A `RecordingError`: where, expected, got. */
export function wrong(at: string, expected: string, got: unknown): Error {
  const where = at === "" ? "" : `${at}: `;
  return namedError("RecordingError", `${where}expected ${expected}; got ${described(got)}`);
}

/** Says in which file it is that something is wrong, and what to do. */
export function inFile<T>(file: string, read: () => T, remedy = REMEDY): T {
  try {
    return read();
  } catch (error) {
    if (nameOf(error) !== "RecordingError") throw error;
    throw namedError("RecordingError", `${file}: ${messageOf(error)}; ${remedy}`);
  }
}

/** What to do about a recorded sweep that cannot be opened. */
const REMEDY = "record it anew with npm run record";

function described(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : show(value);
}

/** The value of a JSON text. */
export function parseJson(text: string, at: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(at, "a JSON text", text.trimStart());
  }
}

/** A text; an empty one only where that is said. */
export const text: Reader<string> = (value, at) => {
  if (typeof value !== "string") throw wrong(at, "a text", value);
  return value;
};

/** A whole number from `min`. */
export const whole =
  (min: number): Reader<number> =>
  (value, at) => {
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < min) {
      throw wrong(at, `a whole number from ${min}`, value);
    }
    return value;
  };

const NOT_FINITE: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

/** A share of one. */
export const share: Reader<number> = (value, at) => {
  if (typeof value !== "number" || !(value >= 0 && value <= 1))
    throw wrong(at, "a number from 0 to 1", value);
  return value;
};

/** A measured number; `"NaN"`, `"Infinity"` and `"-Infinity"` where it was not finite. */
export const measured: Reader<number> = (value, at) => {
  const number = typeof value === "string" ? NOT_FINITE[value] : value;
  if (typeof number !== "number") throw wrong(at, "a number, NaN, Infinity or -Infinity", value);
  return number;
};

/** True or false. */
export const yesOrNo: Reader<boolean> = (value, at) => {
  if (typeof value !== "boolean") throw wrong(at, "true or false", value);
  return value;
};

/** A date as `toISOString` writes it, in Unix milliseconds. */
export const date: Reader<number> = (value, at) => {
  const milliseconds = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString() !== value) {
    throw wrong(at, "a date such as 2026-11-23T12:00:00.000Z", value);
  }
  return milliseconds;
};

/** One of some texts. */
export const oneOf =
  <T extends string>(choices: readonly T[]): Reader<T> =>
  (value, at) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw wrong(at, choices.join(" or "), value);
    return found;
  };

/** Null, or what another reader takes. */
export const orNull =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (value, at) =>
    value === null ? null : reader(value, at);

/** A list, each of whose entries another reader takes. */
export const listOf =
  <T>(reader: Reader<T>): Reader<T[]> =>
  (value, at) => {
    if (!Array.isArray(value)) throw wrong(at, "a list", value);
    return value.map((entry, i) => reader(entry, `${at}[${i}]`));
  };

/** A list of measured numbers. A file has tens of thousands: where they stand is spelt out for the wrong ones only. */
export const numbers: Reader<number[]> = (value, at) => {
  if (!Array.isArray(value)) throw wrong(at, "a list", value);
  return value.map((entry, i) => (typeof entry === "number" ? entry : measured(entry, `${at}[${i}]`)));
};

/** An object of texts under any keys. */
export const texts: Reader<Record<string, string>> = (value, at) =>
  Object.fromEntries(
    Object.entries(plain(value, at)).map(([key, entry]) => [key, text(entry, `${at}.${key}`)]),
  );

/** Exactly these keys, each taken by its reader; those in `optional` may be left out. */
export const objectOf =
  <T extends object>(
    readers: { readonly [K in keyof Required<T>]: Reader<T[K]> },
    optional: readonly (keyof T)[] = [],
  ): Reader<T> =>
  (value, at) => {
    const given = plain(value, at);
    const keys = Object.keys(readers) as (keyof T & string)[];
    const stranger = Object.keys(given).find((key) => !keys.includes(key as keyof T & string));
    if (stranger !== undefined) throw wrong(at, `only ${keys.join(", ")}`, stranger);
    const read = keys
      .filter((key) => key in given || !optional.includes(key))
      .map((key) => [key, readers[key](given[key], at === "" ? key : `${at}.${key}`)] as const);
    return Object.fromEntries(read) as T;
  };

/** These keys of an object that may have others: a file that is not ours alone. */
export const partOf =
  <T extends object>(
    readers: { readonly [K in keyof Required<T>]: Reader<T[K]> },
    optional: readonly (keyof T)[] = [],
  ): Reader<T> =>
  (value, at) => {
    const given = Object.entries(plain(value, at)).filter(([key]) => key in readers);
    return objectOf<T>(readers, optional)(Object.fromEntries(given), at);
  };

/** An object of JSON, whatever its keys. */
export function plain(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw wrong(at, "an object", value);
  return value as Record<string, unknown>;
}
