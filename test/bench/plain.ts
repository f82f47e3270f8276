/**
 * A GPT as anyone would write it in tfjs: plain operations, `tf.variableGrads`, `tf.train.adam`, the backend's
 * default switches. The same parameters as ours (the head is untied).
 */
import * as tf from "../../src/engine/tfjs/tf.ts";
import { Rng } from "../../src/lib/rng.ts";
import { initialWeights } from "../../src/model/init.ts";
import type { Contender, Prepare, Shape } from "./peers/contender.ts";
import { BETA1, BETA2, EPSILON, LEARNING_RATE, randomTokens, specOf } from "./trial.ts";

type Weights = ReadonlyMap<string, tf.Variable>;

/** In Node `navigator.gpu` must be there before this is called. */
export const plainWebgpu: Prepare = async (shape) => {
  await import("@tensorflow/tfjs-backend-webgpu");
  tf.enableProdMode();
  if (!(await tf.setBackend("webgpu"))) throw new Error("plain tfjs: expected its webgpu backend to start");
  return plainContender(shape, (table, ids) => tf.gather(table, ids));
};

/**
 * The same on the WebAssembly backend, SIMD and one thread, which `createTfjsEngine` has to have opened. It
 * has no gradient of `tf.gather`, so tokens are looked up by a product with one-hot rows.
 */
export const plainWasm: Prepare = async (shape) => {
  if (!(await tf.setBackend("wasm"))) throw new Error("plain tfjs: expected its wasm backend to start");
  return plainContender(shape, (table, ids) => tf.matMul(tf.oneHot(ids, shape.vocabulary), table));
};

/** Rows (BT,C) of a table (V,C). */
type LookUp = (table: tf.Tensor2D, ids: tf.Tensor1D) => tf.Tensor;

function plainContender(shape: Shape, lookUp: LookUp): Contender {
  const weights = variables(shape);
  const optimiser = tf.train.adam(LEARNING_RATE, BETA1, BETA2, EPSILON);
  const batch = randomTokens(shape);
  const inputs = tf.tensor1d(batch.inputs, "int32"); // (BT)
  const labels = tf.oneHot(tf.tensor1d(batch.targets, "int32"), shape.vocabulary); // (BT,V)
  const mask = causalMask(shape.context);
  let last: tf.Scalar | null = null;
  return {
    async step() {
      last?.dispose();
      const { value, grads } = tf.variableGrads(() => {
        const logits = forward(weights, lookUp, inputs, mask, shape);
        return tf.losses.softmaxCrossEntropy(labels, logits) as tf.Scalar;
      });
      optimiser.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
      tf.dispose(grads);
      last = value;
    },
    loss: async () => (await last?.data())?.[0] ?? Number.NaN,
  };
}

function variables(shape: Shape): Weights {
  const spec = specOf(shape);
  const flat = initialWeights(spec, Rng.fromSeed(0));
  return new Map(
    spec.parameters.map(({ name, offset, size, shape: dims }) => [
      name,
      tf.variable(tf.tensor(flat.slice(offset, offset + size), [...dims])),
    ]),
  );
}

/** (T,T) 0 where a position may look, else so low that nothing comes through. */
const causalMask = (T: number): tf.Tensor2D =>
  tf.tidy(
    () =>
      tf.linalg
        .bandPart(tf.ones([T, T]), -1, 0)
        .sub(1)
        .mul(1e9) as tf.Tensor2D,
  );

function forward(
  weights: Weights,
  lookUp: LookUp,
  inputs: tf.Tensor1D,
  mask: tf.Tensor2D,
  shape: Shape,
): tf.Tensor2D {
  const { batch: B, context: T, width: C, layers } = shape;
  const w = (name: string) => weights.get(name) as tf.Variable;
  const tokens = lookUp(w("wte.weight") as tf.Tensor2D, inputs).reshape([B, T, C]);
  let x = tokens.add(w("wpe.weight")).reshape([B * T, C]) as tf.Tensor2D; // (BT,C)
  for (let i = 0; i < layers; i++) {
    const at = (name: string) => w(`h.${i}.${name}`);
    const h = layerNorm(x, at("ln_1.weight"), at("ln_1.bias"));
    const mixed = attention(linear(h, at("attn.c_attn.weight"), at("attn.c_attn.bias")), mask, shape);
    x = x.add(linear(mixed, at("attn.c_proj.weight"), at("attn.c_proj.bias")));
    const h2 = layerNorm(x, at("ln_2.weight"), at("ln_2.bias"));
    const inner = gelu(linear(h2, at("mlp.c_fc.weight"), at("mlp.c_fc.bias"))); // (BT,F)
    x = x.add(linear(inner, at("mlp.c_proj.weight"), at("mlp.c_proj.bias")));
  }
  const last = layerNorm(x, w("ln_f.weight"), w("ln_f.bias"));
  return tf.matMul(last, w("lm_head.weight") as tf.Tensor2D, false, true); // (BT,V)
}

const linear = (x: tf.Tensor2D, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor2D =>
  tf.matMul(x, weight as tf.Tensor2D).add(bias);

function layerNorm(x: tf.Tensor2D, gain: tf.Tensor, bias: tf.Tensor): tf.Tensor2D {
  const centred = x.sub(x.mean(1, true));
  const variance = centred.square().mean(1, true);
  return centred.mul(variance.add(1e-5).rsqrt()).mul(gain).add(bias);
}

/** Tanh form. */
function gelu(x: tf.Tensor2D): tf.Tensor2D {
  const inner = x.add(x.pow(3).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
  return x.mul(0.5).mul(inner.tanh().add(1));
}

/** (BT,3C) → (BT,C) */
function attention(qkv: tf.Tensor2D, mask: tf.Tensor2D, shape: Shape): tf.Tensor2D {
  const { batch: B, context: T, width: C, heads: H } = shape;
  const D = C / H;
  const parts = tf.split(qkv, 3, 1).map((part) => part.reshape([B, T, H, D]).transpose([0, 2, 1, 3]));
  const [q, k, v] = parts as [tf.Tensor, tf.Tensor, tf.Tensor]; // (B,H,T,D)
  const scores = tf
    .matMul(q, k, false, true)
    .mul(1 / Math.sqrt(D))
    .add(mask);
  const mixed = tf.matMul(tf.softmax(scores), v); // (B,H,T,D)
  return mixed.transpose([0, 2, 1, 3]).reshape([B * T, C]);
}
