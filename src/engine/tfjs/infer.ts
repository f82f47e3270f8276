/** Forward passes without a gradient, in chunks of rows so that any number of rows fits. */
import type { Batch } from "../../lib/batch.ts";
import type { ModelSpec } from "../../model/spec.ts";
import type { Scores } from "../engine.ts";
import { emptyPatterns } from "../plan/attention.ts";
import { patterns } from "./attention.ts";
import { forward, type Geometry, unflatten } from "./forward.ts";
import { oneHot } from "./loss.ts";
import * as tf from "./tf.ts";

/** Most elements of one (N,V) tensor in a chunk. */
const CHUNK_ELEMENTS = 1 << 20;

/** Sequences per chunk: it depends on the shape alone, so a row's bits do not depend on its neighbours. */
const chunkRows = (spec: ModelSpec, T: number): number =>
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

/** Attention patterns (L,B,H,T,T) for token ids (B,T). */
export async function attentionPatterns(
  spec: ModelSpec,
  weights: tf.Tensor1D,
  tokens: Int32Array,
  { B, T, mask }: Geometry,
): Promise<Float32Array> {
  const { nLayers: L, nHeads: H } = spec.shape;
  const out = emptyPatterns(spec, B, T);
  const rows = Math.max(1, Math.floor(CHUNK_ELEMENTS / (L * H * T * T)));
  for (let from = 0; from < B; from += rows) {
    const at = { B: Math.min(rows, B - from), T, mask };
    const part = tokens.subarray(from * T, (from + at.B) * T);
    const layers = tf.tidy(() => patternsOf(spec, weights, part, at)); // L of (B,H,T·T)
    for (const [layer, pattern] of layers.entries()) {
      out.set((await pattern.data()) as Float32Array, (layer * B + from) * H * T * T);
    }
    tf.dispose(layers);
  }
  return out;
}

function patternsOf(spec: ModelSpec, weights: tf.Tensor1D, tokens: Int32Array, at: Geometry): tf.Tensor3D[] {
  const { dModel: C, nHeads: H } = spec.shape;
  const size = { B: at.B, T: at.T, H, D: C / H, scale: spec.attentionScale };
  const layers: tf.Tensor3D[] = [];
  const onQkv = (qkv: tf.Tensor2D) => void layers.push(patterns(qkv, at.mask, size));
  logitsOf(spec, weights, tokens, { ...at, onQkv });
  return layers;
}
