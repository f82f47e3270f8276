/**
 * What a model is, as plain data: GPT-2's parameters by name and shape, and muP's multipliers.
 * Shape letters: B batch, T context, C dModel, H heads, D dHead, V vocabulary, L layers, F = 4C.
 */

/** The sizes and the parametrisation of one model. */
export interface ModelShape {
  /** V: vocabulary size. */
  readonly vocabulary: number;
  /** T: positions at once. */
  readonly context: number;
  /** C */
  readonly dModel: number;
  /** H; divides C. */
  readonly nHeads: number;
  /** L */
  readonly nLayers: number;
  readonly parametrisation: "mup" | "standard";
  /** The width at which muP and the standard parametrisation agree. */
  readonly baseWidth: number;
  /** How the first weights are drawn; `fan-in` where it is left out. */
  readonly initialisation?: Initialisation;
}

/** `fan-in` suits these small widths; `gpt2` is GPT-2's own, for comparison with published runs. */
export type Initialisation = "fan-in" | "gpt2";

/** How a parameter is initialised and stepped. */
export type ParameterKind = "embedding" | "hidden" | "gain" | "bias" | "head";

/** One parameter tensor. Matrices are `[in, out]`, GPT-2's Conv1D layout; the head is `[V, C]`. */
export interface Parameter {
  /** Hugging Face's GPT-2 name without the `transformer.` prefix, such as `h.0.attn.c_attn.weight`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly kind: ParameterKind;
  /** Number of elements. */
  readonly size: number;
  /** First element in the flat vector of all parameters, in table order. */
  readonly offset: number;
  /** Standard deviation of the initial normal; 0 for a constant {@link initialValue}. */
  readonly initialStd: number;
  /** The constant that initialises tensors without randomness: 1 for gains, else 0. */
  readonly initialValue: number;
  /** The recipe's learning rate is multiplied by this. */
  readonly learningRateScale: number;
  /** The recipe's weight decay is multiplied by this; 0 for gains and biases. */
  readonly decayScale: number;
}

/** A model's parameter table and forward multipliers. */
export interface ModelSpec {
  readonly shape: ModelShape;
  readonly parameters: readonly Parameter[];
  /** Length of the flat vector: the number of parameters. */
  readonly size: number;
  /** q·k is multiplied by this before the softmax. */
  readonly attentionScale: number;
  /** The head's output is multiplied by this: 1/m. */
  readonly logitScale: number;
}

/** muP's width ratio m = C / base; 1 under the standard parametrisation. */
const widthRatio = (shape: ModelShape): number =>
  shape.parametrisation === "mup" ? shape.dModel / shape.baseWidth : 1;

/** Standard deviations of the initial normals: of embeddings, of the head, of a matrix with so many inputs. */
interface InitialStd {
  readonly embedding: number;
  readonly head: number;
  hidden(fanIn: number): number;
}

/** GPT-2's (Radford et al. 2019; 0.02 in its published code). */
const GPT2_STD = 0.02;

/** Under muP both let hidden matrices fall as 1/√C; GPT-2's is 0.02 at the base width. */
function initialStd(shape: ModelShape): InitialStd {
  if (shape.initialisation !== "gpt2") {
    return { embedding: 0.1, head: 0, hidden: (fanIn) => 1 / Math.sqrt(fanIn) };
  }
  const hidden = GPT2_STD / Math.sqrt(widthRatio(shape));
  return { embedding: GPT2_STD, head: GPT2_STD, hidden: () => hidden };
}

/**
 * The parameter table of a GPT-2 of this shape, with muP's multipliers for Adam (Yang & Hu et al.,
 * "Tensor Programs V", arXiv:2203.03466, table 8): hidden matrices get learning rate η/m and decay λ·m.
 */
export function modelSpec(shape: ModelShape): ModelSpec {
  const parameters: Parameter[] = [];
  let offset = 0;
  const add = (name: string, kind: ParameterKind, dims: readonly number[], std = 0) => {
    const size = dims.reduce((a, b) => a * b, 1);
    parameters.push({ name, kind, shape: dims, size, offset, initialStd: std, ...multipliers(kind, shape) });
    offset += size;
  };
  const { vocabulary: V, context: T, dModel: C, nLayers: L } = shape;
  const std = initialStd(shape);
  const output = 1 / Math.sqrt(2 * L); // residual branches: GPT-2's 1/√(2L)

  add("wte.weight", "embedding", [V, C], std.embedding);
  add("wpe.weight", "embedding", [T, C], std.embedding);
  for (let i = 0; i < L; i++) {
    add(`h.${i}.ln_1.weight`, "gain", [C]);
    add(`h.${i}.ln_1.bias`, "bias", [C]);
    add(`h.${i}.attn.c_attn.weight`, "hidden", [C, 3 * C], std.hidden(C));
    add(`h.${i}.attn.c_attn.bias`, "bias", [3 * C]);
    add(`h.${i}.attn.c_proj.weight`, "hidden", [C, C], std.hidden(C) * output);
    add(`h.${i}.attn.c_proj.bias`, "bias", [C]);
    add(`h.${i}.ln_2.weight`, "gain", [C]);
    add(`h.${i}.ln_2.bias`, "bias", [C]);
    add(`h.${i}.mlp.c_fc.weight`, "hidden", [C, 4 * C], std.hidden(C));
    add(`h.${i}.mlp.c_fc.bias`, "bias", [4 * C]);
    add(`h.${i}.mlp.c_proj.weight`, "hidden", [4 * C, C], std.hidden(4 * C) * output);
    add(`h.${i}.mlp.c_proj.bias`, "bias", [C]);
  }
  add("ln_f.weight", "gain", [C]);
  add("ln_f.bias", "bias", [C]);
  add("lm_head.weight", "head", [V, C], std.head);
  return {
    shape,
    parameters,
    size: offset,
    attentionScale: attentionScale(shape),
    logitScale: 1 / widthRatio(shape),
  };
}

function multipliers(kind: ParameterKind, shape: ModelShape) {
  const m = kind === "hidden" ? widthRatio(shape) : 1;
  const decays = kind === "gain" || kind === "bias" ? 0 : 1;
  return { initialValue: kind === "gain" ? 1 : 0, learningRateScale: 1 / m, decayScale: decays * m };
}

/** 1/√D, or muP's √(base/H)/D, which is the same at the base width. */
function attentionScale(shape: ModelShape): number {
  const D = shape.dModel / shape.nHeads;
  return shape.parametrisation === "mup" ? Math.sqrt(shape.baseWidth / shape.nHeads) / D : 1 / Math.sqrt(D);
}
