/** What the page and the benchmark's driver agree on. Imports no library. */

/** The size of a contender's model and batch. */
export interface Shape {
  /** L */
  readonly layers: number;
  /** C */
  readonly width: number;
  /** H */
  readonly heads: number;
  /** T */
  readonly context: number;
  /** B: sequences in a step. */
  readonly batch: number;
  /** V */
  readonly vocabulary: number;
}

/** One library with a model of its own, ready to train. */
export interface Contender {
  /** Begins one training step; may return before the device has computed it. */
  step(): Promise<void>;
  /** The last step's loss, nats: waits for all steps begun. */
  loss(): Promise<number>;
}

export type Prepare = (shape: Shape) => Promise<Contender>;

/** Who takes part, in the order of their turns; the ones after the bar only where asked for. */
export const NAMES = [
  "webgpu",
  "wasm",
  "tfjs-webgpu",
  "tfjs-wasm",
  "nanogpt-webgpu",
  "jax-webgpu",
  "jax-wasm",
] as const;
export const ON_REQUEST = ["plain-webgpu"] as const;

export type Name = (typeof NAMES)[number] | (typeof ON_REQUEST)[number];

/** A stretch of steps on the page's clock. */
export interface Stretch {
  readonly milliseconds: number;
  /** The last step's. */
  readonly loss: number;
}

/** WebGPU calls, counted at the interface; per step where the name says so. */
export interface Counts {
  readonly dispatchesPerStep: number;
  readonly passesPerStep: number;
  readonly submitsPerStep: number;
  readonly buffersPerStep: number;
  readonly bindGroupsPerStep: number;
  /** Since the page was opened. */
  readonly pipelines: number;
  readonly buffers: number;
  readonly bytes: number;
}

/** What the driver calls in the page. */
export interface PageApi {
  /** Builds the model, takes the warm-up steps and returns the last of them. */
  prepare(name: Name, shape: Shape): Promise<Stretch>;
  /** A discarded stretch during which calls are counted; from its end on nothing is. */
  count(steps: number): Promise<Counts & Stretch>;
  train(steps: number): Promise<Stretch>;
}
