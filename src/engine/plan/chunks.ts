/** A batch of any size, cut into as many sequences as a forward plan computes at a time. */
import type { Batch } from "../../lib/batch.ts";

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

/** Copies (B,T) into rows of `context`; a shorter T leaves the rest of each row as it is. */
export function placeRows(
  from: Int32Array | Float32Array,
  { B, T }: Pick<Batch, "B" | "T">,
  to: Int32Array | Float32Array,
  at: number,
  context: number,
): void {
  if (T === context) to.set(from, at);
  else for (let b = 0; b < B; b++) to.set(from.subarray(b * T, (b + 1) * T), at + b * context);
}
