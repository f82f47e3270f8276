import type { MatMul } from "../../plan/ops.ts";
import { defaultChoice, type GemmChoice } from "./choice.ts";
import { dispatches, itemJob } from "./dispatch.ts";
import { finishOf, registerTile, type Tile } from "./epilogue.ts";
import type { Kernel, KernelContext } from "./kernel.ts";
import { Operands, placeInFours } from "./operands.ts";
import { QUAD_LANE, shareAll, shares } from "./quads.ts";
import { lines, list, loop, range, X4 } from "./text.ts";
import { tiledMatMulKernels } from "./tiled.ts";

/** Kernels of a matrix product: (rows, inner) times (inner, columns), or (columns, inner) transposed. */
export function matMulKernels(op: MatMul, context: KernelContext): Kernel[] {
  const choice: GemmChoice = context.choice ?? defaultChoice(op, context.caps);
  if (choice.kind === "workgroup") return tiledMatMulKernels(op, choice, context);
  const operands = new Operands();
  const { a, b } = factors(op, operands);
  const quads = shares(op, choice, context);
  const tile = registerTile(choice, op.rows, op.columns);
  const finish = finishOf(op, operands, tile);
  const across = Math.ceil(op.columns / choice.columns);
  const job = itemJob({
    label: op.name,
    variant: `${op.transposed ? "NT" : "NN"} register ${choice.rows}x${choice.columns}${quads ? " quads" : ""}`,
    subgroups: quads,
    operands,
    items: Math.ceil(op.rows / choice.rows) * across,
    work: 2 * op.rows * op.inner * op.columns,
    head: finish.head,
    body: `let row = i / ${across}u * ${choice.rows}u;
let col = i % ${across}u * ${choice.columns}u;
${operands.bases}
${sumText(op, tile, quads ? sharedRows(op, tile, a) : ownRows(op, tile, a), b, a.fours ? 4 : 1)}
${finish.store}`,
  });
  return dispatches(job, context);
}

/** How a factor's text reads it: in fours or one by one. */
interface Factor {
  readonly fours: boolean;
  /** Element index for single reads; index of fours else. */
  at(index: string): string;
}

function factors(op: MatMul, operands: Operands): { a: Factor; b: Factor } {
  const aFours = placeInFours(op.a, op.inner);
  const bFours = placeInFours(op.b, op.transposed ? op.inner : op.columns);
  // Transposed, both are read along the sum: in fours together or not at all.
  const together = op.transposed && !(aFours && bFours);
  const factor = (name: "a" | "b", wanted: boolean): Factor => {
    const fours = wanted && !together;
    const operand = operands.add(name, op[name], { vectors: fours });
    return { fours, at: fours ? operand.vec : operand.at };
  };
  return { a: factor("a", aFours), b: factor("b", bFours) };
}

/** Texts that begin and load the tile's rows of the first factor: `a{i}`, of term or four terms `k`. */
interface Rows {
  readonly start: string;
  readonly load: string;
}

const rowStart = (op: MatMul, tile: Tile, row: string, step: number): string =>
  `${tile.wholeRows ? `(${row})` : `min(${row}, ${op.rows - 1}u)`} * ${op.inner / step}u`;

/** Every invocation reads its rows; those beyond the last repeat it. */
const ownRows = (op: MatMul, tile: Tile, a: Factor): Rows => ({
  start: lines(tile.rows, (i) => `let ar${i} = ${rowStart(op, tile, `row + ${i}u`, a.fours ? 4 : 1)};`),
  load: lines(tile.rows, (i) => `let a${i} = ${a.at(`ar${i} + k`)};`),
});

/** Every invocation of a quad reads a quarter of their rows. */
const sharedRows = (op: MatMul, tile: Tile, a: Factor): Rows => ({
  start: `${QUAD_LANE}
${lines(tile.rows / 4, (m) => `let ar${m} = ${rowStart(op, tile, `row + ${4 * m}u + quadLane`, 4)};`)}`,
  load: `${lines(tile.rows / 4, (m) => `let own${m} = ${a.at(`ar${m} + k`)};`)}
${shareAll("a", "own", tile.rows)}`,
});

/** Statements that leave the tile's sums in `c{i}_{j}`; columns beyond the last repeat it. */
function sumText(op: MatMul, tile: Tile, a: Rows, b: Factor, step: number): string {
  const vecs = tile.columns / 4;
  const sums = lines(tile.rows, (i) => lines(vecs, (j) => `var c${i}_${j} = vec4f();`));
  const steps = op.transposed ? transposedSteps(tile, b, step) : straightSteps(op, tile, b, step);
  return `${sums}
${a.start}
${columnStarts(op, tile, b)}
${loop("k", op.inner / step, `${a.load}\n${steps}`)}`;
}

/** Indices of the tile's columns in b. */
function columnStarts(op: MatMul, tile: Tile, b: Factor): string {
  const inside = (column: string, count: number): string =>
    tile.wholeColumns ? `(${column})` : `min(${column}, ${count - 1}u)`;
  if (op.transposed) {
    const length = b.fours ? op.inner / 4 : op.inner;
    return lines(tile.columns, (n) => `let bc${n} = ${inside(`col + ${n}u`, op.columns)} * ${length}u;`);
  }
  if (!b.fours) return lines(tile.columns, (n) => `let bc${n} = ${inside(`col + ${n}u`, op.columns)};`);
  return lines(tile.columns / 4, (j) => `let bc${j} = ${inside(`(col >> 2u) + ${j}u`, op.columns / 4)};`);
}

/** One product of the sum for the whole tile: `a` texts a factor for a row, `b` a vec4 for four columns. */
const multiply = (tile: Tile, a: (i: number) => string, b: (j: number) => string): string =>
  lines(tile.columns / 4, (j) => lines(tile.rows, (i) => `c${i}_${j} += ${a(i)} * ${b(j)};`));

function straightSteps(op: MatMul, tile: Tile, b: Factor, step: number): string {
  const vecs = tile.columns / 4;
  return lines(step, (s) => {
    const k = step === 1 ? "k" : `(4u * k + ${s}u)`;
    const load = (j: number): string => {
      if (b.fours) return b.at(`${k} * ${op.columns / 4}u + bc${j}`);
      return `vec4f(${list(4, (x) => b.at(`${k} * ${op.columns}u + bc${4 * j + x}`))})`;
    };
    const part = step === 1 ? "" : `.${X4[s]}`;
    return `${lines(vecs, (j) => `let b${s}_${j} = ${load(j)};`)}
${multiply(
  tile,
  (i) => `a${i}${part}`,
  (j) => `b${s}_${j}`,
)}`;
  });
}

function transposedSteps(tile: Tile, b: Factor, step: number): string {
  const loads = lines(tile.columns, (n) => `let b${n} = ${b.at(`bc${n} + k`)};`);
  const steps = range(step).map((s) => {
    const part = step === 1 ? "" : `.${X4[s]}`;
    const four = (j: number): string => `vec4f(${list(4, (x) => `b${4 * j + x}${part}`)})`;
    return multiply(tile, (i) => `a${i}${part}`, four);
  });
  return `${loads}\n${steps.join("\n")}`;
}
