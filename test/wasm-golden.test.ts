import type { Cohort } from "../src/engine/engine.ts";
import type { WasmCohort } from "../src/engine/wasm/cohort.ts";
import { createWasmEngine } from "../src/engine/wasm/engine.ts";
import { readStepBinary } from "../workers/step-binary.ts";
import { goldenSuite } from "./golden/compare.ts";
import { VARIANTS } from "./wasm/variants.ts";

const readGradient = (cohort: Cohort, replica: number) => (cohort as WasmCohort).readGradient(replica);

for (const variant of VARIANTS) {
  const open = () => createWasmEngine({ readBinary: readStepBinary, variant });
  for (const replicas of [1, 3]) {
    goldenSuite(`wasm, ${variant}, one of ${replicas}`, open, 1e-4, { replicas, readGradient });
  }
}
