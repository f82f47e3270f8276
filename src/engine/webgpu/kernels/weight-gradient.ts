import type { WeightGradient } from "../../plan/ops.ts";
import { defaultChoice, type GemmChoice } from "./choice.ts";
import { dispatches, itemJob } from "./dispatch.ts";
import { registerTile, type Tile } from "./epilogue.ts";
import { type GradientParts, gradientParts, storeGradient } from "./gradient-parts.ts";
import type { Kernel, KernelContext } from "./kernel.ts";
import { type Operand, Operands } from "./operands.ts";
import { QUAD_LANE, shares } from "./quads.ts";
import { block, lines, list, loop, X4 } from "./text.ts";
import { tiledWeightGradientKernels } from "./tiled.ts";

/** Kernels of aᵀ·dy and the column sums of dy, as partial sums over rows. */
export function weightGradientKernels(op: WeightGradient, context: KernelContext): Kernel[] {
  const choice: GemmChoice = context.choice ?? defaultChoice(op, context.caps);
  if (choice.kind === "workgroup") return tiledWeightGradientKernels(op, choice, context);
  const operands = new Operands();
  const parts = gradientParts(op, operands);
  const tile = registerTile(choice, op.inputs, op.outputs);
  const quads = shares(op, choice, context);
  const across = Math.ceil(op.outputs / choice.columns);
  const tiles = across * Math.ceil(op.inputs / choice.rows);
  const job = itemJob({
    label: op.name,
    variant: `TN register ${choice.rows}x${choice.columns}${quads ? " quads" : ""}`,
    subgroups: quads,
    operands,
    items: tiles * op.weight.splits,
    work: 2 * op.rows * op.inputs * op.outputs,
    body: `let s = i / ${tiles}u;
let row = i % ${tiles}u / ${across}u * ${choice.rows}u;
let col = i % ${across}u * ${choice.columns}u;
${operands.bases}
${sumText(op, tile, parts, quads)}
${storeGradient(op, tile, parts)}`,
  });
  return dispatches(job, context);
}

/** Statements that leave the sums in `c{i}_{j}` and the column sums in `d{j}`. */
function sumText(op: WeightGradient, tile: Tile, parts: GradientParts, quads: boolean): string {
  const vecs = tile.columns / 4;
  const sums = lines(tile.rows, (i) => lines(vecs, (j) => `var c${i}_${j} = vec4f();`));
  const biasSums = parts.bias ? lines(vecs, (j) => `var d${j} = vec4f();`) : "";
  const a = reader("a", parts.a, parts.aFours, op.inputs, { first: "row", count: tile.rows });
  const dy = reader("dy", parts.dy, parts.dyFours, op.outputs, { first: "col", count: tile.columns });
  const row = rowText(tile, parts);
  const one = `${a.load("av", "n")}\n${dy.load("dyv", "n")}\n${row}`;
  const four = `${a.load("own", "n + quadLane")}
${lines(4, (u) => block("", `${heard(tile, u)}\n${dy.load("dyv", `n + ${u}u`)}\n${row}`))}`;
  return `${sums}
${biasSums}
${a.start}
${dy.start}
${quads ? QUAD_LANE : ""}
let end = min((s + 1u) * ${op.splitRows}u, ${op.rows}u);
${loop("n", "end", quads ? four : one, `s * ${op.splitRows}u`, quads ? 4 : 1)}`;
}

/** Statements that add one row's products to all sums. */
function rowText(tile: Tile, parts: GradientParts): string {
  const vecs = tile.columns / 4;
  const factor = (i: number): string => `av${Math.floor(i / 4)}.${X4[i % 4]}`;
  return `${lines(vecs, (j) => lines(tile.rows, (i) => `c${i}_${j} += ${factor(i)} * dyv${j};`))}
${parts.bias ? lines(vecs, (j) => `d${j} += dyv${j};`) : ""}`;
}

/** What lane `u` of the quad has read. */
const heard = (tile: Tile, u: number): string =>
  lines(tile.rows / 4, (m) => `let av${m} = quadBroadcast(own${m}, ${u}u);`);

/** Texts that read `count` columns of a row as vec4s `{into}0`, `{into}1`, …; those outside repeat the last inside. */
function reader(
  name: string,
  operand: Operand,
  fours: boolean,
  length: number,
  { first, count }: { first: string; count: number },
): { start: string; load: (into: string, row: string) => string } {
  const vecs = Math.ceil(count / 4);
  const inside = (index: string, most: number): string =>
    length % count === 0 && count % 4 === 0 ? index : `min(${index}, ${most - 1}u)`;
  if (fours && count % 4 === 0) {
    return {
      start: lines(vecs, (j) => `let ${name}c${j} = ${inside(`(${first} >> 2u) + ${j}u`, length / 4)};`),
      load: (into, row) =>
        lines(vecs, (j) => `let ${into}${j} = ${operand.vec(`(${row}) * ${length / 4}u + ${name}c${j}`)};`),
    };
  }
  const element = (row: string, m: number): string => operand.at(`(${row}) * ${length}u + ${name}c${m}`);
  return {
    start: lines(4 * vecs, (m) => `let ${name}c${m} = ${inside(`${first} + ${m}u`, length)};`),
    load: (into, row) =>
      lines(vecs, (j) => `let ${into}${j} = vec4f(${list(4, (x) => element(row, 4 * j + x))});`),
  };
}
