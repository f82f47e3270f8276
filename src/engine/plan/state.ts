/**
 * The step's own state, in buffers that live as long as the cohort.
 *
 * `state` u32 (R,4), per replica: the cursor counts the steps that were replayed since the cohort was built
 * and selects the version of the inputs and the entry of the ring; all replicas' cursors are equal, and each
 * has one of its own so that no replica waits for another. `updates` counts AdamW's updates and gives the bias
 * corrections. `frozen` is 0 or 1; the host may write 1, and `finalise` does when a loss or norm is not finite.
 */
export const STATE = { words: 4, cursor: 0, updates: 1, frozen: 2 } as const;

/** `scalars` f32 (R,4), per replica: what `finalise` computes for `adamW`. */
export const SCALARS = { words: 4, clip: 0, rateOverBias1: 1, inverseRoot2: 2, rate: 3 } as const;

/** `ring` f32 (ringLength, R, 2): loss and gradient norm of each step. */
export const RING = { words: 2, loss: 0, norm: 1 } as const;

/** The first element of the ring's entry for the step with this cursor and replica. */
export const ringIndex = (cursor: number, ringLength: number, R: number, r: number): number =>
  ((cursor % ringLength) * R + r) * RING.words;
