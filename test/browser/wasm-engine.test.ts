import { expect, test } from "vitest";
import type { Cohort } from "../../src/engine/engine.ts";
import step from "../../src/engine/wasm/build/step.wasm?url";
import relaxed from "../../src/engine/wasm/build/step-relaxed.wasm?url";
import type { WasmCohort } from "../../src/engine/wasm/cohort.ts";
import { bestVariant } from "../../src/engine/wasm/detect.ts";
import { createWasmEngine } from "../../src/engine/wasm/engine.ts";
import { goldenSuite } from "../golden/compare.ts";

const ADDRESSES: Readonly<Record<string, string>> = { "step.wasm": step, "step-relaxed.wasm": relaxed };
const readBinary = async (file: string) => (await fetch(ADDRESSES[file] ?? file)).arrayBuffer();
const readGradient = (cohort: Cohort, replica: number) => (cohort as WasmCohort).readGradient(replica);

test("Chromium has relaxed SIMD", () => {
  expect(bestVariant()).toBe("relaxed");
});

for (const variant of ["plain", "relaxed"] as const) {
  const open = () => createWasmEngine({ readBinary, variant });
  goldenSuite(`wasm, ${variant}`, open, 1e-4, { readGradient });
  goldenSuite(`wasm, ${variant}, one of three`, open, 1e-4, { readGradient, replicas: 3 });
}
