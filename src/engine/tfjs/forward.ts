import type { ModelSpec, Parameter } from "../../model/spec.ts";
import { attention } from "./attention.ts";
import { embed, gelu, layerNorm, linear, product } from "./layers.ts";
import * as tf from "./tf.ts";

/** The parameter tensors of one model, in table order. */
export type Tensors = readonly tf.Tensor[];

/** Cuts the flat vector of all parameters into the table's tensors. */
export function unflatten(flat: tf.Tensor1D, spec: ModelSpec): tf.Tensor[] {
  const sizes = spec.parameters.map((p) => p.size);
  const parts = tf.split(flat, sizes);
  return parts.map((part, i) => {
    const { shape } = spec.parameters[i] as Parameter;
    return shape.length === 1 ? part : tf.reshape(part, [...shape]);
  });
}

/** Constants of a forward pass: they depend on T alone. */
export interface Geometry {
  readonly B: number;
  readonly T: number;
  /** (T,T) */
  readonly mask: tf.Tensor2D;
  /** Sees what each block's attention reads, (N,3C), first to last; left out in training. */
  readonly onQkv?: (qkv: tf.Tensor2D) => void;
}

/** Reads the parameter tensors one after the other, in the order of the table. */
class Reader {
  #next = 0;
  readonly tensors: Tensors;

  constructor(tensors: Tensors) {
    this.tensors = tensors;
  }

  matrix(): tf.Tensor2D {
    return this.tensors[this.#next++] as tf.Tensor2D;
  }

  vector(): tf.Tensor1D {
    return this.tensors[this.#next++] as tf.Tensor1D;
  }
}

/**
 * GPT-2's forward pass (CONTRIBUTING, the model): one-hot tokens (N,V) → logits (N,V), N = B·T.
 *
 * @param tensors the parameters in table order, as {@link unflatten} gives them
 */
export function forward(spec: ModelSpec, tensors: Tensors, tokens: tf.Tensor2D, at: Geometry): tf.Tensor2D {
  const { context, dModel: C, nLayers: L } = spec.shape;
  const read = new Reader(tensors);
  const wte = read.matrix(); // (V,C)
  const allPositions = read.matrix(); // (context,C)
  const wpe = at.T === context ? allPositions : tf.slice(allPositions, [0, 0], [at.T, C]);
  let x = embed(tokens, wte, wpe); // (N,C)
  for (let i = 0; i < L; i++) x = block(spec, read, x, at);
  const final = layerNorm(x, read.vector(), read.vector()); // (N,C)
  const head: tf.Tensor2D = tf.mul(read.matrix(), spec.logitScale); // (V,C); scaled here, where it is small
  return product(final, tf.transpose(head)); // (N,V)
}

/** One pre-LayerNorm block: x (N,C) → (N,C). */
function block(spec: ModelSpec, read: Reader, x: tf.Tensor2D, { B, T, mask, onQkv }: Geometry): tf.Tensor2D {
  const { dModel: C, nHeads: H } = spec.shape;
  const qkv = linear(layerNorm(x, read.vector(), read.vector()), read.matrix(), read.vector()); // (N,3C)
  onQkv?.(qkv);
  const heads = attention(qkv, mask, { B, T, H, D: C / H, scale: spec.attentionScale }); // (N,C)
  const attended: tf.Tensor2D = tf.add(x, linear(heads, read.matrix(), read.vector()));
  const normal = layerNorm(attended, read.vector(), read.vector());
  const hidden = gelu(linear(normal, read.matrix(), read.vector())); // (N,F)
  return tf.add(attended, linear(hidden, read.matrix(), read.vector()));
}
