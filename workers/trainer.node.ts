import { type MessagePort, parentPort } from "node:worker_threads";
import nodeEndpoint from "comlink/dist/umd/node-adapter.js";
import { openEngine } from "../src/engine/choose.ts";
import { openDawn } from "./dawn.ts";
import { allowRelaxedSimd } from "./relaxed-simd.ts";
import { serve } from "./serve.ts";
import { readStepBinary } from "./step-binary.ts";

allowRelaxedSimd();
serve(nodeEndpoint(parentPort as MessagePort), (recipe, hooks) =>
  openEngine(recipe, { ...hooks, openGpu: openDawn, readStep: readStepBinary }),
);
