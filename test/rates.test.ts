import { expect, suite, test } from "vitest";
import { bestRates, RATE_WORDS, type RateLadder, rateDrift, rateWords } from "../src/analysis/rates.ts";
import { ratePanels } from "../src/metrics/rates.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../src/metrics/sweep.ts";
import type { Variant } from "../src/recipe/schema.ts";
import { VARIANT_WORDS } from "../src/recipe/variants.ts";
import { rateMap } from "../src/ui/view/rates.ts";
import { aVariedSummary, evalRow, feed, trainRow } from "./export-source.ts";

const NONE = Number.NaN;

/** Losses of four rates at three widths: the best falls from .04 to .02. */
const FALLING: RateLadder = {
  widths: [8, 16, 32],
  rates: [0.01, 0.02, 0.04, 0.08],
  losses: [
    [0.9, 0.7, 0.5],
    [0.8, 0.5, 0.3],
    [0.6, 0.6, 0.4],
    [0.7, NONE, 2],
  ],
};

suite("the best learning rate", () => {
  test("of each width is that of the lowest loss, the lower of equals, none where nothing was measured", () => {
    const { rates } = FALLING;
    const best = bestRates(FALLING);
    expect(best.map((one) => one?.rate)).toEqual([0.04, 0.02, 0.02]);
    expect(best[0]).toEqual({ width: 8, rate: 0.04, loss: 0.6, isEnd: false });
    const equal = { widths: [4], rates, losses: [[1], [0.5], [0.5], [NONE]] };
    expect(bestRates(equal)[0]).toMatchObject({ rate: 0.02, isEnd: false });
    const one = {
      widths: [4, 8],
      rates,
      losses: [
        [1, 0.1],
        [NONE, 0.2],
        [NONE, 0.3],
        [NONE, 0.4],
      ],
    };
    expect(bestRates(one)).toEqual([null, { width: 8, rate: 0.01, loss: 0.1, isEnd: true }]);
  });

  test("drifts by so many doublings", () => {
    expect(rateDrift(bestRates(FALLING))).toBe(1);
    expect(rateDrift([{ width: 8, rate: 0.01, loss: 1, isEnd: false }, null])).toBeNull();
  });

  test("in words", () => {
    expect(rateWords(FALLING, RATE_WORDS)).toBe(
      "best learning rate 0.04 at width 8 and 0.02 at 16 and 32: 1 doubling",
    );
    const still = { ...FALLING, losses: FALLING.losses.map((row, i) => row.map(() => (i === 0 ? 0.1 : 1))) };
    expect(rateWords(still, RATE_WORDS)).toBe("best learning rate 0.01 (end of the range) at every width");
    expect(rateWords({ ...FALLING, losses: FALLING.rates.map(() => [NONE, NONE, NONE]) }, RATE_WORDS)).toBe(
      "",
    );
  });
});

const BOTH: Variant[] = [0.02, 0.01].flatMap((learningRate) =>
  (["mup", "standard"] as const).map((parametrisation) => ({ learningRate, parametrisation })),
);

/** Two widths, two seeds, two rates in both parametrisations; `losses` by variant, one a width. */
function trained(losses: Readonly<Record<string, readonly number[]>>): SweepLog {
  const sweep = createSweepLog(aVariedSummary(BOTH), 0);
  for (const { id, width, seed, variant } of sweep.runs) {
    const loss = losses[variant as string]![sweep.summary.recipe.widths.indexOf(width)]! + 0.1 * seed;
    feed(sweep, id, "train", [trainRow(1500, 1)]);
    feed(sweep, id, "eval", [evalRow(0, 2.7, [0, 0, -1]), evalRow(1500, loss, [0, 0, -1])]);
    applyEvent(sweep, { type: "done", run: id });
  }
  return sweep;
}

const LOSSES = {
  "lr0.01-mup": [0.4, 0.2],
  "lr0.02-mup": [0.8, 0.1],
  "lr0.01-sp": [0.45, 0.35],
  "lr0.02-sp": [0.5, 0.75],
};

suite("the panels of a learning-rate sweep", () => {
  test("hold what differs in the learning rate alone, rates ascending, means over seeds", () => {
    const sweep = trained(LOSSES);
    const panels = ratePanels(sweep.summary.recipe, sweep.runs, VARIANT_WORDS);
    expect(panels.map(({ label, rates, variants }) => ({ label, rates, variants }))).toEqual([
      { label: "muP", rates: [0.01, 0.02], variants: ["lr0.01-mup", "lr0.02-mup"] },
      { label: "standard", rates: [0.01, 0.02], variants: ["lr0.01-sp", "lr0.02-sp"] },
    ]);
    expect(panels[0]!.losses.map((row) => row.map((loss) => loss.toFixed(2)))).toEqual([
      ["0.45", "0.25"],
      ["0.85", "0.15"],
    ]);
  });

  test("are none where variants differ in something else, or there are none", () => {
    const layers = aVariedSummary([{ layers: 1 }, { layers: 2 }]).recipe;
    expect(ratePanels(layers, [], VARIANT_WORDS)).toEqual([]);
    expect(ratePanels({ ...layers, variants: [] }, [], VARIANT_WORDS)).toEqual([]);
  });

  test("tell a diverged seed instead of a loss, and nothing of a run that goes on unless at a step", () => {
    const sweep = trained(LOSSES);
    sweep.runs.find((run) => run.id === "w2-lr0.01-mup-s1")!.status = "diverged";
    sweep.runs.find((run) => run.id === "w4-lr0.01-mup-s1")!.status = "training";
    const [mup] = ratePanels(sweep.summary.recipe, sweep.runs, VARIANT_WORDS);
    expect(mup).toMatchObject({
      losses: [
        [NONE, NONE],
        [expect.anything(), expect.anything()],
      ],
    });
    expect(mup!.diverged).toEqual([
      [1, 0],
      [0, 0],
    ]);
    expect(ratePanels(sweep.summary.recipe, sweep.runs, VARIANT_WORDS, 0)[0]!.losses[0]).toEqual([NONE, 2.7]);
  });

  test("are shown with the highest rate first, the lowest loss strongest, the best of each width marked", () => {
    const sweep = trained(LOSSES);
    const { panels, words } = rateMap(sweep.summary.recipe, sweep);
    const cells = panels.map(({ rows }) =>
      rows.map((row) => row.cells.map((cell) => `${cell.text}${cell.isBest ? " best" : ""}`)),
    );
    expect(cells).toEqual([
      [
        ["0.850", "0.150 best"],
        ["0.450 best", "0.250"],
      ],
      [
        ["0.550", "0.800"],
        ["0.500 best", "0.400 best"],
      ],
    ]);
    const [high, low] = panels[0]!.rows.map((row) => row.cells.map((cell) => cell.strength));
    expect([high![0], high![1]]).toEqual([0, 1]);
    expect(low![1]).toBeCloseTo(Math.log(0.85 / 0.25) / Math.log(0.85 / 0.15), 9);
    expect(words).toBe(
      "So far, at step 1,500. muP: best learning rate 0.01 (end of the range) at width 2 and 0.02 (end of the range) at 4: at least 1 doubling. Standard: best learning rate 0.01 (end of the range) at every width. 2 seeds, so a preview.",
    );
  });

  test("are there before training, empty", () => {
    const { panels, words } = rateMap(aVariedSummary(BOTH).recipe, null);
    expect(panels[0]!.rows.flatMap((row) => row.cells.map((cell) => cell.text))).toEqual([
      "–",
      "–",
      "–",
      "–",
    ]);
    expect(words).toBe("");
  });
});
