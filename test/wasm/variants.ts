/** The builds of the compiled step that can run here. Node 20 has relaxed SIMD behind a flag only. */
import { setFlagsFromString } from "node:v8";
import { bestVariant, type Variant } from "../../src/engine/wasm/detect.ts";

setFlagsFromString("--experimental-wasm-relaxed-simd");

export const VARIANTS: readonly Variant[] = bestVariant() === "relaxed" ? ["plain", "relaxed"] : ["plain"];
