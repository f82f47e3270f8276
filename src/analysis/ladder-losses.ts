import type { Pieces } from "../lib/pieces.ts";
import { Rng } from "../lib/rng.ts";
import {
  bootstrapping,
  expandedTail,
  type Interval,
  LEAST_SEEDS,
  percentileInterval,
  RESAMPLES,
} from "./bootstrap.ts";
import { fitPowerLaw, lossAt, type PowerLaw, type SizedLoss } from "./power-law.ts";

/** Final losses of a ladder. */
export interface LadderLosses {
  /** Non-embedding parameters, or FLOPs, of each width. */
  readonly sizes: readonly number[];
  /** One array a seed, one loss a size; NaN where a run is not done or has diverged. */
  readonly seeds: readonly (readonly number[])[];
  /** E where it is known: 0 for a task that can be solved, else its entropy. */
  readonly floor?: number | undefined;
}

/** How a fit is bootstrapped. */
export interface Resampling {
  readonly rng?: Rng;
  readonly resamples?: number;
}

/** Losses as they are fitted: positive and finite, or they do not count. */
export const isLoss = (loss: number | undefined): loss is number =>
  loss !== undefined && Number.isFinite(loss) && loss > 0;

/** The seeds that have any loss. */
export const measuredSeeds = ({ seeds }: LadderLosses): (readonly number[])[] =>
  seeds.filter((losses) => losses.some(isLoss));

/** The mean loss of every size that has one. */
export function meanLosses({ sizes, seeds }: Pick<LadderLosses, "sizes" | "seeds">): SizedLoss[] {
  return sizes.flatMap((size, i) => {
    const losses = seeds.map((seed) => seed[i]).filter(isLoss);
    const loss = losses.reduce((sum, value) => sum + value, 0) / losses.length;
    return losses.length > 0 && size > 0 ? [{ size, loss, runs: losses.length }] : [];
  });
}

/** log(loss / law) of every run: about its relative distance where that is small. */
export const logResiduals = ({ sizes, seeds }: LadderLosses, law: PowerLaw): number[] =>
  seeds.flatMap((losses) =>
    sizes.flatMap((size, i) => (isLoss(losses[i]) ? [Math.log(losses[i] / lossAt(law, size))] : [])),
  );

/**
 * The laws of resampled seeds; null below three seeds. Few seeds are drawn in few ways, and what was drawn
 * before is not fitted again.
 */
export function* resampledLaws(losses: LadderLosses, resampling: Resampling): Pieces<PowerLaw[] | null> {
  const { rng = Rng.fromSeed(0).fork("scaling"), resamples = RESAMPLES } = resampling;
  const seeds = measuredSeeds(losses);
  if (seeds.length < LEAST_SEEDS) return null;
  const { sizes, floor } = losses;
  const known = new Map<string, PowerLaw>();
  const law = (picked: Uint32Array) => {
    const key = picked.sort().join();
    const drawn = known.get(key);
    if (drawn) return drawn;
    const points = meanLosses({ sizes, seeds: Array.from(picked, (seed) => seeds[seed]!) });
    const found = fitPowerLaw(points, floor).law;
    known.set(key, found);
    return found;
  };
  return yield* bootstrapping(seeds.length, law, rng, resamples);
}

/** The 95 % interval of what resampled ladders said. */
export const expandedInterval = (values: readonly number[], losses: LadderLosses): Interval =>
  percentileInterval(values, expandedTail(measuredSeeds(losses).length));

/** A law's loss at a size, with its 95 % interval over seeds. */
export interface BandPoint extends Interval {
  readonly size: number;
}

/** How many places the band is told at, from the smallest size to the largest, evenly on a logarithmic axis. */
const PLACES = 32;

/** Where the law itself lies, with 95 %: between these sizes. Null below three seeds. */
export function* lawBand(
  losses: LadderLosses,
  from: number,
  to: number,
  resampling: Resampling = {},
): Pieces<BandPoint[] | null> {
  const laws = yield* resampledLaws(losses, resampling);
  if (!laws) return null;
  const band: BandPoint[] = [];
  for (let i = 0; i < PLACES; i++) {
    const size = from * (to / from) ** (i / (PLACES - 1));
    const values = laws.map((law) => lossAt(law, size));
    band.push({ size, ...expandedInterval(values, losses) });
    yield;
  }
  return band;
}
