/** How much scratch memory each kernel wants, in floats: the other side of what `kernels/*.ts` lay out. */
import { roundUp } from "../plan/buffers.ts";
import type { Operation } from "../plan/ops.ts";

/** Columns of a tile, rows of a matMul's block and queries of a run of attention's backward pass. */
const COLUMNS = 16;
const BLOCK = 32;
/** Queries of attention's forward pass. */
const QUERIES = 8;

/** Rows of a run of a weight gradient, and the most columns of a panel of it. */
const RUN = 128;
const WIDEST = 20;

export function scratchFloats(op: Operation): number {
  switch (op.kind) {
    case "matMul":
      return roundUp(op.columns, COLUMNS) * (op.inner + 1) + BLOCK * op.columns;
    case "attention":
      return roundUp(op.context, COLUMNS) * (op.dHead + QUERIES);
    case "attentionGradientQ":
      return roundUp(op.context, COLUMNS) * (2 * op.dHead + 2 * BLOCK);
    case "weightGradient":
      return RUN * (WIDEST + op.inputs);
    case "layerNormGradient":
      return 2 * roundUp(op.width, 4);
    case "crossEntropy":
    case "score":
      return roundUp(op.vocabulary, 4) + 4;
    default:
      return 0;
  }
}
