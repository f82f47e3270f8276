import type { Place } from "../../plan/buffers.ts";
import type { MatMul } from "../../plan/ops.ts";
import type { RegisterChoice } from "./choice.ts";
import { geluFunctions } from "./gelu.ts";
import { type Operand, type Operands, placeInFours } from "./operands.ts";
import { block, float, lines, X4 } from "./text.ts";

/** The part of the output that one invocation computes: rows from u32 `row`, columns from u32 `col`. */
export interface Tile {
  readonly rows: number;
  /** A multiple of 4. */
  readonly columns: number;
  /** True where no invocation has rows, or columns, beyond the last. */
  readonly wholeRows: boolean;
  readonly wholeColumns: boolean;
}

/** The tile of a kernel in which an invocation's part is all there is. */
export const registerTile = (choice: RegisterChoice, rows: number, columns: number): Tile => ({
  rows: choice.rows,
  columns: choice.columns,
  wholeRows: rows % choice.rows === 0,
  wholeColumns: columns % choice.columns === 0,
});

/**
 * The end of a matrix product: statements that finish and write all sums `c{i}_{j}`, vec4s of row `row + i` and
 * the columns from `col + 4·j`, and the functions these statements need.
 */
export interface Finish {
  readonly head: string;
  readonly store: string;
}

/** Declares what the end of a product reads and writes, and gives its text. */
export function finishOf(op: MatMul, operands: Operands, tile: Tile): Finish {
  const { out, bias, epilogue, columns } = op;
  const vectors = [out, bias, besides(op)].every((place) => place === null || placeInFours(place, columns));
  const T = vectors ? "vec4f" : "f32";
  const ending = endingOf(op, operands, vectors);
  const biasOperand = bias && operands.add("bias", bias, { vectors });
  const store = vectors
    ? lines(tile.columns / 4, (j) => columnText(op, tile, { ending, biasOperand, column: 4 * j, T }))
    : lines(tile.columns, (column) => columnText(op, tile, { ending, biasOperand, column, T }));
  return { head: epilogue.kind.startsWith("gelu") ? geluFunctions(T) : "", store };
}

/** What the epilogue reads or writes beside the output. */
function besides({ epilogue }: MatMul): Place | null {
  switch (epilogue.kind) {
    case "none":
      return null;
    case "gelu":
      return epilogue.preActivation;
    case "residual":
      return epilogue.residual;
    case "geluGradient":
      return epilogue.activation;
  }
}

/** Statements that make of the product `z` what is written at index `o`. */
function endingOf(op: MatMul, operands: Operands, vectors: boolean): () => string {
  const place = besides(op);
  const at = (operand: Operand): string => (vectors ? operand.vec("o") : operand.at("o"));
  const out = operands.add("out", op.out, { access: "read_write", vectors });
  const { kind } = op.epilogue;
  const access = kind === "residual" ? "read" : "read_write";
  const other = place && operands.add("other", place, { access, vectors });
  switch (kind) {
    case "none":
      return () => `${at(out)} = z;`;
    case "gelu":
      return () => `${other ? `${at(other)} = z;\n` : ""}${at(out)} = gelu(z);`;
    case "residual":
      return () => `${at(out)} = z + ${other ? at(other) : "0"};`;
    case "geluGradient":
      return () =>
        `let u = ${at(out)};\n${other ? `${at(other)} = gelu(u);\n` : ""}${at(out)} = z * geluDerivative(u);`;
  }
}

interface Column {
  readonly ending: () => string;
  readonly biasOperand: Operand | null;
  /** The first of four, or the only one where T is f32. */
  readonly column: number;
  readonly T: "vec4f" | "f32";
}

function columnText(op: MatMul, tile: Tile, { ending, biasOperand, column, T }: Column): string {
  const vectors = T === "vec4f";
  const col = `col + ${column}u`;
  const bias = vectors ? biasOperand?.vec(`((${col}) >> 2u)`) : biasOperand?.at(col);
  const shift = vectors ? " >> 2u" : "";
  const part = vectors ? "" : `.${X4[column % 4]}`;
  const rows = lines(tile.rows, (i) => {
    const sum = `c${i}_${Math.floor(column / 4)}${part}`;
    const scaled = op.alpha === 1 ? sum : `${float(op.alpha)} * ${sum}`;
    const text = `let o = ((row + ${i}u) * ${op.columns}u + ${col})${shift};
let z = ${scaled}${bias ? " + bias" : ""};
${ending()}`;
    return block(tile.wholeRows ? "" : `if (row + ${i}u < ${op.rows}u)`, text);
  });
  const guard = tile.wholeColumns ? "" : `if (${col} < ${op.columns}u)`;
  return block(guard, `${bias ? `let bias = ${bias};\n` : ""}${rows}`);
}
