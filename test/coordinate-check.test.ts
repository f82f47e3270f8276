/** The coordinate check in little, and what it reads of a model held against the interpreter of plans. */
import { expect, suite, test } from "vitest";
import { pad } from "../src/engine/plan/layout.ts";
import { createWasmEngine } from "../src/engine/wasm/engine.ts";
import { readStepBinary } from "../workers/step-binary.ts";
import { noisyWeights, smallBatch, smallCohort } from "./golden/small.ts";
import { allocate, dataNamed } from "./plan/memory.ts";
import { replay } from "./plan/reference.ts";
import { ActivationReader, activationPlan, activationsOf } from "./science/activations.ts";
import { type CoordinateOptions, coordinates, slopesOf } from "./science/coordinates.ts";

test("activations are those of the interpreter", async () => {
  const spec = smallCohort(1, { dModel: 8, nLayers: 2 });
  const weights = noisyWeights(spec, 3);
  const tokens = smallBatch(spec, 3, 1).inputs;
  const ours = (await ActivationReader.build(spec.model, tokens)).read(weights);

  const { plan, kept } = activationPlan(spec.model, spec.batch);
  const memory = allocate(plan);
  pad(plan.layout, weights, dataNamed(memory, "weights") as Float32Array);
  dataNamed(memory, "inputs").set(tokens);
  replay(plan, memory);
  const reference = activationsOf(kept, (buffer) => dataNamed(memory, buffer) as Float32Array);

  const layers = ["attention logits 1", "block 1", "attention logits 2", "block 2"];
  expect([...ours.keys()]).toEqual(["embedding", ...layers, "logits"]);
  expect(ours.get("attention logits 1")).toHaveLength(4 * 2 * 21); // B·H·T(T+1)/2, T = 6
  for (const [name, tensor] of reference) {
    const largest = tensor.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    expect(largest).toBeGreaterThan(0.01);
    const off = tensor.map((x, i) => Math.abs(x - (ours.get(name)?.[i] ?? Number.NaN)));
    expect(Math.max(...off) / largest, name).toBeLessThan(1e-5);
  }
});

suite("in little: 3 widths, 3 seeds, 5 steps", () => {
  /** The greatest slope of log mean |x| against log width after any step, by tensor. */
  async function slopes(parametrisation: CoordinateOptions["parametrisation"]): Promise<Map<string, number>> {
    const widths = [16, 64, 128];
    const options = { widths, seeds: [0, 1, 2], batch: 16, steps: 5, learningRate: 0.01, parametrisation };
    const engine = await createWasmEngine({ readBinary: readStepBinary });
    const found = await coordinates(engine, options);
    engine.dispose();
    return new Map(
      [...found].map(([name, curves]) => [name, Math.max(...slopesOf(curves, "value", widths))]),
    );
  }

  test("under muP nothing grows with the width", async () => {
    const found = await slopes("mup");
    expect(found.size).toBe(6);
    for (const [name, slope] of found) expect(slope, name).toBeLessThan(0.1);
  });

  test("under the standard parametrisation blocks, attention and logits do", async () => {
    const found = await slopes("standard");
    for (const name of ["attention logits 1", "block 1", "block 2", "logits"]) {
      expect(found.get(name), name).toBeGreaterThan(0.3);
    }
  });
});
