import type { Batch } from "../lib/batch.ts";
import type { ModelSpec } from "../model/spec.ts";

/** AdamW's constants (Loshchilov & Hutter, arXiv:1711.05101). The learning rate comes with each step. */
export interface OptimiserSpec {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Largest global gradient norm, per replica; 0 switches clipping off. */
  readonly clip: number;
}

/** All seeds of one width: same shapes, trained together. */
export interface CohortSpec {
  readonly model: ModelSpec;
  /** R: how many replicas. */
  readonly replicas: number;
  /** B: sequences per step and replica. */
  readonly batch: number;
  readonly optimiser: OptimiserSpec;
}

/** The input of one optimiser step. */
export interface StepInput {
  /** Counts from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** One batch of (B,T) per replica. */
  readonly batches: readonly Batch[];
}

/** What one step gave, per replica; `NaN` for replicas that were frozen before it. */
export interface StepOutput {
  readonly step: number;
  /** (R) mean cross-entropy over the batch's answer tokens before the update, nats. */
  readonly loss: Float64Array;
  /** (R) global gradient norm before clipping. */
  readonly gradNorm: Float64Array;
}

/** Per-position results of a forward pass without a gradient. */
export interface Scores {
  /** (B,T) the most likely next token. */
  readonly argmax: Int32Array;
  /** (B,T) log-probability of the target, nats; 0 where the target has weight 0. */
  readonly logProb: Float32Array;
}

/** AdamW's moments, as flat vectors in the order of the model's parameter table. */
export interface OptimiserState {
  readonly m: Float32Array;
  readonly v: Float32Array;
  /** Updates taken. */
  readonly step: number;
}

/**
 * One cohort at work. `submit` may run ahead of `poll`; results come in order. A replica's bits depend
 * neither on R nor on how many steps are submitted at once.
 */
export interface Cohort {
  readonly spec: CohortSpec;
  /** How many steps the next `submit` should bring, for the device not to wait between them; it changes. */
  readonly stepsAhead: number;
  /** Takes k steps' inputs and resolves when there is room for more. The arrays may be reused then. */
  submit(steps: readonly StepInput[]): Promise<void>;
  /** What has arrived since the last call, oldest first. */
  poll(): StepOutput[];
  /** Resolves when every submitted step has arrived. */
  drain(): Promise<void>;
  /** Stops one replica; the others go on. A non-finite loss or norm does the same, before its update. */
  freeze(replica: number): void;
  /** True once a replica is frozen. */
  isFrozen(replica: number): boolean;
  /** Scores a batch of any number of rows with one replica's weights. Never changes them. */
  evaluate(replica: number, batch: Batch): Promise<Scores>;
  /** Logits (B,T,V) of one replica for token ids (B,T). */
  predict(replica: number, tokens: Int32Array, B: number): Promise<Float32Array>;
  /**
   * Attention patterns (L,B,H,T,T) of one replica for token ids (B,T): how much position t (last but one axis) takes
   * from position u (last axis). Rows sum to 1 and are 0 for u > t. What this needs beside the training is made at
   * the first call and kept until `dispose`.
   *
   * @throws ShapeError for a replica that is not there or sequences longer than the context; EngineError where
   *   there is too little memory
   */
  attention(replica: number, tokens: Int32Array, B: number): Promise<Float32Array>;
  /** A copy of one replica's weights: the flat vector of the parameter table. */
  readWeights(replica: number): Promise<Float32Array>;
  writeWeights(replica: number, weights: Float32Array): Promise<void>;
  readOptimiser(replica: number): Promise<OptimiserState>;
  writeOptimiser(replica: number, state: OptimiserState): Promise<void>;
  dispose(): void;
}

/** What computes, and why it was chosen: for the page's words and `run.json`. */
export interface EngineInfo {
  readonly engine: "webgpu" | "wasm" | "tfjs";
  readonly backend: "webgpu" | "wasm" | "cpu";
  /** The adapter's vendor and architecture, or what stands in for it: "WebAssembly SIMD", "JavaScript". */
  readonly device: string;
  /** One sentence: why this engine and not another. */
  readonly reason: string;
  /** Versions and switches that decide the bits. */
  readonly details: Readonly<Record<string, string>>;
}

/** How far an engine is with what it prepares. */
export interface Preparation {
  /** Testing an adapter, timing variants on it, or compiling a cohort's kernels. */
  readonly phase: "self-test" | "tuning" | "kernels";
  /** Kernels that are compiled, or in tuning shapes that are timed. */
  readonly done: number;
  readonly of: number;
}

/** Is told what an engine prepares, while it does. */
export type OnPreparation = (news: Preparation) => void;

/** What executes a cohort's training steps. */
export interface Engine {
  /** Complete once the cohorts are built. */
  readonly info: EngineInfo;
  /**
   * Why these cohorts, living at the same time, would not fit into the device: with numbers and a remedy, known
   * before anything is built. Null where they fit; left out where nothing limits them but the machine's memory.
   */
  refusal?(specs: readonly CohortSpec[]): string | null;
  /** Allocates a cohort with the given initial weights, one flat vector per replica. */
  build(spec: CohortSpec, weights: readonly Float32Array[], onPreparation?: OnPreparation): Promise<Cohort>;
  /** Called once if the device is lost or breaks; nothing can be computed afterwards. */
  onLost(listener: (error: Error) => void): void;
  dispose(): void;
}
