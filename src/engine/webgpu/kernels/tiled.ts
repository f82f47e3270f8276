import type { MatMul, WeightGradient } from "../../plan/ops.ts";
import type { WorkgroupChoice } from "./choice.ts";
import { dispatches } from "./dispatch.ts";
import { finishOf, type Tile } from "./epilogue.ts";
import { type Factor, factorOf } from "./factor.ts";
import { type GradientParts, gradientParts, storeGradient } from "./gradient-parts.ts";
import type { Kernel, KernelContext } from "./kernel.ts";
import { Operands, placeInFours } from "./operands.ts";
import { block, lines, list, loop, X4 } from "./text.ts";

/*
 * A workgroup brings `depth` terms of both factors into workgroup memory, each as rows of vec4s along the
 * output (so that reading them has no conflicts), and every invocation adds them to its own part of the tile.
 */

interface Factors {
  readonly a: Factor;
  readonly b: Factor;
}

/** A matrix product through workgroup memory. */
export function tiledMatMulKernels(op: MatMul, choice: WorkgroupChoice, context: KernelContext): Kernel[] {
  const operands = new Operands();
  const factors = productFactors(op, choice, operands);
  const tile = partOf(choice, op.rows, op.columns);
  const finish = finishOf(op, operands, tile);
  const across = Math.ceil(op.columns / choice.columns);
  const job = {
    label: op.name,
    variant: `${op.transposed ? "NT" : "NN"} ${nameOf(choice)}`,
    operands,
    size: sizeOf(choice),
    groups: Math.ceil(op.rows / choice.rows) * across,
    work: 2 * op.rows * op.inner * op.columns,
    head: `${tileMemory(choice)}\n${finish.head}`,
    body: `${positionText(choice, "group", across)}
${operands.bases}
${sumText(choice, factors, { from: "0u", to: `${op.inner}u`, whole: op.inner % choice.depth === 0, sums: false })}
${finish.store}`,
  };
  return dispatches(job, context);
}

/** A weight gradient through workgroup memory. */
export function tiledWeightGradientKernels(
  op: WeightGradient,
  choice: WorkgroupChoice,
  context: KernelContext,
): Kernel[] {
  const operands = new Operands();
  const parts = gradientParts(op, operands);
  const factors = gradientFactors(op, choice, parts);
  const across = Math.ceil(op.outputs / choice.columns);
  const tiles = across * Math.ceil(op.inputs / choice.rows);
  const job = {
    label: op.name,
    variant: `TN ${nameOf(choice)}`,
    operands,
    size: sizeOf(choice),
    groups: tiles * op.weight.splits,
    work: 2 * op.rows * op.inputs * op.outputs,
    head: tileMemory(choice),
    body: `let s = group / ${tiles}u;
${positionText(choice, `(group % ${tiles}u)`, across)}
${operands.bases}
let end = min((s + 1u) * ${op.splitRows}u, ${op.rows}u);
${sumText(choice, factors, { from: `s * ${op.splitRows}u`, to: "end", whole: wholeRuns(op, choice), sums: op.bias !== null })}
${storeGradient(op, partOf(choice, op.inputs, op.outputs), parts)}`,
  };
  return dispatches(job, context);
}

/** a: (rows, inner). b: (inner, columns), or (columns, inner). */
function productFactors(op: MatMul, choice: WorkgroupChoice, operands: Operands): Factors {
  const { rows, inner: terms, columns, transposed } = op;
  const wholeTerms = terms % choice.depth === 0;
  const aFours = placeInFours(op.a, terms);
  const bFours = placeInFours(op.b, transposed ? terms : columns);
  const a = operands.add("a", op.a, { vectors: aFours });
  const b = operands.add("b", op.b, { vectors: bFours });
  const wholeRows = rows % choice.rows === 0;
  const wholeColumns = columns % choice.columns === 0;
  return {
    a: factorOf(a, {
      along: "terms",
      fours: aFours,
      terms,
      wholeTerms,
      indices: rows,
      wholeIndices: wholeRows,
    }),
    b: factorOf(b, {
      along: transposed ? "terms" : "indices",
      fours: bFours,
      terms,
      wholeTerms,
      indices: columns,
      wholeIndices: wholeColumns,
    }),
  };
}

/** True where every split's rows are a multiple of the depth. */
const wholeRuns = ({ splitRows, rows }: WeightGradient, { depth }: WorkgroupChoice): boolean =>
  splitRows % depth === 0 && rows % depth === 0;

/** Both lie along the output: a (rows, inputs), dy (rows, outputs), and the rows are the sums' terms. */
function gradientFactors(op: WeightGradient, choice: WorkgroupChoice, parts: GradientParts): Factors {
  const shared = { along: "indices", terms: op.rows, wholeTerms: wholeRuns(op, choice) } as const;
  const { inputs, outputs } = op;
  return {
    a: factorOf(parts.a, {
      ...shared,
      fours: parts.aFours,
      indices: inputs,
      wholeIndices: inputs % choice.rows === 0,
    }),
    b: factorOf(parts.dy, {
      ...shared,
      fours: parts.dyFours,
      indices: outputs,
      wholeIndices: outputs % choice.columns === 0,
    }),
  };
}

const nameOf = ({ rows, columns, perRow, perColumn, depth }: WorkgroupChoice): string =>
  `workgroup ${rows}x${columns} by ${perRow}x${perColumn}, depth ${depth}`;

/** Invocations. */
const sizeOf = ({ rows, columns, perRow, perColumn }: WorkgroupChoice): number =>
  (rows / perRow) * (columns / perColumn);

/** One invocation's part of the workgroup's tile. */
const partOf = (choice: WorkgroupChoice, rows: number, columns: number): Tile => ({
  rows: choice.perRow,
  columns: choice.perColumn,
  wholeRows: rows % choice.rows === 0,
  wholeColumns: columns % choice.columns === 0,
});

const tileMemory = ({ rows, columns, depth }: WorkgroupChoice): string =>
  `var<workgroup> aTile: array<vec4f, ${(depth * rows) / 4}>;
var<workgroup> bTile: array<vec4f, ${(depth * columns) / 4}>;`;

/** The workgroup's first row and column, then the invocation's. */
function positionText(choice: WorkgroupChoice, group: string, across: number): string {
  const { rows, columns, perRow, perColumn } = choice;
  const threads = columns / perColumn;
  return `let firstRow = ${group} / ${across}u * ${rows}u;
let firstCol = ${group} % ${across}u * ${columns}u;
let row = firstRow + local / ${threads}u * ${perRow}u;
let col = firstCol + local % ${threads}u * ${perColumn}u;`;
}

interface Terms {
  /** First and end of the sums' index, u32 expressions. */
  readonly from: string;
  readonly to: string;
  /** True where every step has all its terms. */
  readonly whole: boolean;
  /** True to leave column sums of b in `d{j}` of the invocations with row 0. */
  readonly sums: boolean;
}

/** Statements that leave the sums in `c{i}_{j}`. */
function sumText(choice: WorkgroupChoice, factors: Factors, terms: Terms): string {
  const { rows, columns, perRow, perColumn, depth } = choice;
  const [down, over] = [perRow / 4, perColumn / 4];
  const aAt = `k * ${rows / 4}u + ((row - firstRow) >> 2u)`;
  const bAt = `k * ${columns / 4}u + ((col - firstCol) >> 2u)`;
  const step = `${lines(down, (i) => `let a${i} = aTile[${aAt} + ${i}u];`)}
${lines(over, (j) => `let b${j} = bTile[${bAt} + ${j}u];`)}
${lines(over, (j) => lines(perRow, (i) => `c${i}_${j} += a${Math.floor(i / 4)}.${X4[i % 4]} * b${j};`))}
${
  terms.sums
    ? block(
        "if (row == 0u)",
        lines(over, (j) => `d${j} += b${j};`),
      )
    : ""
}`;
  const size = sizeOf(choice);
  const round = `${fillText("aTile", factors.a, { count: rows, first: "firstRow", depth, size, terms })}
${fillText("bTile", factors.b, { count: columns, first: "firstCol", depth, size, terms })}
workgroupBarrier();
${loop("k", depth, step)}
workgroupBarrier();`;
  return `${lines(over, (j) => lines(perRow, (i) => `var c${i}_${j} = vec4f();`))}
${terms.sums ? lines(over, (j) => `var d${j} = vec4f();`) : ""}
${loop("first", terms.to, round, terms.from, depth)}`;
}

interface Fill {
  /** Of the tile along the output. */
  readonly count: number;
  readonly first: string;
  readonly depth: number;
  readonly size: number;
  readonly terms: Terms;
}

/** Statements that fill a tile from term `first` on; terms beyond the last are 0. */
const fillText = (tile: string, factor: Factor, fill: Fill): string =>
  factor.along === "terms" ? fillAcross(tile, factor, fill) : fillStraight(tile, factor, fill);

const masked = (value: string, term: string, { whole, to }: Terms): string =>
  whole ? value : `select(vec4f(), ${value}, ${term} < ${to})`;

/** The factor lies along the output: a vec4 of memory is a vec4 of the tile. */
function fillStraight(tile: string, factor: Factor, { count, first, depth, size, terms }: Fill): string {
  const quads = count / 4;
  const term = `first + q / ${quads}u`;
  const value = factor.four(term, `${first} + q % ${quads}u * 4u`);
  return loop("q", depth * quads, `${tile}[q] = ${masked(value, term, terms)};`, "local", size);
}

/** The factor lies along the sums: four vec4s of memory are turned over in registers. */
function fillAcross(tile: string, factor: Factor, { count, first, depth, size, terms }: Fill): string {
  const [steps, quads] = [depth / 4, count / 4];
  const load = (x: number): string => factor.four("first + 4u * step", `${first} + 4u * quad + ${x}u`);
  const turned = (s: number): string => `vec4f(${list(4, (x) => `v${x}.${X4[s]}`)})`;
  const body = `let step = q % ${steps}u;
let quad = q / ${steps}u;
${lines(4, (x) => `let v${x} = ${load(x)};`)}
${lines(4, (s) => `${tile}[(4u * step + ${s}u) * ${quads}u + quad] = ${masked(turned(s), `first + 4u * step + ${s}u`, terms)};`)}`;
  return loop("q", steps * quads, body, "local", size);
}
