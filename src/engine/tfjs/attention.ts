import { differentiable } from "./differentiable.ts";
import * as tf from "./tf.ts";

/** The sizes attention needs beside its input. */
export interface AttentionShape {
  readonly B: number;
  readonly T: number;
  readonly H: number;
  readonly D: number;
  /** q·k is multiplied by this. */
  readonly scale: number;
}

/** What hides later positions: (T,T), 0 on and below the diagonal, −1e9 above (WGSL may assume no infinity). */
export function causalMask(T: number): tf.Tensor2D {
  const values = new Float32Array(T * T);
  for (let i = 0; i < T; i++) values.fill(-1e9, i * T + i + 1, (i + 1) * T);
  return tf.tensor2d(values, [T, T]);
}

/** Causal multi-head self-attention: qkv (N,3C), mask (T,T) → (N,C), heads side by side. */
export function attention(qkv: tf.Tensor2D, mask: tf.Tensor2D, shape: AttentionShape): tf.Tensor2D {
  return differentiable([qkv], (save) => {
    const [q, k, v] = splitHeads(qkv, shape); // each (H·B,T,D)
    const scaled: tf.Tensor3D = tf.mul(q, shape.scale);
    const pattern = patternOf(scaled, k, mask);
    const out: tf.Tensor3D = tf.matMul(pattern, v); // (H·B,T,D)
    save([scaled, k, v, pattern, out]);
    const backward = (dy: tf.Tensor2D, saved: tf.Tensor[]) => [attentionBackward(dy, saved, shape)];
    return { value: mergeHeads(out, shape), backward };
  });
}

/** Scaled queries and keys (H·B,T,D) → (H·B,T,T), rows that sum to 1. */
function patternOf(scaled: tf.Tensor3D, k: tf.Tensor3D, mask: tf.Tensor2D): tf.Tensor3D {
  return tf.softmax(tf.add(tf.matMul(scaled, k, false, true), mask));
}

/** What {@link attention} makes of qkv (N,3C) before it looks at the values: patterns (B,H,T·T). */
export function patterns(qkv: tf.Tensor2D, mask: tf.Tensor2D, shape: AttentionShape): tf.Tensor3D {
  const { B, T, H } = shape;
  const [q, k] = splitHeads(qkv, shape);
  const pattern = patternOf(tf.mul(q, shape.scale), k, mask);
  return tf.transpose(tf.reshape(pattern, [H, B, T * T]), [1, 0, 2]);
}

function attentionBackward(dy: tf.Tensor2D, saved: tf.Tensor[], shape: AttentionShape): tf.Tensor2D {
  const [scaled, k, v, pattern, out] = saved as [
    tf.Tensor3D,
    tf.Tensor3D,
    tf.Tensor3D,
    tf.Tensor3D,
    tf.Tensor3D,
  ];
  const { B, T, H, D, scale } = shape;
  const headed = tf.transpose(tf.reshape(dy, [B * T, H, D]), [1, 0, 2]); // (H,N,D)
  const dOut: tf.Tensor3D = tf.reshape(headed, [H * B, T, D]);
  const dV: tf.Tensor3D = tf.matMul(pattern, dOut, true, false);
  const dPattern = tf.matMul(dOut, v, false, true); // (H·B,T,T)
  // Σ over keys of pattern·dPattern, taken over D instead of T (Dao et al., arXiv:2205.14135, B.4).
  const along = tf.sum(tf.mul(dOut, out), 2, true); // (H·B,T,1)
  const dScores: tf.Tensor3D = tf.mul(pattern, tf.sub(dPattern, along));
  const dQ: tf.Tensor3D = tf.mul(tf.matMul(dScores, k), scale);
  const dK: tf.Tensor3D = tf.matMul(dScores, scaled, true, false);
  return joinHeads([dQ, dK, dV], shape);
}

/**
 * (N,3C) → q, k and v, each (H·B,T,D). Heads lead, so that one rank-3 transposition does it and the three
 * parts lie one after the other.
 */
function splitHeads(
  qkv: tf.Tensor2D,
  { B, T, H, D }: AttentionShape,
): [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D] {
  const heads = tf.transpose(tf.reshape(qkv, [B * T, 3 * H, D]), [1, 0, 2]); // (3H,N,D)
  const parts = tf.split(tf.reshape(heads, [3 * H * B, T, D]), 3);
  return parts as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
}

/** The way back of {@link splitHeads}, for gradients. */
function joinHeads(parts: tf.Tensor3D[], { B, T, H, D }: AttentionShape): tf.Tensor2D {
  const heads = tf.reshape(tf.concat(parts), [3 * H, B * T, D]);
  return tf.reshape(tf.transpose(heads, [1, 0, 2]), [B * T, 3 * H * D]);
}

/** (H·B,T,D) → (N,C). */
function mergeHeads(out: tf.Tensor3D, { B, T, H, D }: AttentionShape): tf.Tensor2D {
  return tf.reshape(tf.transpose(tf.reshape(out, [H, B * T, D]), [1, 0, 2]), [B * T, H * D]);
}
