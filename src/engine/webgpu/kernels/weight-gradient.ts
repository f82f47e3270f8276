import type { WeightGradient } from "../../plan/ops.ts";
import { defaultChoice, type GemmChoice } from "./choice.ts";
import { dispatches, itemJob } from "./dispatch.ts";
import type { Tile } from "./epilogue.ts";
import type { Kernel, KernelContext } from "./kernel.ts";
import { gradientInFours, type Operand, Operands, placeInFours } from "./operands.ts";
import { block, lines, list, loop, X4 } from "./text.ts";
import { tiledWeightGradientKernels } from "./tiled.ts";

/** Kernels of aᵀ·dy and the column sums of dy, as partial sums over rows. */
export function weightGradientKernels(op: WeightGradient, context: KernelContext): Kernel[] {
  const choice: GemmChoice = context.choice ?? defaultChoice(op, context.caps);
  if (choice.kind === "workgroup") return tiledWeightGradientKernels(op, choice, context);
  const operands = new Operands();
  const parts = partsOf(op, operands);
  const across = Math.ceil(op.outputs / choice.columns);
  const tiles = across * Math.ceil(op.inputs / choice.rows);
  const job = itemJob({
    label: op.name,
    variant: `TN register ${choice.rows}x${choice.columns}`,
    operands,
    items: tiles * op.weight.splits,
    work: 2 * op.rows * op.inputs * op.outputs,
    body: `let s = i / ${tiles}u;
let row = i % ${tiles}u / ${across}u * ${choice.rows}u;
let col = i % ${across}u * ${choice.columns}u;
${operands.bases}
${sumText(op, choice, parts)}
${storeGradient(op, choice, parts)}`,
  });
  return dispatches(job, context);
}

/** The operands of a weight gradient's kernel. */
export interface Parts {
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
export function partsOf(op: WeightGradient, operands: Operands): Parts {
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

/** Statements that leave the sums in `c{i}_{j}` and the column sums in `d{j}`. */
function sumText(op: WeightGradient, tile: Tile, parts: Parts): string {
  const vecs = tile.columns / 4;
  const sums = lines(tile.rows, (i) => lines(vecs, (j) => `var c${i}_${j} = vec4f();`));
  const biasSums = parts.bias ? lines(vecs, (j) => `var d${j} = vec4f();`) : "";
  const a = reader("a", parts.a, parts.aFours, op.inputs, { first: "row", count: tile.rows });
  const dy = reader("dy", parts.dy, parts.dyFours, op.outputs, { first: "col", count: tile.columns });
  const factor = (i: number): string => `av${Math.floor(i / 4)}.${X4[i % 4]}`;
  const body = `${a.load}
${dy.load}
${lines(vecs, (j) => lines(tile.rows, (i) => `c${i}_${j} += ${factor(i)} * dyv${j};`))}
${parts.bias ? lines(vecs, (j) => `d${j} += dyv${j};`) : ""}`;
  const end = `min((s + 1u) * ${op.splitRows}u, ${op.rows}u)`;
  return `${sums}
${biasSums}
${a.start}
${dy.start}
let end = ${end};
${loop("n", "end", body, `s * ${op.splitRows}u`)}`;
}

/** Texts that read `count` columns of row `n` as vec4s `{name}v0` …; those outside repeat the last inside. */
function reader(
  name: string,
  operand: Operand,
  fours: boolean,
  length: number,
  { first, count }: { first: string; count: number },
): { start: string; load: string } {
  const vecs = Math.ceil(count / 4);
  const inside = (index: string, most: number): string =>
    length % count === 0 && count % 4 === 0 ? index : `min(${index}, ${most - 1}u)`;
  if (fours) {
    return {
      start: lines(vecs, (j) => `let ${name}c${j} = ${inside(`(${first} >> 2u) + ${j}u`, length / 4)};`),
      load: lines(vecs, (j) => `let ${name}v${j} = ${operand.vec(`n * ${length / 4}u + ${name}c${j}`)};`),
    };
  }
  const element = (m: number): string => operand.at(`n * ${length}u + ${name}c${m}`);
  return {
    start: lines(4 * vecs, (m) => `let ${name}c${m} = ${inside(`${first} + ${m}u`, length)};`),
    load: lines(vecs, (j) => `let ${name}v${j} = vec4f(${list(4, (x) => element(4 * j + x))});`),
  };
}

/** Statements that write the sums, and from the first row of tiles the column sums. */
export function storeGradient(op: WeightGradient, tile: Tile, parts: Parts): string {
  const { outFours, weight, bias } = parts;
  const step = outFours ? 4 : 1;
  return lines(tile.columns / step, (m) => {
    const col = `col + ${m * step}u`;
    const j = Math.floor((m * step) / 4);
    const part = outFours ? "" : `.${X4[m % 4]}`;
    const rows = lines(tile.rows, (i) => {
      const index = `(row + ${i}u) * ${op.outputs}u + ${col}`;
      const target = outFours ? weight.vec(`((${index}) >> 2u)`) : weight.at(index);
      const guard = op.inputs % tile.rows === 0 ? "" : `if (row + ${i}u < ${op.inputs}u)`;
      return block(guard, `${target} = c${i}_${j}${part};`);
    });
    const biasTarget = outFours ? bias?.vec(`((${col}) >> 2u)`) : bias?.at(col);
    const sums = bias ? block("if (row == 0u)", `${biasTarget} = d${j}${part};`) : "";
    return block(op.outputs % tile.columns === 0 ? "" : `if (${col} < ${op.outputs}u)`, `${rows}\n${sums}`);
  });
}
