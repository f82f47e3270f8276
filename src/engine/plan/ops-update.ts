/** The operations that turn gradients into an update. What holds for all operations stands in ops.ts. */
import type { Place, StepPlace } from "./buffers.ts";
import type { Common } from "./ops.ts";

/**
 * Sums the partials into the flat gradient, in place in `gradients`, and its squares. For block j of the table
 * (layout.ts: start, count, splits, tail, tailStride) and replica r, each of its elements i becomes g[r·P̂ +
 * start + i] + Σ_{s=1}^{splits−1} g[tail + (r·(splits−1) + s−1)·tailStride + i], and squares[r, j] is the sum
 * of their squares. Parallel over blocks and replicas.
 */
export interface ReduceGradients extends Common {
  readonly kind: "reduceGradients";
  /** The buffer `gradients`: (R,P̂), then the tails; updated in place. */
  readonly gradients: Place;
  /** u32 (blocks, 8) */
  readonly blocks: Place;
  /** (blocks) */
  readonly squares: Place;
  readonly blockCount: number;
  /** Most elements of a block. */
  readonly blockSize: number;
  /** Elements of `gradients` per replica, partials included. */
  readonly elements: number;
}

/**
 * Ends a step for each replica r. loss = Σ rowLoss, norm = √Σ squares; ring[(cursor mod ringLength)·2R + 2r]
 * = loss and the next element = norm, or NaN twice where the replica was frozen before. Where loss or norm is
 * not finite (by its bits: WGSL may assume that there is no NaN) frozen becomes 1. Otherwise, unless frozen,
 * updates grows by 1 to t and scalars[r] = clip coefficient (1 where clip = 0, else min(1, clip/(norm +
 * 1e-6))); rate/(1 − β1ᵗ); 1/√(1 − β2ᵗ); rate — with rate the step's learning rate and 1 − βᵗ =
 * −expm1(t·logBeta), which float32 must not compute as 1 − pow(β,t). Last, cursor grows by 1, always.
 * Parallel over replicas; reductions over rows and blocks within each.
 */
export interface Finalise extends Common {
  readonly kind: "finalise";
  /** u32 (R,4): cursor, updates, frozen, unused; updated in place. */
  readonly state: Place;
  /** (N) */
  readonly rowLoss: Place;
  /** (blocks) */
  readonly squares: Place;
  /** (1), the same for all replicas. */
  readonly learningRate: StepPlace;
  /** (ringLength, R, 2) */
  readonly ring: Place;
  /** (4) */
  readonly scalars: Place;
  readonly rows: number;
  readonly blockCount: number;
  readonly ringLength: number;
  readonly clip: number;
  /** ln β, at least −100. */
  readonly logBeta1: number;
  readonly logBeta2: number;
}

/**
 * AdamW with PyTorch's semantics (arXiv:1711.05101), in place, for replicas that are not frozen. With block
 * j's (rateScale, decay) from `scales` and the replica's four scalars, for each element: g = gradient·clip;
 * m = β1·m + (1−β1)·g; v = β2·v + (1−β2)·g²; w = w − w·(decay·rate) − (rateScale·rateOverBias1)·m / (√v·inverseRoot2
 * + ε). The gradient is left as it is. Parallel over blocks (or elements) and replicas.
 */
export interface AdamW extends Common {
  readonly kind: "adamW";
  /** u32 (R,4), for frozen. */
  readonly state: Place;
  /** (4) */
  readonly scalars: Place;
  /** u32 (blocks, 8) */
  readonly blocks: Place;
  /** (blocks, 2): learning rate scale; the same · decay scale · weight decay. */
  readonly scales: Place;
  /** (P̂) */
  readonly gradients: Place;
  /** (P̂) updated in place, like m and v. */
  readonly weights: Place;
  readonly m: Place;
  readonly v: Place;
  readonly blockCount: number;
  readonly blockSize: number;
  /** P̂. */
  readonly size: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}
