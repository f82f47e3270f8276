import { expect, suite, test } from "vitest";
import { attentionPlan } from "../src/engine/plan/attention.ts";
import { planAttention } from "../src/engine/plan/plan.ts";
import { createTfjsEngine } from "../src/engine/tfjs/engine.ts";
import { createWasmEngine } from "../src/engine/wasm/engine.ts";
import { readStepBinary } from "../workers/step-binary.ts";
import { attentionSuite } from "./attention/compare.ts";
import { smallCohort } from "./golden/small.ts";
import { VARIANTS } from "./wasm/variants.ts";

for (const backend of ["cpu", "wasm"] as const) {
  attentionSuite(`tfjs on ${backend}`, () => createTfjsEngine(backend));
}
for (const variant of VARIANTS) {
  attentionSuite(`wasm, ${variant}`, () => createWasmEngine({ readBinary: readStepBinary, variant }));
}

suite("the plan of attention patterns", () => {
  test("ends at the last block's queries and keys, and keeps each block's for the host", () => {
    const { model } = smallCohort(1, { nLayers: 3 });
    const plan = planAttention({ model, replicas: 1, batch: 2, context: 6 });
    expect(plan.operations).toHaveLength(7 * 3 - 4);
    expect(plan.operations.at(-1)?.name).toBe("h.2.attn.c_attn");
    const kept = plan.buffers.filter(({ role }) => role === "output");
    expect(kept.map(({ name }) => name)).toEqual([0, 1, 2].map((i) => `h.${i}.attn.c_attn.out`));
    expect(kept.every(({ slot, length }) => slot === null && length === 2 * 6 * 3 * 4)).toBe(true);
    expect(plan.buffers.map(({ name }) => name)).not.toContain("logits");
  });

  test("takes few sequences at a time, and one at least", () => {
    expect(attentionPlan(smallCohort()).batch).toBe(8);
    const wide = { dModel: 1024, nHeads: 16, nLayers: 12, context: 1024 };
    expect(attentionPlan(smallCohort(1, wide)).batch).toBe(1);
  });
});
