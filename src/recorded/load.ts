import { messageOf, namedError } from "../lib/errors.ts";
import { fileOf, INDEX_FILE, type RecordedHead, type Recording } from "./format.ts";
import { parseIndex } from "./head.ts";
import { parseRecording } from "./parse.ts";

/**
 * The recorded sweeps that stand beside the page.
 *
 * @param folder address of the folder, with a slash at its end
 * @throws RecordingError where the file is not there or is not what it should be
 */
export const loadIndex = async (folder: string): Promise<RecordedHead[]> =>
  parseIndex(await textOf(folder, INDEX_FILE));

/** One recorded sweep, whole. Throws as {@link loadIndex} does. */
export const loadRecording = async (folder: string, name: string): Promise<Recording> =>
  parseRecording(await textOf(folder, fileOf(name)), name);

async function textOf(folder: string, file: string): Promise<string> {
  const missing = (got: string) =>
    namedError(
      "RecordingError",
      `${file}: expected a recorded sweep at ${folder}${file}; got ${got}; everything else works without it`,
    );
  const response = await fetch(folder + file).catch((error: unknown) => {
    throw missing(messageOf(error));
  });
  if (!response.ok) throw missing(`HTTP ${response.status}`);
  return response.text();
}
