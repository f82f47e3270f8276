import { expect, suite, test } from "vitest";
import { Rng } from "../src/lib/rng.ts";
import { flopsPerToken, nonEmbeddingCount, parameterCount } from "../src/model/count.ts";
import { initialWeights } from "../src/model/init.ts";
import { type ModelShape, modelSpec } from "../src/model/spec.ts";

/** The shape of the preset quick: sort, V = 17, T = 16, two layers. */
const sortShape = (dModel: number): ModelShape => ({
  vocabulary: 17,
  context: 16,
  dModel,
  nHeads: dModel < 4 || dModel % 2 === 1 ? 1 : 2,
  nLayers: 2,
  parametrisation: "mup",
  baseWidth: 32,
});

suite("parameter counts", () => {
  test("are the pilots' plus the attention biases the pilots did not have", () => {
    const pilots = { 2: 236, 3: 426, 4: 664, 5: 950, 6: 1284, 8: 2096, 12: 4296, 16: 7264 };
    for (const [width, pilot] of Object.entries(pilots)) {
      const C = Number(width);
      const biases = 2 * (3 * C + C); // c_attn and c_proj of two layers
      expect(parameterCount(sortShape(C)), `width ${C}`).toBe(pilot + biases);
    }
  });

  test("add up by hand at width 8", () => {
    const block = 16 + (192 + 24) + (64 + 8) + 16 + (256 + 32) + (256 + 8);
    expect(parameterCount(sortShape(8))).toBe(136 + 128 + 2 * block + 16 + 136);
    expect(nonEmbeddingCount(sortShape(8))).toBe(2 * block + 16);
  });

  test("lie end to end in the table", () => {
    const spec = modelSpec(sortShape(6));
    let end = 0;
    for (const p of spec.parameters) {
      expect(p.offset).toBe(end);
      expect(p.size).toBe(p.shape.reduce((a, b) => a * b, 1));
      end += p.size;
    }
    expect(spec.size).toBe(end);
  });
});

test("FLOPs per token follow 6·(12·L·C² + C·V) + 12·L·T·C", () => {
  expect(flopsPerToken(sortShape(8))).toBe(6 * (12 * 2 * 64 + 8 * 17) + 12 * 2 * 16 * 8);
});

suite("muP", () => {
  const learningRateScales = (shape: ModelShape) =>
    Object.fromEntries(modelSpec(shape).parameters.map((p) => [p.name, p.learningRateScale]));

  test("is the standard parametrisation at the base width", () => {
    const shape = { ...sortShape(16), baseWidth: 16 };
    const [mup, standard] = [modelSpec(shape), modelSpec({ ...shape, parametrisation: "standard" })];
    expect(mup.parameters).toEqual(standard.parameters);
    expect(mup.logitScale).toBe(1);
    expect(mup.attentionScale).toBeCloseTo(standard.attentionScale, 12);
  });

  test("scales hidden matrices alone", () => {
    const scales = learningRateScales({ ...sortShape(8), baseWidth: 32 });
    expect(scales["h.1.mlp.c_fc.weight"]).toBe(4);
    for (const name of [
      "wte.weight",
      "wpe.weight",
      "lm_head.weight",
      "h.0.ln_1.weight",
      "h.0.mlp.c_fc.bias",
    ]) {
      expect(scales[name], name).toBe(1);
    }
  });
});

suite("initial weights", () => {
  const spec = modelSpec({ ...sortShape(64), vocabulary: 100 });
  const weights = initialWeights(spec, Rng.fromSeed(3));
  const part = (name: string) => {
    const p = spec.parameters.find((q) => q.name === name);
    return weights.subarray(p?.offset ?? 0, (p?.offset ?? 0) + (p?.size ?? 0));
  };
  const deviation = (values: Float32Array) =>
    Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

  test("have the table's standard deviations", () => {
    expect(deviation(part("wte.weight")) / 0.1).toBeCloseTo(1, 1);
    expect(deviation(part("h.0.attn.c_attn.weight")) * Math.sqrt(64)).toBeCloseTo(1, 1);
    expect(deviation(part("h.1.mlp.c_proj.weight")) * Math.sqrt(256) * 2).toBeCloseTo(1, 1);
  });

  test("start the head and biases at 0 and the gains at 1", () => {
    expect(new Set(part("lm_head.weight"))).toEqual(new Set([0]));
    expect(new Set(part("h.0.attn.c_attn.bias"))).toEqual(new Set([0]));
    expect(new Set(part("ln_f.weight"))).toEqual(new Set([1]));
  });

  test("repeat for a seed, differ for another, and give each tensor its own stream", () => {
    expect(initialWeights(spec, Rng.fromSeed(3))).toEqual(weights);
    expect(initialWeights(spec, Rng.fromSeed(4))).not.toEqual(weights);
    const deeper = modelSpec({ ...spec.shape, vocabulary: 101 });
    const other = initialWeights(deeper, Rng.fromSeed(3));
    const offset = deeper.parameters[1]?.offset ?? 0;
    expect(other.slice(offset, offset + 64)).toEqual(part("wpe.weight").slice(0, 64));
  });
});

suite("GPT-2's initial weights", () => {
  const std = (shape: ModelShape) =>
    Object.fromEntries(
      modelSpec({ ...shape, initialisation: "gpt2" }).parameters.map((p) => [p.name, p.initialStd]),
    );

  test("are 0.02 throughout, residual projections ÷ √(2L), at the base width", () => {
    const at = std({ ...sortShape(16), baseWidth: 16 });
    for (const name of ["wte.weight", "wpe.weight", "lm_head.weight"]) expect(at[name], name).toBe(0.02);
    for (const name of ["attn.c_attn", "mlp.c_fc"]) expect(at[`h.1.${name}.weight`], name).toBe(0.02);
    for (const name of ["attn", "mlp"]) expect(at[`h.1.${name}.c_proj.weight`], name).toBeCloseTo(0.01, 12);
  });

  test("let hidden matrices fall as 1/√C under muP, and not under the standard parametrisation", () => {
    const name = "h.0.mlp.c_fc.weight";
    const wide = sortShape(128);
    expect(std(wide)[name]).toBeCloseTo(0.01, 12);
    expect(std({ ...wide, parametrisation: "standard" })[name]).toBe(0.02);
    expect(std(wide)["wte.weight"]).toBe(0.02);
  });
});
