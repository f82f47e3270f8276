import { accessesOf } from "./access.ts";
import { ELEMENT_BYTES } from "./buffers.ts";
import { peakElements } from "./liveness.ts";
import type { AttentionSize, Operation } from "./ops.ts";
import type { Plan } from "./plan.ts";

/**
 * Floating-point operations of matrix products, per replica, by the counting of `model/count.ts`: a
 * multiplication and an addition each, attention over the full T×T, and what the backward pass computes a second
 * time not counted. 0 for operations without a product.
 */
export function flopsOf(op: Operation): number {
  switch (op.kind) {
    case "matMul":
      return 2 * op.rows * op.inner * op.columns;
    case "weightGradient":
      return 2 * op.rows * op.inputs * op.outputs;
    case "attention":
    case "attentionGradientQ":
    case "attentionGradientKV":
      return 2 * attentionProduct(op); // two products each: s and out; dP and dQ; dV and dK
    default:
      return 0;
  }
}

/** One T×T×D product for each sequence and head. */
const attentionProduct = ({ batch, context, heads, dHead }: AttentionSize): number =>
  2 * batch * heads * context * context * dHead;

/** Bytes that an operation must move at least, per replica: every operand once, twice where updated. */
export function bytesOf(op: Operation): number {
  return accessesOf(op).reduce(
    (sum, { mode, elements }) => sum + (mode === "update" ? 2 : 1) * elements * ELEMENT_BYTES,
    0,
  );
}

/** A plan's sums: work for all replicas, memory in bytes. */
export interface PlanTotals {
  readonly operations: number;
  readonly flops: number;
  /** Moved by all operations, at least. */
  readonly traffic: number;
  /** Buffers by role; activations as slots. */
  readonly state: number;
  readonly input: number;
  readonly constant: number;
  readonly output: number;
  readonly slots: number;
  /** What activations would take without sharing, and what is needed at once at least. */
  readonly unshared: number;
  readonly peak: number;
  /** All memory of the plan: an executor's estimate before it builds anything. */
  readonly total: number;
  /** The largest single buffer or slot, to be held against the device's limits. */
  readonly largest: number;
}

/** Adds up a plan. */
export function totalsOf(plan: Plan): PlanTotals {
  const role = (wanted: string) =>
    ELEMENT_BYTES * plan.buffers.reduce((sum, b) => sum + (b.role === wanted ? b.length : 0), 0);
  const sum = (of: (op: Operation) => number) =>
    plan.replicas * plan.operations.reduce((total, op) => total + of(op), 0);
  const slots = ELEMENT_BYTES * plan.slots.reduce((total, length) => total + length, 0);
  const [state, input, constant, output] = [role("state"), role("input"), role("constant"), role("output")];
  const own = plan.buffers.filter((buffer) => buffer.slot === null).map((buffer) => buffer.length);
  return {
    operations: plan.operations.length,
    flops: sum(flopsOf),
    traffic: sum(bytesOf),
    state,
    input,
    constant,
    output,
    slots,
    unshared: role("activation"),
    peak: ELEMENT_BYTES * peakElements(plan.buffers, plan.operations),
    total: state + input + constant + output + slots,
    largest: ELEMENT_BYTES * Math.max(...own, ...plan.slots),
  };
}
