/**
 * The operations of a plan: plain data that an executor binds once and replays. Shape letters: R replicas,
 * B batch, T context, N = B·T rows, C dModel, H heads, D dHead, V vocabulary, F = 4C, P̂ padded parameters.
 *
 * What holds for all of them:
 * - Every operation does its work for each of the plan's R replicas, and shapes below are those of one
 *   replica. Tensors are dense and row-major; replica r of an operand begins at `offset + r·stride`.
 * - Nothing is read across replicas, and no split, block or order depends on R, so neither do a replica's bits.
 * - Sums run in a fixed order, without atomics. Which order, within the splits and blocks given here, is the
 *   kernel's to choose; all arithmetic is float32 or better.
 * - An operand is read, or written, or (where said) updated in place; no operation reads one operand and
 *   writes another in the same buffer or slot. access.ts lists the operands of each.
 * - Written tensors are written whole; nothing needs to be zero beforehand.
 */
import type { GradientPlace, Place, StepPlace } from "./buffers.ts";

interface Common {
  /** What the operation is, in the model's names: `h.0.attn.c_attn`. Unique within its plan. */
  readonly name: string;
}

/**
 * Token and position embedding: out[n,c] = wte[inputs[n], c] + wpe[n mod T, c].
 * Parallel over n and c.
 */
export interface Embed extends Common {
  readonly kind: "embed";
  /** u32 (R,4), for the cursor; null where `inputs` has one version. */
  readonly state: Place | null;
  /** i32 (N), token ids in [0,V). */
  readonly inputs: StepPlace;
  /** (V,C) */
  readonly tokens: Place;
  /** (≥T,C), of which the first T rows are used. */
  readonly positions: Place;
  /** (N,C) */
  readonly out: Place;
  readonly rows: number;
  readonly context: number;
  readonly width: number;
  readonly vocabulary: number;
}

/**
 * Layer normalisation of each row (Ba et al., arXiv:1607.06450): mean and the biased variance over C,
 * 1/std = 1/√(variance + epsilon), out = (x − mean)·(1/std)·gain + bias. Stores mean and 1/std for the
 * backward pass. Parallel over rows; a reduction over C within each.
 */
export interface LayerNorm extends Common {
  readonly kind: "layerNorm";
  /** (N,C) */
  readonly x: Place;
  /** (C) */
  readonly gain: Place;
  /** (C) */
  readonly bias: Place;
  /** (N,C) */
  readonly out: Place;
  /** (N,2): mean, 1/std. Null in plans without a backward pass. */
  readonly stats: Place | null;
  readonly rows: number;
  readonly width: number;
  readonly epsilon: number;
}

/** What a {@link MatMul} does with its product z before it is written. */
export type Epilogue =
  /** out = z. */
  | { readonly kind: "none" }
  /** out = gelu(z); z itself to `preActivation` (rows, columns), or nowhere where that is null. */
  | { readonly kind: "gelu"; readonly preActivation: Place | null }
  /** out = z + residual (rows, columns). */
  | { readonly kind: "residual"; readonly residual: Place }
  /**
   * `out` is updated in place: it holds the pre-activation u of the forward pass and becomes z·gelu′(u).
   * Where `activation` (rows, columns) is given, gelu(u) is written there, for the weight gradient to come.
   */
  | { readonly kind: "geluGradient"; readonly activation: Place | null };

/**
 * Matrix product: z[i,j] = alpha·Σₖ a[i,k]·b[k,j] + bias[j], then the epilogue. With `transposed`, b is stored
 * (columns, inner) and b[j,k] stands for b[k,j]. GELU is the tanh form: gelu(u) = ½u·(1 + tanh(√(2/π)·(u +
 * 0.044715·u³))). Parallel over rows and columns (tiles of the output) and replicas.
 */
export interface MatMul extends Common {
  readonly kind: "matMul";
  /** (rows, inner) */
  readonly a: Place;
  /** (inner, columns); (columns, inner) where transposed. */
  readonly b: Place;
  readonly transposed: boolean;
  /** (columns); null for none. Not scaled by alpha. */
  readonly bias: Place | null;
  /** (rows, columns) */
  readonly out: Place;
  /** N. */
  readonly rows: number;
  /** The length of the sums. */
  readonly inner: number;
  readonly columns: number;
  readonly alpha: number;
  readonly epilogue: Epilogue;
}

/**
 * Weight and bias gradient of a linear layer, as partial sums over rows: for split s with rows
 * [s·splitRows, min((s+1)·splitRows, rows)): weight[s][k,j] = Σ a[i,k]·dy[i,j], bias[s][j] = Σ dy[i,j].
 * Both targets have the same splits. Parallel over k and j (tiles of the output), splits and replicas; the
 * column sums are the work of the tiles with k = 0, which hold the columns of dy anyway.
 */
export interface WeightGradient extends Common {
  readonly kind: "weightGradient";
  /** (rows, inputs) */
  readonly a: Place;
  /** (rows, outputs) */
  readonly dy: Place;
  /** (inputs, outputs) per split. */
  readonly weight: GradientPlace;
  /** (outputs) per split; null for layers without a bias. */
  readonly bias: GradientPlace | null;
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly splitRows: number;
}

/** The sizes that the three attention operations share. N = batch·context, C = heads·dHead. */
export interface AttentionSize {
  readonly batch: number;
  readonly context: number;
  readonly heads: number;
  readonly dHead: number;
  /** q·k is multiplied by this. */
  readonly scale: number;
}

/**
 * Causal multi-head self-attention. Row n = b·T + t of qkv (N,3C) holds q, then k, then v, each with its heads
 * side by side: head h of q is columns [h·D, (h+1)·D), of k C + those, of v 2C + those. With s[t,u] =
 * scale·q[t]·k[u] for u ≤ t: lse[t] = log Σᵤ exp s[t,u], out[t] = Σᵤ exp(s[t,u] − lse[t])·v[u]. To be computed
 * with a running maximum (Milakov & Gimelshein, arXiv:1805.02867; Dao et al., arXiv:2205.14135), so the T×T
 * scores never exist. Parallel over sequences, heads and queries; a loop over keys u ≤ t.
 */
export interface Attention extends Common, AttentionSize {
  readonly kind: "attention";
  /** (N,3C) */
  readonly qkv: Place;
  /** (N,C) heads side by side. */
  readonly out: Place;
  /** (N,H); null in plans without a backward pass. */
  readonly lse: Place | null;
}

/**
 * First half of attention's backward pass (arXiv:2205.14135, B.4): with p[t,u] = exp(s[t,u] − lse[t]),
 * delta[t] = dOut[t]·out[t] and dS[t,u] = p[t,u]·(dOut[t]·v[u] − delta[t]): writes delta, and into the q
 * columns of dQkv dQ[t] = scale·Σ_{u≤t} dS[t,u]·k[u]. Parallel over sequences, heads and queries t.
 */
export interface AttentionGradientQ extends Common, AttentionSize {
  readonly kind: "attentionGradientQ";
  /** (N,3C) */
  readonly qkv: Place;
  /** (N,C) the forward pass's output. */
  readonly out: Place;
  /** (N,C) */
  readonly dOut: Place;
  /** (N,H) */
  readonly lse: Place;
  /** (N,H) written. */
  readonly delta: Place;
  /** (N,3C), of which columns [0,C) are written. */
  readonly dQkv: Place;
}

/**
 * Second half: into the k and v columns of dQkv go dK[u] = scale·Σ_{t≥u} dS[t,u]·q[t] and
 * dV[u] = Σ_{t≥u} p[t,u]·dOut[t]. Parallel over sequences, heads and keys u; a loop over queries t ≥ u.
 */
export interface AttentionGradientKV extends Common, AttentionSize {
  readonly kind: "attentionGradientKV";
  /** (N,3C) */
  readonly qkv: Place;
  /** (N,C) */
  readonly dOut: Place;
  /** (N,H) */
  readonly lse: Place;
  /** (N,H) */
  readonly delta: Place;
  /** (N,3C), of which columns [C,3C) are written. */
  readonly dQkv: Place;
}

/**
 * Backward pass of {@link LayerNorm}. With x̂ = (x − mean)·(1/std) and g = dy·gain:
 * dx = (1/std)·(g − mean(g) − x̂·mean(g·x̂)), means over C; added to what `dx` holds where `accumulate` is
 * true (the residual branch's gradient, updated in place), else written. For split s with rows
 * [s·splitRows, …): gain[s][c] = Σ dy[i,c]·x̂[i,c], bias[s][c] = Σ dy[i,c]. Parallel over rows for dx, and over
 * splits and c for the sums; an executor without workgroup memory may run it as two dispatches.
 */
export interface LayerNormGradient extends Common {
  readonly kind: "layerNormGradient";
  /** (N,C) */
  readonly dy: Place;
  /** (N,C) the forward pass's input. */
  readonly x: Place;
  /** (N,2): mean, 1/std. */
  readonly stats: Place;
  /** (C) */
  readonly gain: Place;
  /** (N,C) */
  readonly dx: Place;
  readonly accumulate: boolean;
  /** (C) per split. */
  readonly dGain: GradientPlace;
  /** (C) per split. */
  readonly dBias: GradientPlace;
  readonly rows: number;
  readonly width: number;
  readonly splitRows: number;
}

/**
 * Softmax and weighted cross-entropy in nats, and its gradient. With w = lossWeights[n] (which sum to 1 over
 * the batch, or are all 0), y = targets[n] and p = softmax(logits[n]): rowLoss[n] = w·(log Σᵥ exp(logits[n,v])
 * − logits[n,y]); logits is updated in place to gradientScale·w·(p − onehot(y)), the gradient of the loss with
 * respect to the head's product before `alpha`. Where w = 0 the loss and the whole row become exactly 0.
 * Parallel over rows; a reduction over V within each.
 */
export interface CrossEntropy extends Common {
  readonly kind: "crossEntropy";
  /** u32 (R,4), for the cursor. */
  readonly state: Place;
  /** (N,V) updated in place. */
  readonly logits: Place;
  /** i32 (N) */
  readonly targets: StepPlace;
  /** (N) */
  readonly lossWeights: StepPlace;
  /** (N) */
  readonly rowLoss: Place;
  readonly rows: number;
  readonly vocabulary: number;
  readonly gradientScale: number;
}

/**
 * Gradient of the token embedding, as partial sums over rows: weight[s][v,c] = Σ dx[n,c] over the rows n of
 * split s with inputs[n] = v, in rising order of n; 0 where there is none. Parallel over splits, v and c, each
 * looking through the split's rows (never more than a sixth of the head's work), or a serial scatter.
 */
export interface TokenGradient extends Common {
  readonly kind: "tokenGradient";
  /** u32 (R,4), for the cursor. */
  readonly state: Place;
  /** i32 (N) */
  readonly inputs: StepPlace;
  /** (N,C) */
  readonly dx: Place;
  /** (V,C) per split. */
  readonly weight: GradientPlace;
  readonly rows: number;
  readonly vocabulary: number;
  readonly width: number;
  readonly splitRows: number;
}

/**
 * Gradient of the position embedding, as partial sums over sequences: for split s with sequences
 * [s·splitBatch, min((s+1)·splitBatch, batch)): weight[s][t,c] = Σ_b dx[b·T + t, c]. Rows of the tensor beyond
 * T are left alone: their gradient is 0 from the beginning. Parallel over splits, t and c.
 */
export interface PositionGradient extends Common {
  readonly kind: "positionGradient";
  /** (N,C) */
  readonly dx: Place;
  /** (T,C) per split. */
  readonly weight: GradientPlace;
  readonly batch: number;
  readonly context: number;
  readonly width: number;
  readonly splitBatch: number;
}

/**
 * Sums the partials into the flat gradient, in place in `gradients`, and its squares. For block j of the table
 * (layout.ts: start, count, splits, tail, tailStride) and replica r, each of its elements i becomes g[r·P̂ +
 * start + i] + Σ_{s=1}^{splits−1} g[tail + (r·(splits−1) + s−1)·tailStride + i], and squares[r, j] is the sum
 * of their squares. Parallel over blocks and replicas.
 */
export interface ReduceGradients extends Common {
  readonly kind: "reduceGradients";
  /** The buffer `gradients`: (R,P̂), then the tails; updated in place. */
  readonly gradients: Place;
  /** u32 (blocks, 8) */
  readonly blocks: Place;
  /** (blocks) */
  readonly squares: Place;
  readonly blockCount: number;
  /** Most elements of a block. */
  readonly blockSize: number;
}

/**
 * Ends a step for each replica r. loss = Σ rowLoss, norm = √Σ squares; ring[(cursor mod ringLength)·2R + 2r]
 * = loss and the next element = norm, or NaN twice where the replica was frozen before. Where loss or norm is
 * not finite (by its bits: WGSL may assume that there is no NaN) frozen becomes 1. Otherwise, unless frozen,
 * updates grows by 1 to t and scalars[r] = clip coefficient (1 where clip = 0, else min(1, clip/(norm +
 * 1e-6))); rate/(1 − β1ᵗ); 1/√(1 − β2ᵗ); rate — with rate the step's learning rate and 1 − βᵗ =
 * −expm1(t·logBeta), which float32 must not compute as 1 − pow(β,t). Last, cursor grows by 1, always.
 * Parallel over replicas; reductions over rows and blocks within each.
 */
export interface Finalise extends Common {
  readonly kind: "finalise";
  /** u32 (R,4): cursor, updates, frozen, unused; updated in place. */
  readonly state: Place;
  /** (N) */
  readonly rowLoss: Place;
  /** (blocks) */
  readonly squares: Place;
  /** (1), the same for all replicas. */
  readonly learningRate: StepPlace;
  /** (ringLength, R, 2) */
  readonly ring: Place;
  /** (4) */
  readonly scalars: Place;
  readonly rows: number;
  readonly blockCount: number;
  readonly ringLength: number;
  readonly clip: number;
  /** ln β, at least −100. */
  readonly logBeta1: number;
  readonly logBeta2: number;
}

/**
 * AdamW with PyTorch's semantics (arXiv:1711.05101), in place, for replicas that are not frozen. With block
 * j's (rateScale, decay) from `scales` and the replica's four scalars, for each element: g = gradient·clip;
 * m = β1·m + (1−β1)·g; v = β2·v + (1−β2)·g²; w = w − w·(decay·rate) − (rateScale·rateOverBias1)·m / (√v·inverseRoot2
 * + ε). The gradient is left as it is. Parallel over blocks (or elements) and replicas.
 */
export interface AdamW extends Common {
  readonly kind: "adamW";
  /** u32 (R,4), for frozen. */
  readonly state: Place;
  /** (4) */
  readonly scalars: Place;
  /** u32 (blocks, 8) */
  readonly blocks: Place;
  /** (blocks, 2): learning rate scale; the same · decay scale · weight decay. */
  readonly scales: Place;
  /** (P̂) */
  readonly gradients: Place;
  /** (P̂) updated in place, like m and v. */
  readonly weights: Place;
  readonly m: Place;
  readonly v: Place;
  readonly blockCount: number;
  readonly blockSize: number;
  /** P̂. */
  readonly size: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * Forward plans only: argmax[n] = the lowest v with the largest logits[n,v]; logProb[n] = logits[n, targets[n]]
 * − log Σᵥ exp(logits[n,v]), whatever the row's weight. Parallel over rows; a reduction over V within each.
 */
export interface Score extends Common {
  readonly kind: "score";
  /** (N,V) */
  readonly logits: Place;
  /** i32 (N) */
  readonly targets: StepPlace;
  /** i32 (N) */
  readonly argmax: Place;
  /** (N) */
  readonly logProb: Place;
  readonly rows: number;
  readonly vocabulary: number;
}

export type Operation =
  | Embed
  | LayerNorm
  | MatMul
  | WeightGradient
  | Attention
  | AttentionGradientQ
  | AttentionGradientKV
  | LayerNormGradient
  | CrossEntropy
  | TokenGradient
  | PositionGradient
  | ReduceGradients
  | Finalise
  | AdamW
  | Score;

export type OperationKind = Operation["kind"];
