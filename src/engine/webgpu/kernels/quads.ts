import type { MatMul, WeightGradient } from "../../plan/ops.ts";
import type { RegisterChoice } from "./choice.ts";
import type { KernelContext } from "./kernel.ts";
import { inFours, placeInFours } from "./operands.ts";
import { lines } from "./text.ts";

/*
 * Four neighbouring invocations of a subgroup, a quad, have tiles side by side: the same rows of the first
 * factor. Each reads a quarter of them and hears the rest from the others. Every subgroup has at least four.
 * That neighbours in a workgroup of one dimension are neighbours in their subgroup is not promised by WGSL, but
 * so on the software adapters this is for; the engine's self-test would tell.
 */

/** Whether quads never span two rows of tiles and read the first factor in fours. */
export function canShare(op: MatMul | WeightGradient, { rows, columns }: RegisterChoice): boolean {
  const sideBySide = (width: number): boolean => inFours(rows, Math.ceil(width / columns));
  if (op.kind === "weightGradient") {
    return sideBySide(op.outputs) && placeInFours(op.a, op.inputs) && inFours(op.rows, op.splitRows);
  }
  const fours = placeInFours(op.a, op.inner) && (!op.transposed || placeInFours(op.b, op.inner));
  return fours && sideBySide(op.columns);
}

/** Whether the kernel is to share. */
export const shares = (
  op: MatMul | WeightGradient,
  choice: RegisterChoice,
  { caps }: KernelContext,
): boolean => Boolean(choice.quads) && caps.subgroups && canShare(op, choice);

/** This invocation's place in its quad. */
export const QUAD_LANE = "let quadLane = subgroupLane & 3u;";

/** Statements that tell all four what each read: `{from}{m}` of lane l becomes `{to}{4·m + l}`. */
export const shareAll = (to: string, from: string, count: number): string =>
  lines(count, (i) => `let ${to}${i} = quadBroadcast(${from}${Math.floor(i / 4)}, ${i % 4}u);`);
