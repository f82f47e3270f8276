import wasmUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { createTfjsEngine } from "../../src/engine/tfjs/engine.ts";
import { goldenSuite } from "../golden/compare.ts";

const wasmPaths = { "tfjs-backend-wasm.wasm": wasmUrl, "tfjs-backend-wasm-simd.wasm": simdUrl };

goldenSuite("tfjs on wasm in the browser", () => createTfjsEngine("wasm", { wasmPaths }), 1e-4);
// WGSL lets exp and the like be several units in the last place off, and adapters differ: a wider bound.
goldenSuite("tfjs on webgpu", () => createTfjsEngine("webgpu"), 1e-3);
