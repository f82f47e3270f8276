import type { Batch } from "../../lib/batch.ts";
import type { ModelSpec } from "../../model/spec.ts";
import { differentiable } from "./differentiable.ts";
import { forward, type Geometry, type Tensors } from "./forward.ts";
import * as tf from "./tf.ts";

/** A batch as tensors: N = B·T rows. */
export interface BatchTensors {
  /** (N,V) one-hot inputs. */
  readonly tokens: tf.Tensor2D;
  /** (N,V) one-hot targets. */
  readonly targets: tf.Tensor2D;
  /** (N,1) weights that sum to 1: the mean over answer tokens. All 0 where there is none. */
  readonly weights: tf.Tensor2D;
}

/** Uploads a batch. One-hot and matrix product stand for a gather, whose gradient is not reproducible. */
export function batchTensors(batch: Batch, V: number): BatchTensors {
  const total = batch.weights.reduce((sum, w) => sum + w, 0) || 1;
  const weights = batch.weights.map((w) => w / total);
  return {
    tokens: oneHot(batch.inputs, V),
    targets: oneHot(batch.targets, V),
    weights: tf.tensor2d(weights, [weights.length, 1]),
  };
}

/**
 * Token ids (N) → (N,V). The ids are copied: tfjs keeps the array it is given, and callers reuse theirs.
 * Made as integers and cast, because the WebAssembly kernel writes integers whatever type it is asked for.
 */
export function oneHot(ids: Int32Array, V: number): tf.Tensor2D {
  if (V === 1) return tf.ones([ids.length, 1]); // tfjs refuses a depth of 1
  return tf.cast(tf.oneHot(tf.tensor1d(ids.slice(), "int32"), V), "float32") as tf.Tensor2D;
}

/** Weighted cross-entropy in nats, a scalar: logits (N,V). Weights sum to 1. */
export function crossEntropy(logits: tf.Tensor2D, { targets, weights }: BatchTensors): tf.Scalar {
  return differentiable([logits], (save) => {
    const shifted = tf.sub(logits, tf.max(logits, 1, true)); // (N,V)
    const exponents = tf.exp(shifted);
    const sums = tf.sum(exponents, 1, true); // (N,1)
    const chosen = tf.sum(tf.mul(shifted, targets), 1, true); // (N,1)
    const value = tf.sum(tf.mul(tf.sub(tf.log(sums), chosen), weights)) as tf.Scalar;
    save([tf.mul(tf.sub(tf.div(exponents, sums), targets), weights)]); // (N,V) the gradient at dy = 1
    const backward = (dy: tf.Scalar, saved: tf.Tensor[]) => [tf.mul(saved[0] as tf.Tensor, dy)];
    return { value, backward };
  });
}

/** Loss and the gradient of every parameter tensor, in table order. */
export function lossAndGradients(
  spec: ModelSpec,
  tensors: Tensors,
  batch: BatchTensors,
  at: Geometry,
): { loss: tf.Scalar; gradients: tf.Tensor[] } {
  const run = (...parameters: tf.Tensor[]) =>
    crossEntropy(forward(spec, parameters, batch.tokens, at), batch);
  const { value, grads } = tf.valueAndGrads(run)([...tensors]);
  return { loss: value as tf.Scalar, gradients: grads };
}
