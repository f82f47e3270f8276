import type { Place, StepPlace } from "./buffers.ts";
import type { Draft } from "./draft.ts";
import type { AttentionSize, Epilogue } from "./ops.ts";

/** PyTorch's and GPT-2's. */
const LAYER_NORM_EPSILON = 1e-5;

/** Where LayerNorm's input and statistics lie. */
export interface NormRecord {
  readonly x: Place;
  readonly stats: Place;
}

/** What the forward pass of one block leaves for its backward pass. */
export interface BlockRecord {
  readonly ln1: NormRecord;
  /** (N,C) normalised input of attention. */
  readonly attentionIn: Place;
  /** (N,3C) */
  readonly qkv: Place;
  /** (N,C) */
  readonly attentionOut: Place;
  /** (N,H) */
  readonly lse: Place;
  readonly ln2: NormRecord;
  /** (N,C) normalised input of the MLP. */
  readonly mlpIn: Place;
  /** (N,F) */
  readonly preActivation: Place;
  /** (N,F) */
  readonly activation: Place;
}

/** What the forward pass leaves behind. The records hold places of nothing in plans without a backward pass. */
export interface ForwardRecord {
  readonly blocks: readonly BlockRecord[];
  readonly lnF: NormRecord;
  /** (N,C) the head's input. */
  readonly headIn: Place;
  /** (N,V) */
  readonly logits: Place;
}

/** How a forward pass is built. */
export interface ForwardOptions {
  /** Null where inputs have one version. */
  readonly state: Place | null;
  /** i32 (N) */
  readonly inputs: StepPlace;
  /** (N,V) where the logits go. */
  readonly logits: Place;
  /** True to keep what a backward pass needs. */
  readonly keep: boolean;
}

/** Adds the forward pass from token ids to logits: 7 operations a block and 3 around them. */
export function addForward(draft: Draft, { state, inputs, logits, keep }: ForwardOptions): ForwardRecord {
  const { rows, context, width: C, model } = draft;
  const V = model.shape.vocabulary;
  let x = draft.activation("embedding", C);
  draft.push({
    kind: "embed",
    name: "embedding",
    state,
    inputs,
    tokens: draft.weight("wte.weight"),
    positions: draft.weight("wpe.weight"),
    out: x,
    rows,
    context,
    width: C,
    vocabulary: V,
  });
  const blocks: BlockRecord[] = [];
  for (let layer = 0; layer < model.shape.nLayers; layer++) {
    const block = addBlock(draft, layer, x, keep);
    blocks.push(block.record);
    x = block.out;
  }
  const { out: headIn, record: lnF } = addLayerNorm(draft, "ln_f", x, keep);
  addHead(draft, headIn, logits);
  return { blocks, lnF, headIn, logits };
}

function addHead(draft: Draft, headIn: Place, logits: Place): void {
  draft.push({
    kind: "matMul",
    name: "lm_head",
    a: headIn,
    b: draft.weight("lm_head.weight"),
    transposed: true,
    bias: null,
    out: logits,
    rows: draft.rows,
    inner: draft.width,
    columns: draft.model.shape.vocabulary,
    alpha: draft.model.logitScale,
    epilogue: { kind: "none" },
  });
}

function addBlock(draft: Draft, layer: number, x: Place, keep: boolean): { out: Place; record: BlockRecord } {
  const C = draft.width;
  const h = `h.${layer}`;
  const ln1 = addLayerNorm(draft, `${h}.ln_1`, x, keep);
  const qkv = addLinear(draft, `${h}.attn.c_attn`, ln1.out, [C, 3 * C], { kind: "none" });
  const { out: attentionOut, lse } = addAttention(draft, `${h}.attn`, qkv, keep);
  const residual: Epilogue = { kind: "residual", residual: x };
  const middle = addLinear(draft, `${h}.attn.c_proj`, attentionOut, [C, C], residual);

  const ln2 = addLayerNorm(draft, `${h}.ln_2`, middle, keep);
  const preActivation = keep ? draft.activation(`${h}.mlp.preActivation`, 4 * C) : null;
  const gelu: Epilogue = { kind: "gelu", preActivation };
  const activation = addLinear(draft, `${h}.mlp.c_fc`, ln2.out, [C, 4 * C], gelu);
  const out = addLinear(draft, `${h}.mlp.c_proj`, activation, [4 * C, C], {
    kind: "residual",
    residual: middle,
  });
  const record: BlockRecord = {
    ln1: ln1.record,
    attentionIn: ln1.out,
    qkv,
    attentionOut,
    lse: lse ?? NOWHERE,
    ln2: ln2.record,
    mlpIn: ln2.out,
    preActivation: preActivation ?? NOWHERE,
    activation,
  };
  return { out, record };
}

/** Stands in a record for what is not kept. */
const NOWHERE: Place = { buffer: "", offset: 0, stride: 0 };

function addLayerNorm(
  draft: Draft,
  name: string,
  x: Place,
  keep: boolean,
): { out: Place; record: NormRecord } {
  const out = draft.activation(`${name}.out`, draft.width);
  const stats = keep ? draft.activation(`${name}.stats`, 2) : null;
  draft.push({
    kind: "layerNorm",
    name,
    x,
    gain: draft.weight(`${name}.weight`),
    bias: draft.weight(`${name}.bias`),
    out,
    stats,
    rows: draft.rows,
    width: draft.width,
    epsilon: LAYER_NORM_EPSILON,
  });
  return { out, record: { x, stats: stats ?? NOWHERE } };
}

/** A linear layer with bias: (N,inner) → (N,columns). */
function addLinear(
  draft: Draft,
  name: string,
  a: Place,
  [inner, columns]: readonly [number, number],
  epilogue: Epilogue,
): Place {
  const out = draft.activation(`${name}.out`, columns);
  draft.push({
    kind: "matMul",
    name,
    a,
    b: draft.weight(`${name}.weight`),
    transposed: false,
    bias: draft.weight(`${name}.bias`),
    out,
    rows: draft.rows,
    inner,
    columns,
    alpha: 1,
    epilogue,
  });
  return out;
}

/** The sizes of attention in this plan. */
export function attentionSize({ model, batch, context, width }: Draft): AttentionSize {
  const heads = model.shape.nHeads;
  return { batch, context, heads, dHead: width / heads, scale: model.attentionScale };
}

function addAttention(
  draft: Draft,
  name: string,
  qkv: Place,
  keep: boolean,
): { out: Place; lse: Place | null } {
  const out = draft.activation(`${name}.out`, draft.width);
  const lse = keep ? draft.activation(`${name}.lse`, draft.model.shape.nHeads) : null;
  draft.push({ kind: "attention", name, ...attentionSize(draft), qkv, out, lse });
  return { out, lse };
}
