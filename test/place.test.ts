import fc from "fast-check";
import { expect, suite, test } from "vitest";
import type { CohortSpec, Engine } from "../src/engine/engine.ts";
import { DEFAULT_RECIPE, type Recipe } from "../src/recipe/schema.ts";
import { type CohortKey, cohortsOf } from "../src/recipe/variants.ts";
import { createMixture } from "../src/tasks/mixture.ts";
import { type Part, place } from "../src/train/place.ts";
import { memoryProblem } from "../src/train/prepare.ts";
import { shareOut } from "../src/train/shares.ts";

/** Ladders with a cost for every width, wide ones not always dearer. */
const cases = fc.record({
  costs: fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 16 }),
  seeds: fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 12 }),
  order: fc.constantFrom("together" as const, "narrow-first" as const),
  workers: fc.integer({ min: 1, max: 9 }),
});

function placed({ costs, seeds, order, workers }: typeof cases extends fc.Arbitrary<infer T> ? T : never) {
  const widths = costs.map((_, i) => 2 * (i + 1));
  const cost = ({ width }: CohortKey) => costs[width / 2 - 1] as number;
  const cohorts = cohortsOf({ widths, variants: [] });
  return { widths, cost, shares: place(cohorts, { seeds, order }, cost, workers) };
}

const runsOf = (parts: readonly Part[]) =>
  parts.flatMap(({ width, seeds }) => seeds.map((seed) => `${width} ${seed}`));

suite("place", () => {
  test("places every run exactly once, and leaves no worker idle that could have one", () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { widths, shares } = placed(given);
        const all = widths.flatMap((width) => given.seeds.map((seed) => `${width} ${seed}`));
        expect(shares.flatMap(runsOf).sort()).toEqual(all.sort());
        const idle = shares.filter((parts) => parts.length === 0).length;
        expect(idle).toBe(Math.max(0, given.workers - all.length));
      }),
    );
  });

  test("loads differ by at most the costliest run", () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { cost, shares } = placed(given);
        const loads = shares.map((parts) =>
          parts.reduce((sum, part) => sum + part.seeds.length * cost(part), 0),
        );
        const most = Math.max(...given.costs);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(most * (1 + 1e-9));
      }),
    );
  });

  test("keeps the order of widths and of seeds on every worker, and is the same every time", () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { shares } = placed(given);
        for (const parts of shares) {
          const widths = parts.map(({ width }) => width);
          expect(widths).toEqual([...new Set(widths)].sort((a, b) => a - b));
          for (const { seeds } of parts) {
            const places = seeds.map((seed) => given.seeds.indexOf(seed));
            expect(places).toEqual([...places].sort((a, b) => a - b));
          }
        }
        expect(placed(given).shares).toEqual(shares);
      }),
    );
  });

  test("together: the costliest first; narrow-first: in the order of widths", () => {
    const cohorts = [2, 4, 8].map((width) => ({ width }));
    const shares = (order: Recipe["order"]) =>
      place(cohorts, { seeds: [0], order }, ({ width }) => width, 2).map(runsOf);
    expect(shares("together")).toEqual([["8 0"], ["2 0", "4 0"]]);
    expect(shares("narrow-first")).toEqual([["2 0", "8 0"], ["4 0"]]);
  });

  test("the seeds of one width are shared evenly", () => {
    const recipe = { seeds: [5, 6, 7, 8], order: "together" } as const;
    expect(place([{ width: 16 }], recipe, () => 1, 2)).toEqual([
      [{ width: 16, seeds: [5, 7] }],
      [{ width: 16, seeds: [6, 8] }],
    ]);
  });
});

/** An engine that is only asked what it is and what fits. */
const engineOf = (backend: Engine["info"]["backend"], refusal?: Engine["refusal"]): Engine => ({
  info: { engine: "tfjs", backend, device: "", reason: "", details: {} },
  ...(refusal && { refusal }),
  build: () => Promise.reject(new Error("nothing is built here")),
  onLost: () => undefined,
  dispose: () => undefined,
});

suite("shareOut", () => {
  const recipe: Recipe = { ...DEFAULT_RECIPE, widths: [2, 4], seeds: [0, 1] };
  const work = { recipe, mixture: createMixture(recipe, null), dataBytes: 0 };
  const count = (engine: Engine, of: number) => shareOut(work, engine, { index: 0, of }).shares.length;

  test("as many workers as are allowed, but no more than runs, and one for a GPU", () => {
    expect([1, 2, 3, 8].map((of) => count(engineOf("wasm"), of))).toEqual([1, 2, 3, 4]);
    expect([count(engineOf("cpu"), 8), count(engineOf("webgpu"), 8)]).toEqual([4, 1]);
  });

  test("the others keep to what the first has decided", () => {
    const first = shareOut(work, engineOf("wasm"), { index: 0, of: 3 });
    expect(shareOut(work, engineOf("wasm"), { index: 2, of: 3 })).toEqual(first);
  });

  test("as many as the engine has room for; what does not fit on one is refused", () => {
    const replicas = (specs: readonly CohortSpec[]) => specs.map((spec) => spec.replicas).join();
    const fits = (most: number) =>
      engineOf("wasm", (specs) => (specs.length <= most ? null : `no room for ${replicas(specs)}`));
    expect(count(fits(2), 8)).toBe(1); // two workers would have two cohorts each
    expect(count(fits(4), 8)).toBe(4); // one run each
    const refused = shareOut(work, fits(1), { index: 0, of: 8 });
    expect(refused).toMatchObject({ refusal: "no room for 2,2" });
  });

  test("memory counts a step for every worker, and the file for every worker but the first", () => {
    const large: Recipe = { ...recipe, widths: [512], batch: 256, layers: 4, seeds: [0, 1, 2, 3] };
    const heavy = { ...work, recipe: large };
    const workers = (n: number) => Array.from({ length: n }, () => [{ width: 512 }]);
    expect(memoryProblem(heavy, workers(1))).toBeNull();
    expect(memoryProblem(heavy, workers(4))).toMatch(/^batch: .*got about [\d.]+ GiB .*lower batch/);
    expect(shareOut(heavy, engineOf("wasm"), { index: 0, of: 4 })).toMatchObject({ refusal: null });
    expect(shareOut(heavy, engineOf("wasm"), { index: 0, of: 4 }).shares.length).toBeLessThan(4);
    const withFile = { ...work, dataBytes: 2 ** 29 };
    expect(
      [1, 2, 3].map((n) =>
        memoryProblem(
          withFile,
          workers(n).map(() => [{ width: 4 }]),
        ),
      ),
    ).toEqual([...[null, null, expect.stringContaining("GiB")]]);
  });
});
