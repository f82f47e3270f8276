/** The builds of the compiled step that can run here. Node 20 has relaxed SIMD behind a flag only. */
import { bestVariant, type Variant } from "../../src/engine/wasm/detect.ts";
import { allowRelaxedSimd } from "../../workers/relaxed-simd.ts";

allowRelaxedSimd();

export const VARIANTS: readonly Variant[] = bestVariant() === "relaxed" ? ["plain", "relaxed"] : ["plain"];
