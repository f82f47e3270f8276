/**
 * WGSL for the operations of a plan: pure functions, no GPU. Sizes and strides are constants in the text and
 * whole buffers are bound; where a tensor begins in its buffer is a uniform that is written once, so that
 * operations of one shape have one text, and one pipeline. Shape letters as in ../../plan/ops.ts.
 */
import type { Operation } from "../../plan/ops.ts";
import { attentionKernels } from "./attention.ts";
import { attentionGradientKVKernels, attentionGradientQKernels } from "./attention-gradient.ts";
import type { GemmChoice } from "./choice.ts";
import { embedKernels, positionGradientKernels, tokenGradientKernels } from "./embedding.ts";
import { layerNormKernels } from "./layer-norm.ts";
import { layerNormGradientKernels } from "./layer-norm-gradient.ts";
import { crossEntropyKernels, scoreKernels } from "./loss.ts";
import { matMulKernels } from "./matmul.ts";
import { adamWKernels, finaliseKernels, reduceGradientsKernels } from "./update.ts";
import { weightGradientKernels } from "./weight-gradient.ts";

/** What the adapter has, and what is known to be fast on it. */
export interface Capabilities {
  /** A software adapter: workgroup barriers ruin it, so only variants without them are used. */
  readonly software: boolean;
  readonly subgroups: boolean;
  readonly f16: boolean;
  /** Invocations. */
  readonly maxWorkgroupSize: number;
  /** Bytes. */
  readonly maxWorkgroupStorage: number;
  /** Per dimension of a dispatch. */
  readonly maxWorkgroups: number;
}

export interface Binding {
  /** The plan's buffer name. */
  readonly buffer: string;
  readonly access: "read" | "read_write";
}

/** One dispatch. */
export interface Kernel {
  readonly label: string;
  /** A whole WGSL module with the entry point `main`. */
  readonly code: string;
  /** `@group(0) @binding(i)`, in this order. */
  readonly bindings: readonly Binding[];
  /** The uniform behind the bindings, up to four numbers; none where this is empty. */
  readonly offsets: readonly number[];
  readonly workgroups: readonly [number, number, number];
  /** Equal keys mean the same pipeline. */
  readonly key: string;
  /** Which of the family's variants this is, for the run's record. */
  readonly variant: string;
}

/** What kernels need to know of a plan beside the operation. */
export interface KernelPlan {
  /** R */
  readonly replicas: number;
}

/** What the families get. */
export interface KernelContext extends KernelPlan {
  readonly caps: Capabilities;
  /** Null for the family's default. */
  readonly choice: GemmChoice | null;
}

/**
 * The dispatches of one operation, to be run in this order: one, unless the work is cut so that no dispatch
 * lasts too long, or is quicker as two kernels.
 *
 * @param choice the variant of a matrix product; left out, the default for these capabilities and this shape
 */
export function kernelsFor(
  op: Operation,
  plan: KernelPlan,
  caps: Capabilities,
  choice: GemmChoice | null = null,
): readonly Kernel[] {
  const context: KernelContext = { replicas: plan.replicas, caps, choice };
  switch (op.kind) {
    case "embed":
      return embedKernels(op, context);
    case "layerNorm":
      return layerNormKernels(op, context);
    case "matMul":
      return matMulKernels(op, context);
    case "attention":
      return attentionKernels(op, context);
    case "score":
      return scoreKernels(op, context);
    case "crossEntropy":
      return crossEntropyKernels(op, context);
    case "weightGradient":
      return weightGradientKernels(op, context);
    case "attentionGradientQ":
      return attentionGradientQKernels(op, context);
    case "attentionGradientKV":
      return attentionGradientKVKernels(op, context);
    case "layerNormGradient":
      return layerNormGradientKernels(op, context);
    case "tokenGradient":
      return tokenGradientKernels(op, context);
    case "positionGradient":
      return positionGradientKernels(op, context);
    case "reduceGradients":
      return reduceGradientsKernels(op, context);
    case "finalise":
      return finaliseKernels(op, context);
    case "adamW":
      return adamWKernels(op, context);
  }
}
