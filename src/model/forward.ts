import type { Pieces } from "../lib/pieces.ts";
import type { ModelSpec } from "./spec.ts";

const LAYER_NORM_EPSILON = 1e-5;
const GELU_SCALE = Math.sqrt(2 / Math.PI);
const GELU_CUBIC = 0.044715;

/** Vectors that the forward pass comes by at a position; what is handed on is used again: copy it. */
export interface Watch {
  embedded?(position: number, token: Float64Array, place: Float64Array): void;
  /** (C) the residual stream at `stage`: 0 after the embeddings, 2·layer + 1 after attention, + 2 after the MLP. */
  residual?(stage: number, position: number, x: Float64Array): void;
  /** (3C) */
  qkv?(layer: number, position: number, values: Float64Array): void;
  /** (position + 1) how much is taken from each position so far. */
  pattern?(layer: number, head: number, position: number, weights: Float64Array): void;
  /** (4C) after GELU. */
  hidden?(layer: number, position: number, values: Float64Array): void;
  /** (C) what the head reads. */
  final?(position: number, values: Float64Array): void;
}

/**
 * One model that reads a sequence, token by token: GPT-2's forward pass (CONTRIBUTING, the model) in plain
 * float64 over float32 weights, with the keys and values of what was read kept. Slow and the same for every engine.
 */
export class Reader {
  readonly #spec: ModelSpec;
  readonly #weights: ReadonlyMap<string, Float32Array>;
  readonly #watch: Watch;
  /** By layer and position, (3C) queries, keys and values of what has been read. */
  readonly #seen: Float64Array[][];
  #length = 0;

  /** @param weights the flat vector of the parameter table */
  constructor(spec: ModelSpec, weights: Float32Array, watch: Watch = {}) {
    this.#spec = spec;
    this.#watch = watch;
    this.#weights = new Map(
      spec.parameters.map(({ name, offset, size }) => [name, weights.subarray(offset, offset + size)]),
    );
    this.#seen = Array.from({ length: spec.shape.nLayers }, () => []);
  }

  /** How many tokens have been read; at most the context. */
  get length(): number {
    return this.#length;
  }

  /** Reads the next token: (V) logits of the one after it. A piece of work is one block, at width 1,024 some 20 ms. */
  *read(token: number): Pieces<Float64Array> {
    const x = this.#embed(token);
    for (let layer = 0; layer < this.#spec.shape.nLayers; layer++) {
      this.#attend(layer, x);
      this.#think(layer, x);
      yield;
    }
    const logits = this.#logits(x);
    this.#length++;
    return logits;
  }

  #embed(token: number): Float64Array {
    const { dModel: C } = this.#spec.shape;
    const t = this.#length;
    const wte = Float64Array.from(this.#of("wte.weight").subarray(token * C, (token + 1) * C));
    const wpe = Float64Array.from(this.#of("wpe.weight").subarray(t * C, (t + 1) * C));
    this.#watch.embedded?.(t, wte, wpe);
    const x = wte.map((value, c) => value + at(wpe, c));
    this.#watch.residual?.(0, t, x);
    return x;
  }

  /** Adds what attention brings to x (C). */
  #attend(layer: number, x: Float64Array): void {
    const t = this.#length;
    const qkv = this.#linear(this.#norm(x, `h.${layer}.ln_1`), `h.${layer}.attn.c_attn`); // (3C)
    this.#watch.qkv?.(layer, t, qkv);
    this.#seen[layer]?.push(qkv);
    add(x, this.#linear(this.#heads(layer), `h.${layer}.attn.c_proj`));
    this.#watch.residual?.(2 * layer + 1, t, x);
  }

  /** Every head's mean of values (C), heads side by side. */
  #heads(layer: number): Float64Array {
    const { dModel: C, nHeads: H } = this.#spec.shape;
    const D = C / H;
    const seen = this.#seen[layer] as Float64Array[];
    const out = new Float64Array(C);
    for (let head = 0; head < H; head++) {
      const weights = softmax(this.#scores(seen, head)); // (t+1)
      this.#watch.pattern?.(layer, head, this.#length, weights);
      for (let c = head * D; c < (head + 1) * D; c++) {
        weights.forEach((weight, u) => {
          out[c] = at(out, c) + weight * at(seen[u], 2 * C + c);
        });
      }
    }
    return out;
  }

  /** (t+1) scaled q·k of the last position with every one so far. */
  #scores(seen: readonly Float64Array[], head: number): Float64Array {
    const { dModel: C, nHeads: H } = this.#spec.shape;
    const D = C / H;
    const last = seen.at(-1);
    return Float64Array.from(seen, (one) => {
      let sum = 0;
      for (let c = head * D; c < (head + 1) * D; c++) sum += at(last, c) * at(one, C + c);
      return sum * this.#spec.attentionScale;
    });
  }

  /** Adds what the MLP brings to x (C). */
  #think(layer: number, x: Float64Array): void {
    const hidden = this.#linear(this.#norm(x, `h.${layer}.ln_2`), `h.${layer}.mlp.c_fc`).map(gelu); // (4C)
    this.#watch.hidden?.(layer, this.#length, hidden);
    add(x, this.#linear(hidden, `h.${layer}.mlp.c_proj`));
    this.#watch.residual?.(2 * layer + 2, this.#length, x);
  }

  #logits(x: Float64Array): Float64Array {
    const { vocabulary: V, dModel: C } = this.#spec.shape;
    const final = this.#norm(x, "ln_f");
    this.#watch.final?.(this.#length, final);
    const head = this.#of("lm_head.weight");
    const logits = new Float64Array(V);
    for (let v = 0; v < V; v++) {
      let sum = 0;
      for (let c = 0; c < C; c++) sum += at(final, c) * at(head, v * C + c);
      logits[v] = sum * this.#spec.logitScale;
    }
    return logits;
  }

  /** LayerNorm of x (C). */
  #norm(x: Float64Array, name: string): Float64Array {
    const gain = this.#of(`${name}.weight`);
    const bias = this.#of(`${name}.bias`);
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    const inverse = 1 / Math.sqrt(variance + LAYER_NORM_EPSILON);
    return x.map((value, c) => (value - mean) * inverse * at(gain, c) + at(bias, c));
  }

  /** x·w + b: x (I), w (I,O), b (O) → (O). */
  #linear(x: Float64Array, name: string): Float64Array {
    const w = this.#of(`${name}.weight`);
    const out = Float64Array.from(this.#of(`${name}.bias`));
    const O = out.length;
    for (let i = 0; i < x.length; i++) {
      const value = at(x, i);
      for (let o = 0; o < O; o++) out[o] = at(out, o) + value * at(w, i * O + o);
    }
    return out;
  }

  #of(name: string): Float32Array {
    return this.#weights.get(name) as Float32Array;
  }
}

const at = (values: ArrayLike<number> | undefined, i: number): number => values?.[i] as number;

function add(x: Float64Array, change: Float64Array): void {
  for (let c = 0; c < x.length; c++) x[c] = at(x, c) + at(change, c);
}

/** GELU in its tanh form. */
const gelu = (u: number): number => 0.5 * u * (1 + Math.tanh(GELU_SCALE * (u + GELU_CUBIC * u ** 3)));

/** Probabilities of logits. */
export function softmax(logits: Float64Array): Float64Array {
  const most = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = logits.map((logit) => Math.exp(logit - most));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}
