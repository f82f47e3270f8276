/** A batch of any size, cut into as many sequences as a forward plan computes at a time. */

/** Sequences of a batch that are computed together. */
export interface Chunk {
  /** The first one's place in the batch. */
  readonly from: number;
  readonly rows: number;
  /** Their length: at most the plan's context. */
  readonly T: number;
}

/** The chunks of a batch of (B,T), `batch` sequences each but for the last. */
export function chunksOf(B: number, T: number, batch: number): Chunk[] {
  return Array.from({ length: Math.ceil(B / batch) }, (_, i) => {
    const from = i * batch;
    return { from, rows: Math.min(batch, B - from), T };
  });
}

/**
 * Copies what a plan left for a chunk, `each` values a position, to its place in a result of (B,T,each). Positions
 * behind a sequence shorter than the plan's context are left out.
 */
export function takeRows<A extends Int32Array | Float32Array>(
  read: A,
  to: A,
  { from, rows, T }: Chunk,
  context: number,
  each: number,
): void {
  for (let b = 0; b < rows; b++) {
    const start = b * context * each;
    to.set(read.subarray(start, start + T * each), (from + b) * T * each);
  }
}
