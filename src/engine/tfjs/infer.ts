/** Forward passes without a gradient, in chunks of rows so that any number of rows fits. */
import type { Batch } from "../../lib/batch.ts";
import type { ModelSpec } from "../../model/spec.ts";
import type { Scores } from "../engine.ts";
import { forward, type Geometry, unflatten } from "./forward.ts";
import { oneHot } from "./loss.ts";
import * as tf from "./tf.ts";

/** Most elements of one (N,V) tensor in a chunk. */
const CHUNK_ELEMENTS = 1 << 20;

/** Sequences per chunk: it depends on the shape alone, so a row's bits do not depend on its neighbours. */
export const chunkRows = (spec: ModelSpec, T: number): number =>
  Math.max(1, Math.min(256, Math.floor(CHUNK_ELEMENTS / (T * spec.shape.vocabulary))));

/** Argmax and log-probability of the target at each position of a batch. */
export async function score(
  spec: ModelSpec,
  weights: tf.Tensor1D,
  batch: Batch,
  mask: tf.Tensor2D,
): Promise<Scores> {
  const { B, T } = batch;
  const argmax = new Int32Array(B * T);
  const logProb = new Float32Array(B * T);
  const rows = chunkRows(spec, T);
  for (let from = 0; from < B; from += rows) {
    const at = { B: Math.min(rows, B - from), T, mask };
    const [best, chosen] = tf.tidy(() => scoreChunk(spec, weights, batch, from * T, at));
    argmax.set((await best.data()) as Int32Array, from * T);
    logProb.set((await chosen.data()) as Float32Array, from * T);
    tf.dispose([best, chosen]);
  }
  for (let i = 0; i < logProb.length; i++) if (batch.weights[i] === 0) logProb[i] = 0;
  return { argmax, logProb };
}

function scoreChunk(
  spec: ModelSpec,
  weights: tf.Tensor1D,
  batch: Batch,
  first: number,
  at: Geometry,
): [tf.Tensor1D, tf.Tensor1D] {
  const V = spec.shape.vocabulary;
  const end = first + at.B * at.T;
  const logits = logitsOf(spec, weights, batch.inputs.subarray(first, end), at); // (N,V)
  const shifted = tf.sub(logits, tf.max(logits, 1, true)); // (N,V)
  const chosen = tf.sum(tf.mul(shifted, oneHot(batch.targets.subarray(first, end), V)), 1); // (N)
  const logProb: tf.Tensor1D = tf.sub(chosen, tf.log(tf.sum(tf.exp(shifted), 1)));
  return [tf.argMax(logits, 1), logProb];
}

function logitsOf(spec: ModelSpec, weights: tf.Tensor1D, tokens: Int32Array, at: Geometry): tf.Tensor2D {
  return forward(spec, unflatten(weights, spec), oneHot(tokens, spec.shape.vocabulary), at);
}

/** Logits (B,T,V) for token ids (B,T). */
export async function logits(
  spec: ModelSpec,
  weights: tf.Tensor1D,
  tokens: Int32Array,
  { B, T, mask }: Geometry,
): Promise<Float32Array> {
  const V = spec.shape.vocabulary;
  const out = new Float32Array(B * T * V);
  const rows = chunkRows(spec, T);
  for (let from = 0; from < B; from += rows) {
    const at = { B: Math.min(rows, B - from), T, mask };
    const part = tokens.subarray(from * T, (from + at.B) * T);
    const chunk = tf.tidy(() => logitsOf(spec, weights, part, at));
    out.set((await chunk.data()) as Float32Array, from * T * V);
    chunk.dispose();
  }
  return out;
}
