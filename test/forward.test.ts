/** The forward pass that questions are answered by, against PyTorch's values and the engines. */
import { expect, suite, test } from "vitest";
import type { Engine } from "../src/engine/engine.ts";
import { createTfjsEngine } from "../src/engine/tfjs/engine.ts";
import { createWasmEngine } from "../src/engine/wasm/engine.ts";
import { finish } from "../src/lib/pieces.ts";
import { Reader, softmax } from "../src/model/forward.ts";
import type { ModelShape, ModelSpec } from "../src/model/spec.ts";
import { readStepBinary } from "../workers/step-binary.ts";
import { batchesOf, CASES, decode, errorOf, flatten, specOf } from "./golden/compare.ts";
import { noisyWeights, smallBatch, smallCohort } from "./golden/small.ts";

/** Logits (T,V) and patterns (L,H,T,T) of one sequence. */
function readAll(spec: ModelSpec, weights: Float32Array, tokens: Int32Array) {
  const { nLayers: L, nHeads: H } = spec.shape;
  const T = tokens.length;
  const patterns = new Float32Array(L * H * T * T);
  const reader = new Reader(spec, weights, {
    pattern: (layer, head, t, row) => patterns.set(row, ((layer * H + head) * T + t) * T),
  });
  const logits = Array.from(tokens, (token) => [...finish(reader.read(token))]).flat();
  expect(reader.length).toBe(T);
  return { logits, patterns };
}

suite("the plain forward pass", () => {
  test.each(CASES)("$name: PyTorch's logits", (given) => {
    const { model } = specOf(given);
    const weights = flatten(model, given.weights);
    const [batch] = batchesOf(given);
    if (!batch) throw new Error("expected a batch");
    const { B, T, inputs } = batch;
    const logits = Array.from(
      { length: B },
      (_, b) => readAll(model, weights, inputs.subarray(b * T, (b + 1) * T)).logits,
    );
    expect(errorOf(logits.flat(), decode(given.logits))).toBeLessThan(2e-6);
  });

  const shapes: readonly Partial<ModelShape>[] = [
    { dModel: 6, nHeads: 3, nLayers: 2, context: 5 },
    { dModel: 20, nHeads: 4, context: 17, vocabulary: 33, parametrisation: "standard" },
    { dModel: 1, nHeads: 1, context: 3 },
  ];
  const engines: Readonly<Record<string, () => Promise<Engine>>> = {
    "tfjs on cpu": () => createTfjsEngine("cpu"),
    wasm: () => createWasmEngine({ readBinary: readStepBinary }),
  };

  suite.each(Object.keys(engines))("and %s", (name) => {
    test.each(shapes)("give the same logits and attention: %o", async (shape) => {
      const engine = await (engines[name] as () => Promise<Engine>)();
      const spec = smallCohort(1, shape);
      const weights = noisyWeights(spec, 4);
      const cohort = await engine.build(spec, [weights]);
      const tokens = smallBatch(spec, 5, 1).inputs.slice(0, spec.model.shape.context);
      const { logits, patterns } = readAll(spec.model, weights, tokens);
      expect(errorOf(await cohort.predict(0, tokens, 1), logits)).toBeLessThan(1e-4);
      expect(errorOf(await cohort.attention(0, tokens, 1), patterns)).toBeLessThan(1e-5);
      cohort.dispose();
      engine.dispose();
    });
  });

  test("what is seen on the way: embeddings, and a residual stream that ends at the head", () => {
    const spec = smallCohort(1, { nLayers: 2 }).model;
    const weights = noisyWeights(smallCohort(1, { nLayers: 2 }), 1);
    const stages: number[] = [];
    let embedded: number[] = [];
    let last: number[] = [];
    let final: number[] = [];
    const reader = new Reader(spec, weights, {
      embedded: (_, token, place) => {
        embedded = [...token].map((value, c) => value + (place[c] as number));
      },
      residual: (stage, _, x) => {
        if (stage === 0) expect([...x]).toEqual(embedded);
        stages.push(stage);
        last = [...x];
      },
      final: (_, x) => {
        final = [...x];
      },
    });
    const logits = finish(reader.read(3));
    expect(stages).toEqual([0, 1, 2, 3, 4]);
    const named = (name: string) => {
      const { offset, size } = spec.parameters.find((p) => p.name === name) ?? { offset: 0, size: 0 };
      return weights.subarray(offset, offset + size);
    };
    const C = last.length;
    const mean = last.reduce((a, b) => a + b) / C;
    const deviation = Math.sqrt(last.reduce((a, b) => a + (b - mean) ** 2, 0) / C + 1e-5);
    const gain = named("ln_f.weight");
    const bias = named("ln_f.bias");
    const normal = last.map((x, c) => ((x - mean) / deviation) * (gain[c] as number) + (bias[c] as number));
    normal.forEach((x, c) => {
      expect(final[c]).toBeCloseTo(x, 10);
    });
    const head = named("lm_head.weight").subarray(2 * C, 3 * C);
    const dot = normal.reduce((sum, x, c) => sum + x * (head[c] as number), 0);
    expect(logits[2]).toBeCloseTo(dot * spec.logitScale, 10);
  });

  test("probabilities sum to one, whatever the logits", () => {
    expect([...softmax(Float64Array.of(0, Math.log(3)))]).toEqual([
      expect.closeTo(0.25),
      expect.closeTo(0.75),
    ]);
    expect(softmax(Float64Array.of(1e4, -1e4, 1e4)).reduce((a, b) => a + b)).toBeCloseTo(1);
  });
});
