/** Holds an engine's attention patterns to the formula and to tfjs on cpu. Runs in Node and in the browser. */
import { afterAll, beforeAll, expect, suite, test } from "vitest";
import type { Cohort, CohortSpec, Engine } from "../../src/engine/engine.ts";
import { createTfjsEngine } from "../../src/engine/tfjs/engine.ts";
import type { ModelShape, ModelSpec } from "../../src/model/spec.ts";
import { noisyWeights, smallBatch, smallCohort } from "../golden/small.ts";

const TOLERANCE = 1e-5;

/** Models, how many sequences and how long: odd sizes, single ones, more than fit into a chunk, shorter ones. */
const CASES: readonly (readonly [shape: Partial<ModelShape>, B: number, T: number])[] = [
  [{ dModel: 6, nHeads: 3, nLayers: 2, context: 5 }, 1, 5],
  [{ dModel: 20, nHeads: 4, context: 17, vocabulary: 33 }, 9, 13],
  [{ dModel: 7, nHeads: 7, context: 11, vocabulary: 3 }, 3, 10],
  [{ dModel: 12, nHeads: 2, nLayers: 3, context: 9, parametrisation: "standard" }, 19, 9],
  [{ dModel: 5, nHeads: 1, context: 1 }, 2, 1],
  [{ dModel: 64, nHeads: 4, nLayers: 2, context: 33, vocabulary: 50 }, 2, 33],
];

/**
 * Registers the tests of one engine.
 *
 * @param cases how many of the models to take, where each costs seconds of compilation
 */
export function attentionSuite(name: string, open: () => Promise<Engine>, cases = CASES.length): void {
  suite(`attention patterns, ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.dispose());

    test.each(CASES.slice(0, cases))("%o, %i sequences of %i tokens", async (shape, B, T) => {
      const spec = smallCohort(2, { nHeads: 1, ...shape });
      const tokens = tokensOf(spec, B, T);
      const cohort = await build(engine, spec);
      const got = await cohort.attention(1, tokens, B);
      checkRows(got, spec.model, B, T);
      expect(largestDifference(got, await byTfjs(spec, tokens, B))).toBeLessThan(TOLERANCE);
      expect(await cohort.attention(1, tokens, B)).toEqual(got);
      cohort.dispose();
    });

    test("two letters, computed by hand", async () => {
      const { spec, weights } = byHand();
      const cohort = await engine.build(spec, [weights]);
      const [a, b] = [0, 1];
      const got = await cohort.attention(0, Int32Array.of(a, b, a, b, b, a), 2);
      expect(largestDifference(got, [...handRows([1, -1, 1]), ...handRows([-1, -1, 1])])).toBeLessThan(1e-6);
      cohort.dispose();
    });

    test("asking changes nothing, and the answer follows the weights", async () => {
      const spec = smallCohort(2, { nLayers: 2 });
      const cohort = await build(engine, spec);
      const { context: T } = spec.model.shape;
      const tokens = tokensOf(spec, 2, T);
      const first = await cohort.attention(0, tokens, 2);
      expect(await cohort.readWeights(0)).toEqual(noisyWeights(spec, 0));
      await cohort.writeWeights(0, noisyWeights(spec, 1));
      expect(await cohort.attention(0, tokens, 2)).toEqual(await cohort.attention(1, tokens, 2));
      expect(await cohort.attention(0, tokens, 2)).not.toEqual(first);
      cohort.dispose();
    });

    test("what cannot be asked is named", async () => {
      const spec = smallCohort(2);
      const cohort = await build(engine, spec);
      const shapeError = (message: RegExp) => ({
        name: "ShapeError",
        message: expect.stringMatching(message),
      });
      const tokens = new Int32Array(7);
      await expect(cohort.attention(0, tokens, 1)).rejects.toMatchObject(
        shapeError(/attention: expected sequences of 1 to 6 tokens.*got 7/),
      );
      await expect(cohort.attention(0, tokens, 2)).rejects.toMatchObject(shapeError(/got 3\.5/));
      await expect(cohort.attention(2, tokens.subarray(1), 1)).rejects.toMatchObject(
        shapeError(/expected a replica of 0 to 1, got 2/),
      );
      cohort.dispose();
      await expect(cohort.attention(0, tokens.subarray(1), 1)).rejects.toMatchObject({
        name: "EngineError",
        message: expect.stringMatching(/attention: expected a living cohort/),
      });
    });
  });
}

const build = (engine: Engine, spec: CohortSpec): Promise<Cohort> =>
  engine.build(spec, [noisyWeights(spec, 0), noisyWeights(spec, 1)]);

const tokensOf = (spec: CohortSpec, B: number, T: number): Int32Array =>
  smallBatch({ ...spec, batch: B * T }, 3, 1).inputs.slice(0, B * T);

async function byTfjs(spec: CohortSpec, tokens: Int32Array, B: number): Promise<Float32Array> {
  const tfjs = await createTfjsEngine("cpu");
  const cohort = await build(tfjs, spec);
  const patterns = await cohort.attention(1, tokens, B);
  cohort.dispose();
  return patterns;
}

/** (L,B,H,T,T): nothing of what comes later, all of it together 1. */
function checkRows(got: Float32Array, { shape }: ModelSpec, B: number, T: number): void {
  expect(got).toHaveLength(shape.nLayers * B * shape.nHeads * T * T);
  for (let start = 0; start < got.length; start += T) {
    const t = (start / T) % T;
    const row = got.subarray(start, start + T);
    expect(row.subarray(t + 1).every((p) => p === 0)).toBe(true);
    expect(Math.abs(row.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(TOLERANCE);
    expect(row.every((p) => p >= 0)).toBe(true);
  }
}

function largestDifference(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(got.length).toBe(expected.length);
  let most = 0;
  for (let i = 0; i < got.length; i++) {
    const difference = Math.abs((got[i] as number) - (expected[i] as number));
    most = difference <= most ? most : difference; // NaN stays
  }
  return most;
}

/**
 * One block, one head, C = 2, muP with base width 8: scores × √8/2 = √2. Letter a is (1, −1), b is (−1, 1), no
 * positions; LayerNorm leaves them but for 1/√(1 + 1e-5). Queries are the first number, keys twice the first.
 */
function byHand(): { spec: CohortSpec; weights: Float32Array } {
  const spec = smallCohort(1, { vocabulary: 2, context: 3, dModel: 2, nHeads: 1, baseWidth: 8 });
  const weights = new Float32Array(spec.model.size);
  const set = (name: string, values: readonly number[]) =>
    weights.set(values, spec.model.parameters.find((p) => p.name === name)?.offset);
  set("wte.weight", [1, -1, -1, 1]);
  set("h.0.ln_1.weight", [1, 1]);
  set("h.0.attn.c_attn.weight", [1, 0, 2, 0, 0, 0]); // the first of two rows: q, k, v of the first number
  return { spec, weights };
}

/** Patterns of a sequence of first numbers: p(t,u) ∝ exp(√2 · x(t) · 2·x(u) / (1 + 1e-5)) for u ≤ t. */
function handRows(x: readonly number[]): number[] {
  const weight = (t: number, u: number) =>
    u > t ? 0 : Math.exp((Math.SQRT2 * 2 * (x[t] as number) * (x[u] as number)) / (1 + 1e-5));
  return x.flatMap((_, t) => {
    const total = x.reduce((sum, _, u) => sum + weight(t, u), 0);
    return x.map((_, u) => weight(t, u) / total);
  });
}
