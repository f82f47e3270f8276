import type { WeightGradient } from "../../plan/ops.ts";
import type { Tile } from "./epilogue.ts";
import { gradientInFours, type Operand, type Operands, placeInFours } from "./operands.ts";
import { block, lines, X4 } from "./text.ts";

/** The operands of a weight gradient's kernel. */
export interface GradientParts {
  readonly a: Operand;
  readonly dy: Operand;
  readonly weight: Operand;
  readonly bias: Operand | null;
  /** What is read and written in fours. */
  readonly aFours: boolean;
  readonly dyFours: boolean;
  readonly outFours: boolean;
}

/** Declares them. */
export function gradientParts(op: WeightGradient, operands: Operands): GradientParts {
  const { weight, bias } = op;
  const aFours = placeInFours(op.a, op.inputs);
  const dyFours = placeInFours(op.dy, op.outputs);
  const outFours = gradientInFours(weight, op.outputs) && (!bias || gradientInFours(bias, op.outputs));
  return {
    a: operands.add("a", op.a, { vectors: aFours }),
    dy: operands.add("dy", op.dy, { vectors: dyFours }),
    weight: operands.addPartial("weight", weight, outFours),
    bias: bias && operands.addPartial("bias", bias, outFours),
    aFours,
    dyFours,
    outFours,
  };
}

/** Statements that write the sums, and from the first row of tiles the column sums. */
export function storeGradient(op: WeightGradient, tile: Tile, parts: GradientParts): string {
  const { outFours, weight, bias } = parts;
  const step = outFours ? 4 : 1;
  return lines(tile.columns / step, (m) => {
    const col = `col + ${m * step}u`;
    const j = Math.floor((m * step) / 4);
    const part = outFours ? "" : `.${X4[m % 4]}`;
    const rows = lines(tile.rows, (i) => {
      const index = `(row + ${i}u) * ${op.outputs}u + ${col}`;
      const target = outFours ? weight.vec(`((${index}) >> 2u)`) : weight.at(index);
      const guard = tile.wholeRows ? "" : `if (row + ${i}u < ${op.inputs}u)`;
      return block(guard, `${target} = c${i}_${j}${part};`);
    });
    const biasTarget = outFours ? bias?.vec(`((${col}) >> 2u)`) : bias?.at(col);
    const sums = bias ? block("if (row == 0u)", `${biasTarget} = d${j}${part};`) : "";
    return block(tile.wholeColumns ? "" : `if (${col} < ${op.outputs}u)`, `${rows}\n${sums}`);
  });
}
