/** The interpreter of plans: what every kernel of every executor is tested against. */
import type { Operation, OperationKind } from "../../src/engine/plan/ops.ts";
import type { Plan } from "../../src/engine/plan/plan.ts";
import * as backward from "./backward-reference.ts";
import * as forward from "./forward-reference.ts";
import type { Memory } from "./memory.ts";
import * as update from "./update-reference.ts";

type Execute<K extends OperationKind> = (
  op: Extract<Operation, { kind: K }>,
  memory: Memory,
  r: number,
) => void;

const EXECUTE: { readonly [K in OperationKind]: Execute<K> } = { ...forwardTable(), ...backward, ...update };

/** Without the helpers that are exported beside the operations. */
function forwardTable() {
  const { embed, layerNorm, matMul, attention, score } = forward;
  return { embed, layerNorm, matMul, attention, score };
}

/** Executes one operation for replica `r`, and changes only its written operands. */
export function executeReplica(op: Operation, memory: Memory, r: number): void {
  (EXECUTE[op.kind] as Execute<OperationKind>)(op, memory, r);
}

/** Executes one operation for all replicas. */
export function execute(op: Operation, memory: Memory, replicas: number): void {
  for (let r = 0; r < replicas; r++) executeReplica(op, memory, r);
}

/** One pass through the plan: one training step, or one forward pass. */
export function replay(plan: Plan, memory: Memory): void {
  for (const op of plan.operations) execute(op, memory, plan.replicas);
}
