/** The operations of the backward pass. What holds for all operations stands in ops.ts. */
import type { GradientPlace, Place, StepPlace } from "./buffers.ts";
import type { Common } from "./ops.ts";
import type { AttentionSize, LayerNorm } from "./ops-forward.ts";

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
