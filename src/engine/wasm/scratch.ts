/** How much scratch memory each kernel wants, in floats: the other side of what `kernels/*.ts` lay out. */
import { roundUp } from "../plan/buffers.ts";
import type { Operation } from "../plan/ops.ts";

/** Columns of a tile, rows of a matMul's block and queries of a run of attention's backward pass. */
const COLUMNS = 8;
const BLOCK = 32;

export function scratchFloats(op: Operation): number {
  switch (op.kind) {
    case "matMul":
      return roundUp(op.columns, COLUMNS) * (op.inner + 1) + BLOCK * op.columns;
    case "attention":
      return COLUMNS + roundUp(op.context, COLUMNS) * (op.dHead + COLUMNS);
    case "attentionGradientQ":
      return COLUMNS + roundUp(op.context, COLUMNS) * 2 * (op.dHead + BLOCK);
    default:
      return 0;
  }
}
