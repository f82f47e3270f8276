/** Our engines. */
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { createTfjsEngine } from "../../../src/engine/tfjs/engine.ts";
import step from "../../../src/engine/wasm/build/step.wasm?url";
import relaxed from "../../../src/engine/wasm/build/step-relaxed.wasm?url";
import { createWasmEngine } from "../../../src/engine/wasm/engine.ts";
import { createWebgpuEngine } from "../../../src/engine/webgpu/engine.ts";
import { engineContender } from "../trial.ts";
import type { Prepare } from "./contender.ts";

const absolute = (path: string) => new URL(path, import.meta.url).href;

const wasmPaths = {
  "tfjs-backend-wasm.wasm": absolute(plain),
  "tfjs-backend-wasm-simd.wasm": absolute(simd),
};

const stepPaths: Readonly<Record<string, string>> = {
  "step.wasm": absolute(step),
  "step-relaxed.wasm": absolute(relaxed),
};

const readBinary = async (file: string) => (await fetch(stepPaths[file] ?? file)).arrayBuffer();

export const wasm: Prepare = async (shape) => engineContender(await createWasmEngine({ readBinary }), shape);

export const webgpu: Prepare = async (shape) => engineContender(await createWebgpuEngine(), shape);

export const tfjsWebgpu: Prepare = async (shape) => engineContender(await createTfjsEngine("webgpu"), shape);

export const tfjsWasm: Prepare = async (shape) =>
  engineContender(await createTfjsEngine("wasm", { wasmPaths }), shape);
