/**
 * GPT-2's layers in tfjs ops, with gradients written by hand: composed from single ops by autodiff alone
 * they cost about three times as many kernels. N = B·T rows everywhere.
 */
import { differentiable } from "./differentiable.ts";
import * as tf from "./tf.ts";

const LAYER_NORM_EPSILON = 1e-5;
const GELU_SCALE = Math.sqrt(2 / Math.PI);
const GELU_CUBIC = 0.044715;

/**
 * The column sums of g (N,O) → (O), as a matrix product: after another product with the same right side the
 * WebAssembly backend has g packed already.
 *
 * That cache knows the right side's data but not its shape (`operator_cache` in batch_mat_mul_impl.cc of
 * tfjs-backend-wasm 4.22): one tensor's data must never be a right side under two shapes, not even as a
 * reshaped view, or the product is silently wrong.
 */
export function columnSums(g: tf.Tensor2D): tf.Tensor1D {
  const [N, O] = g.shape;
  return tf.reshape(tf.matMul(tf.ones<tf.Rank.R2>([1, N]), g), [O]);
}

/** x·w + b: x (N,I), w (I,O), b (O) → (N,O). */
export function linear(x: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor2D {
  return differentiable([x, w, b], (save) => {
    save([x, w]);
    const value = tf.fused.matMul({ a: x, b: w, bias: b }) as tf.Tensor2D; // (N,O)
    const backward = (dy: tf.Tensor2D, saved: tf.Tensor[]) => [...productBackward(dy, saved), columnSums(dy)];
    return { value, backward };
  });
}

/** x·w: x (N,I), w (I,O) → (N,O). */
export function product(x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor2D {
  return differentiable([x, w], (save) => {
    save([x, w]);
    return { value: tf.matMul(x, w) as tf.Tensor2D, backward: productBackward };
  });
}

/**
 * The gradients of x and w, from dy (N,O). Transposed first: a product of plain operands is about ten times
 * as fast on the WebAssembly backend as one that transposes on the way, and on WebGPU it reads vectors.
 */
function productBackward(dy: tf.Tensor2D, saved: tf.Tensor[]): [tf.Tensor2D, tf.Tensor2D] {
  const [x, w] = saved as [tf.Tensor2D, tf.Tensor2D];
  // A row or column transposed is the same data in another shape: see columnSums.
  const isVector = Math.min(...w.shape) === 1;
  const dx: tf.Tensor2D = isVector ? tf.matMul(dy, w, false, true) : tf.matMul(dy, tf.transpose(w));
  return [dx, tf.matMul(tf.transpose(x), dy)];
}

/** Token and position embeddings: one-hot tokens (N,V), wte (V,C), wpe (T,C) → (N,C). */
export function embed(tokens: tf.Tensor2D, wte: tf.Tensor2D, wpe: tf.Tensor2D): tf.Tensor2D {
  const [N] = tokens.shape;
  const [T, C] = wpe.shape;
  const B = N / T;
  return differentiable([wte, wpe], () => {
    const rows = tf.reshape(tf.matMul(tokens, wte), [B, T * C]);
    const value = tf.reshape(tf.add(rows, tf.reshape(wpe, [T * C])), [N, C]) as tf.Tensor2D;
    const backward = (dy: tf.Tensor2D) => [
      tf.matMul(tf.transpose(tokens), dy), // (V,C)
      tf.reshape(tf.sum(tf.reshape(dy, [B, T * C]), 0), [T, C]),
    ];
    return { value, backward };
  });
}

/** Layer normalisation over C (Ba et al., arXiv:1607.06450): x (N,C), gain (C), bias (C) → (N,C). */
export function layerNorm(x: tf.Tensor2D, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor2D {
  return differentiable([x, gain, bias], (save) => {
    const centred = tf.sub(x, tf.mean(x, 1, true)); // (N,C)
    const variance = tf.mean(tf.square(centred), 1, true); // (N,1)
    const inverse = tf.rsqrt(tf.add(variance, LAYER_NORM_EPSILON)); // (N,1)
    const normal: tf.Tensor2D = tf.mul(centred, inverse); // (N,C)
    save([normal, inverse, gain]);
    const value: tf.Tensor2D = tf.add(tf.mul(normal, gain), bias);
    return { value, backward: layerNormBackward };
  });
}

function layerNormBackward(dy: tf.Tensor2D, saved: tf.Tensor[]): tf.Tensor[] {
  const [normal, inverse, gain] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];
  const d = tf.mul(dy, gain); // (N,C)
  const along = tf.mul(normal, tf.mean(tf.mul(d, normal), 1, true));
  const dx = tf.mul(tf.sub(tf.sub(d, tf.mean(d, 1, true)), along), inverse);
  return [dx, columnSums(tf.mul(dy, normal)), columnSums(dy)];
}

/**
 * GELU in its tanh form (Hendrycks & Gimpel, arXiv:1606.08415): x (N,F) → (N,F). Written as x·σ(2u), the
 * same function, because the logistic function is one fast kernel.
 */
export function gelu(x: tf.Tensor2D): tf.Tensor2D {
  return differentiable([x], (save) => {
    const u = tf.add(tf.mul(tf.square(x), 2 * GELU_SCALE * GELU_CUBIC), 2 * GELU_SCALE);
    const s = tf.sigmoid(tf.mul(x, u)); // σ(2u), (N,F)
    const value: tf.Tensor2D = tf.mul(x, s);
    save([x, s, value]);
    return { value, backward: geluBackward };
  });
}

/** d(x·s)/dx = s + x·s·(1 − s)·(2u)′. */
function geluBackward(dy: tf.Tensor2D, saved: tf.Tensor[]): tf.Tensor[] {
  const [x, s, y] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  const slope = tf.add(tf.mul(tf.square(x), 6 * GELU_SCALE * GELU_CUBIC), 2 * GELU_SCALE);
  const inner = tf.mul(tf.sub(y, tf.mul(y, s)), slope);
  return [tf.mul(dy, tf.add(s, inner))];
}
