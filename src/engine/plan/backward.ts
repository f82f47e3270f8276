import type { Place, StepPlace } from "./buffers.ts";
import type { Draft } from "./draft.ts";
import { attentionSize, type BlockRecord, type ForwardRecord, type NormRecord } from "./forward.ts";
import type { Epilogue } from "./ops.ts";
import { cutEmbedding, cutLayerNorm, cutWeightGradient } from "./splits.ts";

/** What the backward pass reads beside the forward record. */
export interface BackwardInputs {
  readonly state: Place;
  /** i32 (N) */
  readonly inputs: StepPlace;
  /** i32 (N) */
  readonly targets: StepPlace;
  /** (N) */
  readonly lossWeights: StepPlace;
}

/**
 * Adds loss and backward pass: 12 operations a block and 6 around them. The residual stream's gradient is one
 * buffer, updated in place from the last block to the first.
 *
 * @returns rowLoss (N)
 */
export function addBackward(
  draft: Draft,
  record: ForwardRecord,
  inputs: BackwardInputs,
  recompute: boolean,
): Place {
  const rowLoss = addCrossEntropy(draft, record.logits, inputs);
  const dx = draft.activation("dResidual", draft.width);
  addHeadGradient(draft, record, dx);
  for (const [i, block] of [...record.blocks.entries()].reverse()) {
    addMlpGradient(draft, `h.${i}`, block, dx, recompute);
    addAttentionGradient(draft, `h.${i}`, block, dx);
  }
  addEmbeddingGradients(draft, dx, inputs);
  return rowLoss;
}

function addCrossEntropy(draft: Draft, logits: Place, inputs: BackwardInputs): Place {
  const rowLoss = draft.activation("rowLoss", 1);
  draft.push({
    kind: "crossEntropy",
    name: "crossEntropy",
    state: inputs.state,
    logits,
    targets: inputs.targets,
    lossWeights: inputs.lossWeights,
    rowLoss,
    rows: draft.rows,
    vocabulary: draft.model.shape.vocabulary,
    gradientScale: draft.model.logitScale,
  });
  return rowLoss;
}

/** The head is stored (V,C), so its gradient is logits′ᵀ·input and the input's is logits′·head. */
function addHeadGradient(draft: Draft, { logits, headIn, lnF }: ForwardRecord, dx: Place): void {
  const { rows, width: C, model } = draft;
  const V = model.shape.vocabulary;
  const { splits, run } = cutWeightGradient(rows, V, C, draft.cutting);
  draft.push({
    kind: "weightGradient",
    name: "lm_head.dWeight",
    a: logits,
    dy: headIn,
    weight: draft.gradient("lm_head.weight", splits),
    bias: null,
    rows,
    inputs: V,
    outputs: C,
    splitRows: run,
  });
  const dNorm = draft.activation("ln_f.dOut", C);
  draft.push({
    kind: "matMul",
    name: "lm_head.dInput",
    a: logits,
    b: draft.weight("lm_head.weight"),
    transposed: false,
    bias: null,
    out: dNorm,
    rows,
    inner: V,
    columns: C,
    alpha: 1,
    epilogue: { kind: "none" },
  });
  addLayerNormGradient(draft, "ln_f", lnF, { dy: dNorm, dx, accumulate: false });
}

function addMlpGradient(draft: Draft, h: string, block: BlockRecord, dx: Place, recompute: boolean): void {
  const C = draft.width;
  const again = recompute ? draft.activation(`${h}.mlp.activation`, 4 * C) : null;
  const hidden: Epilogue = { kind: "geluGradient", activation: again };
  const dHidden = block.preActivation;
  // The input's gradient first: it brings back the activation that the weight's gradient needs.
  addInputGradient(draft, `${h}.mlp.c_proj`, dx, [4 * C, C], dHidden, hidden);
  addWeightGradient(draft, `${h}.mlp.c_proj`, again ?? block.activation, dx, [4 * C, C]);
  addWeightGradient(draft, `${h}.mlp.c_fc`, block.mlpIn, dHidden, [C, 4 * C]);
  const dNorm = draft.activation(`${h}.ln_2.dOut`, C);
  addInputGradient(draft, `${h}.mlp.c_fc`, dHidden, [C, 4 * C], dNorm, { kind: "none" });
  addLayerNormGradient(draft, `${h}.ln_2`, block.ln2, { dy: dNorm, dx, accumulate: true });
}

function addAttentionGradient(draft: Draft, h: string, block: BlockRecord, dx: Place): void {
  const C = draft.width;
  const { qkv, lse } = block;
  addWeightGradient(draft, `${h}.attn.c_proj`, block.attentionOut, dx, [C, C]);
  const dOut = draft.activation(`${h}.attn.dOut`, C);
  addInputGradient(draft, `${h}.attn.c_proj`, dx, [C, C], dOut, { kind: "none" });
  const size = attentionSize(draft);
  const dQkv = draft.activation(`${h}.attn.dQkv`, 3 * C);
  const delta = draft.activation(`${h}.attn.delta`, size.heads);
  const out = block.attentionOut;
  const name = `${h}.attn`;
  draft.push({
    kind: "attentionGradientQ",
    name: `${name}.dQ`,
    ...size,
    qkv,
    out,
    dOut,
    lse,
    delta,
    dQkv,
  });
  draft.push({ kind: "attentionGradientKV", name: `${name}.dKV`, ...size, qkv, dOut, lse, delta, dQkv });
  addWeightGradient(draft, `${h}.attn.c_attn`, block.attentionIn, dQkv, [C, 3 * C]);
  const dNorm = draft.activation(`${h}.ln_1.dOut`, C);
  addInputGradient(draft, `${h}.attn.c_attn`, dQkv, [C, 3 * C], dNorm, { kind: "none" });
  addLayerNormGradient(draft, `${h}.ln_1`, block.ln1, { dy: dNorm, dx, accumulate: true });
}

/** dy (N,outputs) times the transposed weight (inputs,outputs) → out (N,inputs). */
function addInputGradient(
  draft: Draft,
  name: string,
  dy: Place,
  [inputs, outputs]: readonly [number, number],
  out: Place,
  epilogue: Epilogue,
): void {
  draft.push({
    kind: "matMul",
    name: `${name}.dInput`,
    a: dy,
    b: draft.weight(`${name}.weight`),
    transposed: true,
    bias: null,
    out,
    rows: draft.rows,
    inner: outputs,
    columns: inputs,
    alpha: 1,
    epilogue,
  });
}

function addWeightGradient(
  draft: Draft,
  name: string,
  a: Place,
  dy: Place,
  [inputs, outputs]: readonly [number, number],
): void {
  const { splits, run } = cutWeightGradient(draft.rows, inputs, outputs, draft.cutting);
  draft.push({
    kind: "weightGradient",
    name: `${name}.dWeight`,
    a,
    dy,
    weight: draft.gradient(`${name}.weight`, splits),
    bias: draft.gradient(`${name}.bias`, splits),
    rows: draft.rows,
    inputs,
    outputs,
    splitRows: run,
  });
}

function addLayerNormGradient(
  draft: Draft,
  name: string,
  { x, stats }: NormRecord,
  at: { dy: Place; dx: Place; accumulate: boolean },
): void {
  const { splits, run } = cutLayerNorm(draft.rows, draft.cutting);
  draft.push({
    kind: "layerNormGradient",
    name: `${name}.gradient`,
    dy: at.dy,
    x,
    stats,
    gain: draft.weight(`${name}.weight`),
    dx: at.dx,
    accumulate: at.accumulate,
    dGain: draft.gradient(`${name}.weight`, splits),
    dBias: draft.gradient(`${name}.bias`, splits),
    rows: draft.rows,
    width: draft.width,
    splitRows: run,
  });
}

function addEmbeddingGradients(draft: Draft, dx: Place, { state, inputs }: BackwardInputs): void {
  const { rows, batch, context, width, model } = draft;
  const vocabulary = model.shape.vocabulary;
  const byToken = cutEmbedding(rows, vocabulary * width, draft.cutting);
  draft.push({
    kind: "tokenGradient",
    name: "wte.gradient",
    state,
    inputs,
    dx,
    weight: draft.gradient("wte.weight", byToken.splits),
    rows,
    vocabulary,
    width,
    splitRows: byToken.run,
  });
  const byPosition = cutEmbedding(batch, context * width, draft.cutting);
  draft.push({
    kind: "positionGradient",
    name: "wpe.gradient",
    dx,
    weight: draft.gradient("wpe.weight", byPosition.splits),
    batch,
    context,
    width,
    splitBatch: byPosition.run,
  });
}
