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

import type {
  AttentionGradientKV,
  AttentionGradientQ,
  CrossEntropy,
  LayerNormGradient,
  PositionGradient,
  TokenGradient,
  WeightGradient,
} from "./ops-backward.ts";
import type { Attention, Embed, LayerNorm, MatMul, Score } from "./ops-forward.ts";
import type { AdamW, Finalise, ReduceGradients } from "./ops-update.ts";

export type * from "./ops-backward.ts";
export type * from "./ops-forward.ts";
export type * from "./ops-update.ts";

/** What every operation has. */
export interface Common {
  /** What the operation is, in the model's names: `h.0.attn.c_attn`. Unique within its plan. */
  readonly name: string;
}

export type Operation =
  | Embed
  | LayerNorm
  | MatMul
  | Attention
  | CrossEntropy
  | WeightGradient
  | AttentionGradientQ
  | AttentionGradientKV
  | LayerNormGradient
  | TokenGradient
  | PositionGradient
  | ReduceGradients
  | Finalise
  | AdamW
  | Score;

export type OperationKind = Operation["kind"];
