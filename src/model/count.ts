import type { ModelShape } from "./spec.ts";
import { modelSpec } from "./spec.ts";

/** All parameters of a model. */
export const parameterCount = (shape: ModelShape): number => modelSpec(shape).size;

/** Parameters outside the token and position embeddings and the head. */
export function nonEmbeddingCount(shape: ModelShape): number {
  return modelSpec(shape)
    .parameters.filter((p) => p.kind !== "embedding" && p.kind !== "head")
    .reduce((sum, p) => sum + p.size, 0);
}

/**
 * Training FLOPs per token, forward and backward, matrix products only, attention over the full T×T:
 * 6·(12·L·C² + C·V) + 12·L·T·C (CONTRIBUTING, contracts; the counting of Chowdhery et al., PaLM, appendix B).
 */
export function flopsPerToken(shape: ModelShape): number {
  const { nLayers: L, dModel: C, vocabulary: V, context: T } = shape;
  return 6 * (12 * L * C * C + C * V) + 12 * L * T * C;
}

/**
 * A rough upper bound of what one training step keeps in memory, in bytes: weights, gradients and
 * moments, and every activation of the backward pass in float32.
 */
export function stepBytes(shape: ModelShape, batch: number): number {
  const { nLayers: L, dModel: C, vocabulary: V, context: T, nHeads: H } = shape;
  const tokens = batch * T;
  const perLayer = tokens * (34 * C + 5 * H * T);
  const head = tokens * 6 * V;
  return 4 * (4 * parameterCount(shape) + L * perLayer + head);
}

/** Bytes that a GPU's plan takes beside what is counted: inputs held ahead, rings, constants. */
const GPU_BESIDE = 2e6;
/** The same of the processor's engines: scratch and whole pages. */
const BESIDE = 2e5;

/**
 * About how many bytes a cohort of R runs holds while it trains: weights, gradients and both moments of each run,
 * and the activations that the backward pass needs, on a GPU for every run at once, on a processor for one at a
 * time. Fitted to the plans of all presets, which it meets within a factor of two; the engines know it exactly.
 */
export function cohortBytes(shape: ModelShape, batch: number, runs: number, onGpu: boolean): number {
  const { nLayers: L, dModel: C, vocabulary: V, context: T, nHeads: H } = shape;
  const kept = 4 * runs * parameterCount(shape);
  const tokens = batch * T;
  if (onGpu) return 4 * (kept + runs * tokens * (L * (14 * C + H * T) + 6 * C + 2 * V)) + GPU_BESIDE;
  return 4 * (kept + tokens * (L * 14 * C + 4 * C + V)) + BESIDE;
}
