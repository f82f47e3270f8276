import { blobOf } from "../lib/blob.ts";
import { messageOf, namedError, nameOf } from "../lib/errors.ts";
import { OPEN_ANOTHER } from "./parse.ts";

/** A sweep file's ending, and where nothing packs it. */
export const ENDING = ".widthwise";
const PLAIN_ENDING = ".widthwise.json";

/** Bytes of a sweep file at most, as it is, and unpacked: a text of a tab's longest. */
const MOST_BYTES = 64 * 2 ** 20;
const MOST_UNPACKED = 384 * 2 ** 20;

/** A sweep file: packed where the browser can, else as it is. */
export async function packed(
  lines: Iterable<string>,
): Promise<{ readonly blob: Blob; readonly ending: string }> {
  const plain = await blobOf(lines, "application/json");
  if (typeof CompressionStream === "undefined") return { blob: plain, ending: PLAIN_ENDING };
  const stream = plain.stream().pipeThrough(new CompressionStream("gzip"));
  const blob = await new Response(stream).blob();
  return { blob: new Blob([blob], { type: "application/gzip" }), ending: ENDING };
}

/**
 * The text of a sweep file, packed or not.
 *
 * @throws RecordingError where it is too large, or damaged
 */
export async function unpacked(name: string, file: Blob): Promise<string> {
  if (file.size > MOST_BYTES) throw tooLarge(name, MOST_BYTES);
  if (!(await isPacked(file))) return file.text();
  try {
    return await textOf(name, file.stream().pipeThrough(new DecompressionStream("gzip")));
  } catch (error) {
    if (nameOf(error) === "RecordingError") throw error;
    const got = messageOf(error) || "damaged data";
    throw refusal(`${name}: expected a whole packed file (gzip); got: ${got}; ${OPEN_ANOTHER}`);
  }
}

/** True for gzip, by its first two bytes. */
export async function isPacked(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

/** Reads no further than is allowed: a small file may unpack to more than a tab can hold. */
async function textOf(name: string, stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts.join("") + decoder.decode();
    size += value.length;
    if (size > MOST_UNPACKED) {
      await reader.cancel();
      throw tooLarge(name, MOST_UNPACKED);
    }
    parts.push(decoder.decode(value, { stream: true }));
  }
}

const refusal = (message: string) => namedError("RecordingError", message);

const tooLarge = (name: string, most: number) =>
  refusal(`${name}: expected a sweep of at most ${most / 2 ** 20} MB; got more; save one of fewer runs`);
