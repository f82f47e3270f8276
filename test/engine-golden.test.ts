import { createTfjsEngine } from "../src/engine/tfjs/engine.ts";
import { goldenSuite } from "./golden/compare.ts";

for (const backend of ["cpu", "wasm"] as const) {
  goldenSuite(`tfjs on ${backend}`, () => createTfjsEngine(backend), 1e-4);
}
