import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { openEngine } from "../src/engine/choose.ts";
import { serve } from "./serve.ts";

/** The page's own copies of tfjs's binaries: nothing is asked of another origin. */
const absolute = (path: string) => new URL(path, import.meta.url).href;

const wasmPaths = {
  "tfjs-backend-wasm.wasm": absolute(plain),
  "tfjs-backend-wasm-simd.wasm": absolute(simd),
};

serve(undefined, (recipe) => openEngine(recipe, { wasmPaths }));
