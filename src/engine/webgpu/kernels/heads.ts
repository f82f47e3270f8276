import type { Place } from "../../plan/buffers.ts";
import type { AttentionSize } from "../../plan/ops.ts";
import { inFours, type Operand, type OperandOptions, type Operands } from "./operands.ts";
import { lines, list, range, X4 } from "./text.ts";

/**
 * One head's vector of D numbers in an invocation's registers: vec4s `{name}0`, `{name}1`, …, the last filled up
 * with zeros. Attention's kernels are written with these.
 */
export interface HeadRows {
  /** Vec4s of a head's vector. */
  readonly vecs: number;
  /** Declares an operand whose rows are `length` long. */
  add(name: string, place: Place, length: number, options?: OperandOptions): HeadOperand;
  /** The sum of products of two vectors. */
  dot(a: string, b: string): string;
}

export interface HeadOperand {
  /** Statements that load the vector that begins at column `column` of row `row`. */
  load(into: string, row: string, column: string): string;
  /** Statements that store the vector `from`, each part scaled by `factor`. */
  store(from: string, row: string, column: string, factor?: string): string;
}

/** For heads of size D, in fours where D and all places allow it. */
export function headRows({ dHead }: AttentionSize, operands: Operands): HeadRows {
  const vecs = Math.ceil(dHead / 4);
  const add = (name: string, place: Place, length: number, options: OperandOptions = {}): HeadOperand => {
    const vectors = inFours(dHead, length, place.offset, place.stride);
    const operand = operands.add(name, place, { ...options, vectors });
    return vectors ? inVectors(operand, length, vecs) : inElements(operand, length, dHead);
  };
  const dot = (a: string, b: string): string =>
    range(vecs)
      .map((j) => `dot(${a}${j}, ${b}${j})`)
      .join(" + ");
  return { vecs, add, dot };
}

const times = (factor?: string): string => (factor ? ` * ${factor}` : "");

const inVectors = (operand: Operand, length: number, vecs: number): HeadOperand => ({
  load: (into, row, column) =>
    lines(
      vecs,
      (j) => `let ${into}${j} = ${operand.vec(`(${row}) * ${length / 4}u + ((${column}) >> 2u) + ${j}u`)};`,
    ),
  store: (from, row, column, factor) =>
    lines(
      vecs,
      (j) =>
        `${operand.vec(`(${row}) * ${length / 4}u + ((${column}) >> 2u) + ${j}u`)} = ${from}${j}${times(factor)};`,
    ),
});

function inElements(operand: Operand, length: number, dHead: number): HeadOperand {
  const at = (row: string, column: string, d: number): string =>
    operand.at(`(${row}) * ${length}u + ${column} + ${d}u`);
  return {
    load: (into, row, column) =>
      lines(Math.ceil(dHead / 4), (j) => {
        const parts = list(4, (x) => (4 * j + x < dHead ? at(row, column, 4 * j + x) : "0.0f"));
        return `let ${into}${j} = vec4f(${parts});`;
      }),
    store: (from, row, column, factor) =>
      lines(
        dHead,
        (d) => `${at(row, column, d)} = ${from}${Math.floor(d / 4)}.${X4[d % 4]}${times(factor)};`,
      ),
  };
}
