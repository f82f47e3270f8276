import { messageOf, namedError } from "../../lib/errors.ts";
import * as tf from "./tf.ts";

export type BackendName = "webgpu" | "wasm" | "cpu";

/** Where the WebAssembly binaries are: file name to address. Needed in the browser, not in Node. */
export type WasmPaths = Readonly<Record<string, string>>;

/**
 * Loads one tfjs backend and makes it the current one. Only its own package is loaded.
 *
 * @throws EngineError where the backend does not start
 */
export async function openBackend(backend: BackendName, wasmPaths?: WasmPaths): Promise<void> {
  tf.enableProdMode(); // no per-op checks, no advice on the console
  try {
    if (backend === "webgpu") await loadWebgpu();
    if (backend === "wasm") await loadWasm(wasmPaths);
    if (!(await tf.setBackend(backend))) throw new Error("it did not initialise");
  } catch (error) {
    throw namedError(
      "EngineError",
      `openBackend: expected tfjs's ${backend} backend to start, got: ${messageOf(error)}. Choose another backend, or auto.`,
    );
  }
}

async function loadWasm(paths: WasmPaths | undefined): Promise<void> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  // Threads need cross-origin isolation, which static hosts do not give; bits must not depend on the host.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  if (paths === undefined || tf.findBackend("wasm") !== null) return;
  const simd = paths["tfjs-backend-wasm-simd.wasm"] ?? "";
  // tfjs insists on an address for the threaded binary, which is never fetched.
  setWasmPaths({ "tfjs-backend-wasm-threaded-simd.wasm": simd, ...paths });
}

/** MatMulProgramType.MatMulPackedProgram of the webgpu backend. */
const PACKED_MATMUL = 3;

async function loadWebgpu(): Promise<void> {
  await import("@tensorflow/tfjs-backend-webgpu");
  // On a lost device small tensors would silently be computed on the CPU.
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  // The split-K product adds floats atomically, in whatever order they come: not reproducible.
  tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", PACKED_MATMUL);
}

/** The switches and versions that decide the bits. */
export async function backendDetails(backend: BackendName): Promise<Record<string, string>> {
  const details: Record<string, string> = { tfjs: tf.version_core };
  if (backend === "wasm") details.simd = String(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"));
  if (backend === "webgpu") details.matmul = "packed";
  return details;
}

/** Resolves with the reason when the GPU device of the current webgpu backend is lost. */
export async function deviceLost(): Promise<string> {
  const { device } = tf.backend() as unknown as { readonly device: GPUDevice };
  const { reason, message } = await device.lost;
  return message === "" ? String(reason) : `${String(reason)}: ${message}`;
}
