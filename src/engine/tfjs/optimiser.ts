/**
 * AdamW (Loshchilov & Hutter, arXiv:1711.05101) with PyTorch's semantics, on one flat vector of all
 * parameters: a dozen ops in all instead of a dozen per tensor.
 */
import type { ModelSpec } from "../../model/spec.ts";
import type { OptimiserSpec } from "../engine.ts";
import * as tf from "./tf.ts";

/** Weights and moments of one replica, each (P) over all parameters. */
export type TrainState = {
  readonly weights: tf.Tensor1D;
  readonly m: tf.Tensor1D;
  readonly v: tf.Tensor1D;
};

/** Per-element constants, (P): what muP multiplies the recipe's learning rate and decay by. */
export interface OptimiserConstants {
  readonly learningRateScale: tf.Tensor1D;
  /** learningRateScale · decayScale · weightDecay; null without decay. */
  readonly decay: tf.Tensor1D | null;
}

/** Spreads the parameter table's multipliers over the flat vector. */
export function optimiserConstants(model: ModelSpec, optimiser: OptimiserSpec): OptimiserConstants {
  const rate = new Float32Array(model.size);
  const decay = new Float32Array(model.size);
  for (const p of model.parameters) {
    rate.fill(p.learningRateScale, p.offset, p.offset + p.size);
    decay.fill(p.learningRateScale * p.decayScale * optimiser.weightDecay, p.offset, p.offset + p.size);
  }
  return {
    learningRateScale: tf.tensor1d(rate),
    decay: optimiser.weightDecay === 0 ? null : tf.tensor1d(decay),
  };
}

/** The gradients of all tensors end to end: (P). */
export const flatten = (gradients: readonly tf.Tensor[]): tf.Tensor1D =>
  tf.concat1d(gradients.map((g) => (g.rank === 1 ? (g as tf.Tensor1D) : tf.reshape(g, [g.size]))));

/** Elements that are summed one after the other before the sums are summed. */
const RUN = 256;

/**
 * The global norm of a gradient vector (P), a scalar. Summed in two stages, because the WebAssembly
 * backend adds float32 values one by one and would lose digits on long vectors.
 */
export function gradientNorm(gradient: tf.Tensor1D): tf.Scalar {
  const P = gradient.size;
  const runs = Math.ceil(P / RUN);
  const squares = tf.pad1d(tf.square(gradient), [0, runs * RUN - P]);
  return tf.sqrt(tf.sum(tf.sum(tf.reshape(squares, [runs, RUN]), 1)));
}

/** One step's numbers. */
export interface UpdateInput {
  /** (P) */
  readonly gradient: tf.Tensor1D;
  readonly norm: tf.Scalar;
  /** Counts from 1: which update of this replica this is. */
  readonly step: number;
  readonly learningRate: number;
}

/** The state after one update. Nothing is changed in place; the caller frees the old state. */
export function adamW(
  state: TrainState,
  input: UpdateInput,
  spec: OptimiserSpec,
  constants: OptimiserConstants,
): TrainState {
  const { beta1, beta2, epsilon } = spec;
  const { step, learningRate } = input;
  const g = clipped(input, spec.clip); // (P)
  const m: tf.Tensor1D = tf.add(tf.mul(state.m, beta1), tf.mul(g, 1 - beta1));
  const v: tf.Tensor1D = tf.add(tf.mul(state.v, beta2), tf.mul(tf.square(g), 1 - beta2));
  const denominator = tf.add(tf.mul(tf.sqrt(v), 1 / Math.sqrt(1 - beta2 ** step)), epsilon);
  const rate = tf.mul(constants.learningRateScale, learningRate / (1 - beta1 ** step));
  const decayed = decay(state.weights, learningRate, constants);
  const weights: tf.Tensor1D = tf.sub(decayed, tf.div(tf.mul(m, rate), denominator));
  return { weights, m, v };
}

/** The gradient times min(1, clip / (norm + 1e-6)), as torch.nn.utils.clip_grad_norm_. */
function clipped({ gradient, norm }: UpdateInput, clip: number): tf.Tensor1D {
  if (clip === 0) return gradient;
  return tf.mul(gradient, tf.minimum(tf.div(clip, tf.add(norm, 1e-6)), 1));
}

/** Decoupled decay: p·(1 − learning rate · decay), before the update. */
function decay(weights: tf.Tensor1D, learningRate: number, { decay }: OptimiserConstants): tf.Tensor1D {
  if (decay === null) return weights;
  return tf.sub(weights, tf.mul(weights, tf.mul(decay, learningRate)));
}
