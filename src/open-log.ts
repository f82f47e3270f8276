import { messageOf, namedError } from "./lib/errors.ts";
import { type ReadLog, readLog } from "./recorded/log.ts";
import { parseJson } from "./recorded/read.ts";
import { vocabularyOf, wordsOf } from "./tasks/words.ts";

/** Bytes of a log at most: as many as a sweep file's numbers come to. */
const MOST_BYTES = 512 * 2 ** 20;

/**
 * Reads a sweep back from the files of an export.
 *
 * @throws RecordingError which file, what was expected, got, and what to do
 */
export async function openLog(manifest: File, log: File): Promise<ReadLog> {
  for (const { name, size } of [manifest, log]) {
    if (size > MOST_BYTES)
      throw refusal(
        `${name}: expected at most 512 MB; got ${Math.ceil(size / 2 ** 20)} MB; open a smaller log`,
      );
  }
  try {
    const run = parseJson(await manifest.text(), manifest.name);
    return await readLog(run, linesOf(log), wordsOf, vocabularyOf);
  } catch (error) {
    throw refusal(
      `${manifest.name} and ${log.name}: ${messageOf(error)}; export the sweep again, and open both`,
    );
  }
}

const refusal = (message: string) => namedError("RecordingError", message);

/** A file's lines, of which no more than a few are held at a time. */
async function* linesOf(file: File): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = file.stream().getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + decoder.decode(value, { stream: !done })).split(/\r?\n/);
    rest = lines.pop() ?? "";
    yield* lines;
    if (done) break;
  }
  if (rest !== "") yield rest;
}
