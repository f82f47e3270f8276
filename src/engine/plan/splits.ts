/**
 * How sums over rows are cut into partial sums that run in parallel. Depends on a model's shape, batch and
 * context alone, never on R: a replica's bits must not depend on its neighbours.
 */

/** `count` rows (or sequences) cut into `splits` runs of `run`, the last perhaps shorter. */
export interface Cut {
  readonly splits: number;
  readonly run: number;
}

/** How finely to cut: `parallel` for executors that need many independent pieces, `serial` for one core. */
export type Cutting = "parallel" | "serial";

/**
 * Cuts `count` into about `wanted` runs, none shorter than `least` but the last.
 *
 * @param most the largest number of runs
 */
export function cut(count: number, wanted: number, least: number, most: number): Cut {
  const splits = Math.max(1, Math.min(wanted, Math.floor(count / least), most));
  const run = Math.ceil(count / splits);
  return { splits: Math.ceil(count / run), run };
}

/** Output tiles of a weight gradient are counted as 32×32. */
const TILE = 32;
/** One replica's tiles × splits to aim at: enough to fill a small GPU with one replica. */
const TILES = 64;
/** Shorter runs cost more in partials than they gain. */
const LEAST_ROWS = 64;
const MOST_SPLITS = 32;

/** For the weight gradient (inputs, outputs) of `rows` rows. */
export function cutWeightGradient(rows: number, inputs: number, outputs: number, cutting: Cutting): Cut {
  if (cutting === "serial") return { splits: 1, run: rows };
  const tiles = Math.ceil(inputs / TILE) * Math.ceil(outputs / TILE);
  return cut(rows, Math.ceil(TILES / tiles), LEAST_ROWS, MOST_SPLITS);
}

/** For LayerNorm's gain and bias: a run is also what one workgroup takes of dx. */
export function cutLayerNorm(rows: number, cutting: Cutting): Cut {
  return cutting === "serial" ? { splits: 1, run: rows } : cut(rows, 64, 32, 64);
}

/** One replica's threads to aim at, in sums that have one thread per element. */
const THREADS = 16384;

/** For the embeddings: `elements` of the tensor, each a sum over `count` rows or sequences. */
export function cutEmbedding(count: number, elements: number, cutting: Cutting): Cut {
  if (cutting === "serial") return { splits: 1, run: count };
  return cut(count, Math.ceil(THREADS / elements), LEAST_ROWS, MOST_SPLITS);
}
