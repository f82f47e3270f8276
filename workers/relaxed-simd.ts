import { setFlagsFromString } from "node:v8";
import { bestVariant } from "../src/engine/wasm/detect.ts";

/**
 * Lets Node 20 compile the build with fused multiply-adds, which V8 has behind a flag until 11.4. Newer ones have
 * it without; they do not know the flag, so it is set only where it is needed. To be called before any binary is
 * compiled.
 */
export function allowRelaxedSimd(): void {
  if (bestVariant() === "plain") setFlagsFromString("--experimental-wasm-relaxed-simd");
}
