/** Our engines. */
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { createTfjsEngine } from "../../../src/engine/tfjs/engine.ts";
import { createWebgpuEngine } from "../../../src/engine/webgpu/engine.ts";
import { engineContender } from "../trial.ts";
import type { Prepare } from "./contender.ts";

const absolute = (path: string) => new URL(path, import.meta.url).href;

const wasmPaths = {
  "tfjs-backend-wasm.wasm": absolute(plain),
  "tfjs-backend-wasm-simd.wasm": absolute(simd),
};

export const webgpu: Prepare = async (shape) => engineContender(await createWebgpuEngine(), shape);

export const tfjsWebgpu: Prepare = async (shape) => engineContender(await createTfjsEngine("webgpu"), shape);

export const tfjsWasm: Prepare = async (shape) =>
  engineContender(await createTfjsEngine("wasm", { wasmPaths }), shape);
