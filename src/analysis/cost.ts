/**
 * How long training takes, before it is known: work counted from sizes, times a speed that is measured. Shape
 * letters: R replicas, B batch, T context, C width, H heads, V vocabulary, L layers.
 */

/** What decides how long one training step of a cohort takes. */
export interface StepSize {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly vocabulary: number;
  readonly context: number;
  /** Sequences of one run. */
  readonly batch: number;
  /** Runs that are trained together. */
  readonly replicas: number;
}

/**
 * Work in the two parts in which machines differ. For an engine on the processor its unit is a microsecond of the
 * core that the constants below were fitted on; on a GPU `upkeep` is dispatches.
 */
export interface Cost {
  /** What is there beside the products: data, norms, exponentials, the optimiser; on a GPU what a dispatch costs. */
  readonly upkeep: number;
  /** Matrix products; on a GPU all that is computed. */
  readonly products: number;
}

/** Seconds that a unit of each part takes on a machine, by the engine that it would choose. */
export interface Speed extends Cost {
  readonly engine: "webgpu" | "wasm" | "tfjs";
}

/** A step's size, and the seconds that it took. */
export interface Timing {
  readonly size: StepSize;
  readonly seconds: number;
}

/** The speed that the constants were fitted at: for comparing costs where no machine's is known. */
export const FITTED: Speed = { engine: "wasm", upkeep: 1e-6, products: 1e-6 };

/**
 * Microseconds of the wasm engine's step for each token: whatever the model, of a layer, of a layer for each of C,
 * of a layer for each of H·T, and for each floating-point operation of a product. Fitted to 69 steps of widths 2 to
 * 128, contexts 16 to 64, layers 1 to 4 (2026-11-23, one of two shared x86-64 cores under load, relaxed SIMD,
 * processor time); `bench -- estimate` repeats the comparison.
 */
const TOKEN = 0.1;
const LAYER = 0.26;
const CHANNEL = 0.022;
const SCORE = 0.0026;
const OPERATION = 3.2e-5;

/** A pass that only scores, as a part of a training step: one of its three passes, and a look at every logit. */
const FORWARD = 0.45;

/** Dispatches of the webgpu engine's step: of each layer, and beside them; an upper bound, counted by its tests. */
const DISPATCHES_OF_LAYER = 26;
const DISPATCHES = 15;

/** What one training step of a cohort costs. */
export function stepCost(size: StepSize, engine: Speed["engine"] = "wasm"): Cost {
  const { layers: L, width: C, heads: H, vocabulary: V, context: T, batch: B, replicas: R } = size;
  const tokens = R * B * T;
  const operations = 6 * (12 * L * C * C + C * V) + 12 * L * T * C; // as `flopsPerToken` counts them
  const upkeep = tokens * (TOKEN + L * (LAYER + CHANNEL * C + SCORE * H * T));
  const products = tokens * OPERATION * operations;
  if (engine !== "webgpu") return { upkeep, products };
  return { upkeep: DISPATCHES_OF_LAYER * L + DISPATCHES, products: upkeep + products };
}

/** What it costs to score as many sequences as a step has. */
export function forwardCost(size: StepSize, engine: Speed["engine"] = "wasm"): Cost {
  const { upkeep, products } = stepCost(size, engine);
  return { upkeep: FORWARD * upkeep, products: FORWARD * products };
}

/** Seconds that work takes at a speed. */
export const secondsOf = (cost: Cost, speed: Cost): number =>
  cost.upkeep * speed.upkeep + cost.products * speed.products;

/**
 * The speed that explains two timings, a model that is mostly upkeep and one that is mostly products. Where noise
 * would make a part cost nothing, both are taken to be as fast.
 */
export function speedFrom(engine: Speed["engine"], narrow: Timing, wide: Timing): Speed {
  const [a, b] = [stepCost(narrow.size, engine), stepCost(wide.size, engine)];
  const determinant = a.upkeep * b.products - b.upkeep * a.products;
  const upkeep = (narrow.seconds * b.products - wide.seconds * a.products) / determinant;
  const products = (wide.seconds * a.upkeep - narrow.seconds * b.upkeep) / determinant;
  if (upkeep > 0 && products > 0) return { engine, upkeep, products };
  const both = (narrow.seconds + wide.seconds) / (a.upkeep + a.products + b.upkeep + b.products);
  return { engine, upkeep: both, products: both };
}
