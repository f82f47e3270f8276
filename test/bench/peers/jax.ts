/** `@jax-js/jax`: our GPT-2 (pre-LayerNorm, biases, untied head) and Adam in one `jit`. */
import {
  defaultDevice,
  init,
  jit,
  nn,
  numpy as np,
  type Array as Tensor,
  tree,
  valueAndGrad,
} from "@jax-js/jax";
import { Rng } from "../../../src/lib/rng.ts";
import { BETA1, BETA2, EPSILON, LEARNING_RATE, randomTokens } from "../trial.ts";
import type { Contender, Prepare, Shape } from "./contender.ts";

type Parameters = Record<string, Tensor>;

export const onWebgpu: Prepare = (shape) => prepare("webgpu", shape);
export const onWasm: Prepare = (shape) => prepare("wasm", shape);

async function prepare(device: "webgpu" | "wasm", shape: Shape): Promise<Contender> {
  if (!(await init(device)).includes(device)) throw new Error(`jax-js: expected ${device} to start`);
  defaultDevice(device);
  const { inputs, targets } = randomTokens(shape);
  const step = jit(trainingStep(shape));
  const [x, y] = [np.array(inputs), np.array(targets)];
  const p = parameters(shape);
  const zeros = () => tree.map((a: Tensor) => np.zeros(a.shape), p) as Parameters;
  let state: [Parameters, Parameters, Parameters] = [p, zeros(), zeros()];
  let loss: Tensor | null = null;
  let done = 0;
  return {
    async step() {
      done++;
      loss?.dispose();
      const corrections = [1 / (1 - BETA1 ** done), 1 / (1 - BETA2 ** done)] as const;
      const [p, m, v, l] = step(...state, x.ref, y.ref, ...corrections);
      state = [p, m, v];
      loss = l;
      await loss.blockUntilReady(); // as its documentation advises: faster here than steps in a queue
    },
    loss: async () => (await loss?.ref.data())?.[0] ?? Number.NaN,
  };
}

/** All of a step as one function of parameters, moments, tokens and bias corrections. */
function trainingStep(shape: Shape) {
  return (p: Parameters, m: Parameters, v: Parameters, x: Tensor, y: Tensor, c1: Tensor, c2: Tensor) => {
    const tokens = nn.oneHot(x, shape.vocabulary);
    const targets = nn.oneHot(y, shape.vocabulary);
    const [loss, g] = valueAndGrad((q: Parameters) => lossOf(q, tokens.ref, targets.ref, shape))(tree.ref(p));
    tokens.dispose();
    targets.dispose();
    const average = (beta: number) => (a: Tensor, b: Tensor) => a.mul(beta).add(b.mul(1 - beta));
    const m2 = tree.map(average(BETA1), m, tree.ref(g)) as Parameters;
    const squares = tree.map((a: Tensor) => np.square(a), g) as Parameters;
    const v2 = tree.map(average(BETA2), v, squares) as Parameters;
    const updated = tree.map(
      (w: Tensor, a: Tensor, b: Tensor) =>
        w.sub(
          a
            .mul(c1.ref)
            .div(np.sqrt(b.mul(c2.ref)).add(EPSILON))
            .mul(LEARNING_RATE),
        ),
      p,
      tree.ref(m2),
      tree.ref(v2),
    ) as Parameters;
    c1.dispose();
    c2.dispose();
    return [updated, m2, v2, loss] as [Parameters, Parameters, Parameters, Tensor];
  };
}

/** Mean cross-entropy; consumes its arguments, as everything in jax-js does. */
function lossOf(p: Parameters, tokens: Tensor, targets: Tensor, shape: Shape): Tensor {
  const { batch: B, context: T, width: C, layers } = shape;
  const embedded = np.matmul(tokens, take(p, "wte")).reshape([B, T, C]); // (B,T,C)
  let x = embedded.add(take(p, "wpe")).reshape([B * T, C]); // (BT,C)
  for (let i = 0; i < layers; i++) x = mlp(attention(x, p, `h${i}.`, shape), p, `h${i}.`);
  const logits = np.matmul(layerNorm(x, p, "ln_f"), take(p, "head")); // (BT,V)
  return nn
    .logSoftmax(logits)
    .mul(targets)
    .sum()
    .mul(-1 / (B * T));
}

function attention(
  x: Tensor,
  p: Parameters,
  at: string,
  { batch: B, context: T, width: C, heads: H }: Shape,
) {
  const qkv = linear(layerNorm(x.ref, p, `${at}ln_1`), p, `${at}qkv`); // (BT,3C)
  const [q, k, v] = np.split(qkv, 3, 1).map((part) => part.reshape([B, T, H, C / H]));
  const mixed = nn.dotProductAttention(q as Tensor, k as Tensor, v as Tensor, { isCausal: true }); // (B,T,H,D)
  return x.add(linear(mixed.reshape([B * T, C]), p, `${at}out`));
}

function mlp(x: Tensor, p: Parameters, at: string): Tensor {
  const inner = nn.gelu(linear(layerNorm(x.ref, p, `${at}ln_2`), p, `${at}up`)); // (BT,F)
  return x.add(linear(inner, p, `${at}down`));
}

const linear = (x: Tensor, p: Parameters, name: string): Tensor =>
  np.matmul(x, take(p, `${name}.w`)).add(take(p, `${name}.b`));

const layerNorm = (x: Tensor, p: Parameters, name: string): Tensor =>
  nn
    .standardize(x, -1, { epsilon: 1e-5 })
    .mul(take(p, `${name}.w`))
    .add(take(p, `${name}.b`));

const take = (p: Parameters, name: string): Tensor => p[name] as Tensor;

/** Normal matrices of 1/√fan_in, gains of 1, biases and head of 0. */
function parameters({ vocabulary: V, context: T, width: C, layers }: Shape): Parameters {
  const rng = Rng.fromSeed(0);
  const normal = (rows: number, columns: number, std = 1 / Math.sqrt(rows)) =>
    np
      .array(Float32Array.from({ length: rows * columns }, () => std * rng.normal()))
      .reshape([rows, columns]);
  const p: Parameters = { wte: normal(V, C, 0.1), wpe: normal(T, C, 0.1), head: np.zeros([C, V]) };
  const norm = (name: string) =>
    Object.assign(p, { [`${name}.w`]: np.ones([C]), [`${name}.b`]: np.zeros([C]) });
  const matrix = (name: string, rows: number, columns: number) =>
    Object.assign(p, { [`${name}.w`]: normal(rows, columns), [`${name}.b`]: np.zeros([columns]) });
  for (let i = 0; i < layers; i++) {
    norm(`h${i}.ln_1`);
    norm(`h${i}.ln_2`);
    matrix(`h${i}.qkv`, C, 3 * C);
    matrix(`h${i}.out`, C, C);
    matrix(`h${i}.up`, C, 4 * C);
    matrix(`h${i}.down`, 4 * C, C);
  }
  norm("ln_f");
  return p;
}
