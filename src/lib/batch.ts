/** Shape letters of the whole project: R replicas, B batch, T context, C dModel, H heads, D dHead, V vocabulary, L layers, F = 4C. */

/** Token sequences with the positions to be learned or scored. Padding has weight 0. */
export interface Batch {
  /** How many sequences. */
  readonly B: number;
  /** Positions per sequence. */
  readonly T: number;
  /** (B,T) input token ids. */
  readonly inputs: Int32Array;
  /** (B,T) the token that follows each input; 0 where its weight is 0. */
  readonly targets: Int32Array;
  /** (B,T) 1 where the target is an answer token, else 0. */
  readonly weights: Float32Array;
}

/** A batch of zeros, to be filled in place again and again. */
export function emptyBatch(B: number, T: number): Batch {
  return {
    B,
    T,
    inputs: new Int32Array(B * T),
    targets: new Int32Array(B * T),
    weights: new Float32Array(B * T),
  };
}
