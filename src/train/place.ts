import { flopsPerToken } from "../model/count.ts";
import type { ModelShape } from "../model/spec.ts";
import type { Recipe } from "../recipe/schema.ts";

/** Runs of one width that one worker trains together. */
export interface Part {
  readonly width: number;
  readonly seeds: readonly number[];
}

/**
 * What a token costs in one layer beside its products, for each position of the context, in FLOPs that would take
 * as long: exponentials, norms, short rows. Roughly measured on the wasm engine at widths 2 to 128 and contexts of
 * 16 and 32.
 */
const OVERHEAD = 500;

/** How long a token of a run takes, beside those of other widths of the same recipe. */
export const tokenCost = (shape: ModelShape): number =>
  flopsPerToken(shape) + OVERHEAD * shape.context * shape.nLayers;

/**
 * Places every run (width, seed) on one of so many workers, each time on the least loaded one: the costliest
 * first for `together`, so that all end at about the same time; in the order of widths for `narrow-first`. The
 * loads differ by at most one run.
 *
 * @param cost of a run of a width, in any unit
 * @returns for each worker its parts in the order of widths; none is empty unless there are fewer runs
 */
export function place(
  { widths, seeds, order }: Pick<Recipe, "widths" | "seeds" | "order">,
  cost: (width: number) => number,
  workers: number,
): Part[][] {
  const shares = Array.from({ length: workers }, () => ({ load: 0, seeds: new Map<number, number[]>() }));
  const queue = order === "together" ? [...widths].sort((a, b) => cost(b) - cost(a)) : widths;
  for (const width of queue) {
    for (const seed of seeds) {
      const least = shares.reduce((a, b) => (b.load < a.load ? b : a));
      least.load += cost(width);
      least.seeds.set(width, [...(least.seeds.get(width) ?? []), seed]);
    }
  }
  return shares.map((share) =>
    widths.flatMap((width) => {
      const own = share.seeds.get(width);
      return own ? [{ width, seeds: own }] : [];
    }),
  );
}
