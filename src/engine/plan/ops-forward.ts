/** The operations of the forward pass. What holds for all operations stands in ops.ts. */
import type { Place, StepPlace } from "./buffers.ts";
import type { Common } from "./ops.ts";

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
