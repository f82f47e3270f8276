/**
 * Errors with names. An error that crosses a thread keeps only `name`, `message` and `stack`
 * (comlink, `transferHandlers`), so code matches on `error.name`, never on `instanceof`.
 */
const NAMES = [
  "RecipeError", // a recipe that cannot be trained as written
  "DataError", // a file of the user's that cannot be read as data
  "EngineError", // no engine or backend can run here, or it broke
  "ShapeError", // arrays whose sizes do not fit together: a bug of ours
  "WorkerError", // the worker did not start, or died
  "ExportError", // a file could not be written
  "RecordingError", // a recorded sweep or a log that cannot be read back
] as const;

export type ErrorName = (typeof NAMES)[number];

/**
 * Builds a named error whose message follows the house rule: where, expected, got, what to do.
 *
 * @param name one of the {@link ErrorName}s; it survives the trip between threads
 * @param message the whole sentence a person reads
 */
export function namedError(name: ErrorName, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

/** True for errors made by {@link namedError}, here or in another thread. */
export const isNamed = (thrown: unknown): boolean => NAMES.some((name) => name === nameOf(thrown));

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The name of anything that was thrown: an {@link ErrorName}, or whatever name it carries. */
export function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : "Error";
}

/** Shows a value in a message: strings quoted and cut at 40 characters, numbers as they are. */
export function show(value: unknown): string {
  if (typeof value !== "string") return String(value);
  return value.length > 40 ? `"${value.slice(0, 40)}…"` : `"${value}"`;
}
