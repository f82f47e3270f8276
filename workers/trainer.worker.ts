import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { openEngine } from "../src/engine/choose.ts";
import step from "../src/engine/wasm/build/step.wasm?url";
import relaxed from "../src/engine/wasm/build/step-relaxed.wasm?url";
import { serve } from "./serve.ts";

/** The page's own copies of tfjs's binaries: nothing is asked of another origin. */
const absolute = (path: string) => new URL(path, import.meta.url).href;

const wasmPaths = {
  "tfjs-backend-wasm.wasm": absolute(plain),
  "tfjs-backend-wasm-simd.wasm": absolute(simd),
};

const stepPaths: Readonly<Record<string, string>> = {
  "step.wasm": absolute(step),
  "step-relaxed.wasm": absolute(relaxed),
};

/** One of the compiled step's binaries. */
async function readStep(file: string): Promise<ArrayBuffer> {
  const response = await fetch(stepPaths[file] ?? file);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.arrayBuffer();
}

serve(undefined, (recipe, hooks) => openEngine(recipe, { ...hooks, wasmPaths, readStep }));
