/** The compiled step's binaries in Node: from the folder that `npm run build:wasm` writes. */
import { readFile } from "node:fs/promises";

const FOLDER = new URL("../src/engine/wasm/build/", import.meta.url);

export const readStepBinary = (file: string): Promise<Uint8Array<ArrayBuffer>> =>
  readFile(new URL(file, FOLDER)) as Promise<Uint8Array<ArrayBuffer>>;
