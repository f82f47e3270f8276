/** What the page shows of a model, held against the worker that computed it. */
import { afterEach, expect, suite, test } from "vitest";
import { flopsPerToken } from "../src/model/count.ts";
import { matrixProducts } from "../src/model/products.ts";
import type { Inspection } from "../src/protocol.ts";
import { percentOf, signed } from "../src/ui/format.ts";
import { matchOf, oddsAt, patternOf, rowOf, surprises } from "../src/ui/view/inside.ts";
import { type Heard, listen, SIX, Workers } from "./client/workers.ts";

let heard: Heard | null = null;
afterEach(() => heard?.client.dispose());

const PROMPT = "ponmdcba";
const RIGHT = [..."abcdmnop"];

/** A run of width 4 after some steps, asked to sort. */
async function inspected(): Promise<Inspection> {
  heard = listen(new Workers().spawn, 1);
  const { client, next } = heard;
  const finished = next("finished");
  await client.start({ ...SIX, layers: 2 }, false);
  await finished;
  const told = await client.inspect("w4-s0", { task: "sort", prompt: PROMPT });
  if (!told.ok) throw new Error(`expected an inspection; got ${JSON.stringify(told.problem)}`);
  return told.inspection;
}

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

suite("what is shown of a model", () => {
  test("is what its worker computed: shares, odds and losses", async () => {
    const inspection = await inspected();
    const T = inspection.tokens.length;
    expect(inspection.tokens.map(({ symbol }) => symbol).join("")).toMatch(/^ponmdcba=.{7}$/);
    for (let layer = 0; layer < inspection.layers; layer++) {
      for (let head = 0; head < inspection.heads; head++) {
        const row = rowOf(patternOf(inspection, layer, head), T - 1, T);
        const scores = Array.from(row, (_, u) => matchOf(inspection, layer, head, [T - 1, u])!.score);
        const powers = scores.map(Math.exp);
        // the softmax of the query-key products that are shown gives the shares that are shown
        for (const [u, power] of powers.entries()) expect(row[u]).toBeCloseTo(power / sum(powers), 4);
      }
    }
    const at = inspection.given - 1;
    const { shown, others, rest } = oddsAt(inspection, at, 6);
    expect(shown).toHaveLength(6);
    expect(others).toBe(11);
    expect(sum(shown.map(({ probability }) => probability)) + rest).toBeCloseTo(1, 5);
    const first = inspection.answer.tokens[0]!;
    expect(shown[0]!.symbol).toBe(first.symbol);
    expect(shown[0]!.probability).toBeCloseTo(first.probability, 6);
    const ratio = Math.log(shown[0]!.probability / shown[1]!.probability);
    expect(shown[0]!.logit - shown[1]!.logit).toBeCloseTo(ratio, 4);
    const told = surprises(inspection, RIGHT);
    expect(told.map(({ symbol }) => symbol)).toEqual(RIGHT);
    for (const { probability, loss } of told) expect(loss).toBeCloseTo(-Math.log(probability), 12);
    const wrong = inspection.answer.tokens.findIndex(({ symbol }, i) => symbol !== RIGHT[i]);
    expect(told.findIndex(({ strayed }) => strayed)).toBe(wrong === RIGHT.length - 1 ? -1 : wrong + 1);
  });
});

suite("the matrix products of a width", () => {
  const sizes = { dModel: 16, nHeads: 2, nLayers: 3, context: 12, vocabulary: 17 };

  test("three times their sum is what a training token costs", () => {
    const total = sum(matrixProducts(sizes).map((product) => product.flopsPerToken));
    expect(3 * total).toBe(flopsPerToken({ ...sizes, parametrisation: "mup", baseWidth: 32 }));
  });

  test("twice the width is four times the work within a layer, twice in scores and logits", () => {
    const wide = matrixProducts({ ...sizes, dModel: 32 });
    const ratios = matrixProducts(sizes).map(
      ({ flopsPerToken: before }, i) => wide[i]!.flopsPerToken / before,
    );
    expect(ratios).toEqual([4, 2, 2, 4, 4, 4, 2]);
  });
});

test("numbers of either sign, and shares, have the same width", () => {
  expect([0, 0.004, -0.004, -1.5, 9.996, -123.4, Number.NaN].map(signed)).toEqual([
    ...["0.00", "0.00", "0.00", "−1.50", "10.0", "−123", "–"],
  ]);
  expect([0, 0.1234, 1].map(percentOf)).toEqual(["0.0\u00a0%", "12.3\u00a0%", "100.0\u00a0%"]);
});
