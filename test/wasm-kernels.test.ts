/** Every kernel against the interpreter of plans, alone, on many shapes. */
import { expect, suite, test } from "vitest";
import { modelSpec } from "../src/model/spec.ts";
import { smallCohort } from "./golden/small.ts";
import { type Findings, lockstep } from "./wasm/lockstep.ts";
import { VARIANTS } from "./wasm/variants.ts";

const KINDS = [
  "adamW",
  "attention",
  "attentionGradientQ",
  "crossEntropy",
  "embed",
  "finalise",
  "layerNorm",
  "layerNormGradient",
  "matMul",
  "positionGradient",
  "reduceGradients",
  "score",
  "tokenGradient",
  "weightGradient",
];

/** Width, heads, vocabulary, context, batch: every remainder of tiles of 4 and 8, runs of 32 and 64. */
const SHAPES = [
  [1, 1, 2, 1, 1],
  [2, 1, 3, 5, 3],
  [3, 3, 7, 2, 5],
  [4, 2, 5, 8, 2],
  [5, 1, 9, 9, 3],
  [6, 2, 13, 33, 2],
  [7, 1, 17, 12, 3],
  [8, 2, 16, 31, 4],
  [9, 3, 11, 7, 1],
  [12, 2, 33, 16, 2],
  [15, 5, 6, 32, 2],
  [16, 2, 32, 40, 2],
  [20, 1, 10, 65, 1],
  [33, 3, 4, 6, 7],
  [36, 4, 12, 17, 3],
  [64, 4, 20, 24, 2],
] as const;

/** Of the largest entry; the interpreter sums in float64. */
const TOLERANCE = 2e-5;
/** LayerNorm of two or three values gives nearly the same whatever it gets: its gradient is a small difference. */
const NARROW = 1e-3;

for (const variant of VARIANTS) {
  suite(`wasm kernels, ${variant}`, () => {
    const all: Findings = new Map();

    test.each(SHAPES)("C=%i H=%i V=%i T=%i B=%i", async (dModel, nHeads, vocabulary, context, batch) => {
      const small = smallCohort(2);
      const model = modelSpec({ ...small.model.shape, dModel, nHeads, vocabulary, context });
      const findings: Findings = new Map();
      await lockstep({ ...small, model, batch }, variant, findings);
      expect([...findings.keys()].sort()).toEqual(KINDS);
      for (const [kind, { error }] of findings) {
        expect(error, kind).toBeLessThan(dModel <= 3 ? NARROW : TOLERANCE);
        all.set(kind, { error: Math.max(error, all.get(kind)?.error ?? 0), count: 1 });
      }
    });

    test("the largest errors", async ({ annotate }) => {
      for (const [kind, { error }] of all) await annotate(`${kind} ${error.toExponential(1)}`);
    });
  });
}
