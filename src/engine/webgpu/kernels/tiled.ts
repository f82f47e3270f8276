import type { MatMul, WeightGradient } from "../../plan/ops.ts";
import type { WorkgroupChoice } from "./choice.ts";
import type { Kernel, KernelContext } from "./kernel.ts";

export function tiledMatMulKernels(op: MatMul, choice: WorkgroupChoice, context: KernelContext): Kernel[] {
  throw new Error(`${op.name} ${choice.kind} ${context.replicas}`);
}

export function tiledWeightGradientKernels(
  op: WeightGradient,
  choice: WorkgroupChoice,
  context: KernelContext,
): Kernel[] {
  throw new Error(`${op.name} ${choice.kind} ${context.replicas}`);
}
