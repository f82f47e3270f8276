import type { MatMul, WeightGradient } from "../../plan/ops.ts";
import type { Capabilities } from "./kernel.ts";
import { canShare } from "./quads.ts";

/** Which variant of a matrix product to use. */
export type GemmChoice = RegisterChoice | WorkgroupChoice;

/** One register tile per invocation, straight from global memory, without barriers. */
export interface RegisterChoice {
  readonly kind: "register";
  /** Of an invocation's tile of the output. */
  readonly rows: number;
  /** A multiple of 4. */
  readonly columns: number;
  /** True to share what four neighbours read of the first factor, where the shape allows it (quads.ts). */
  readonly quads?: boolean;
}

/** A tile of a whole workgroup, its factors brought in through workgroup memory. */
export interface WorkgroupChoice {
  readonly kind: "workgroup";
  /** Of the workgroup's tile: multiples of `perRow` and `perColumn`. */
  readonly rows: number;
  readonly columns: number;
  /** Of an invocation's part of it; multiples of 4. */
  readonly perRow: number;
  readonly perColumn: number;
  /** Terms of the sums brought in at a time; a multiple of 4. */
  readonly depth: number;
}

const register = (rows: number, columns: number): RegisterChoice => ({ kind: "register", rows, columns });

const workgroup = (
  [rows, columns]: readonly [number, number],
  [perRow, perColumn]: readonly [number, number],
  depth: number,
): WorkgroupChoice => ({ kind: "workgroup", rows, columns, perRow, perColumn, depth });

const SMALL = workgroup([32, 32], [4, 4], 16);
const TALL = workgroup([64, 32], [8, 4], 16);
const MIDDLE = workgroup([64, 64], [4, 4], 16);
const LARGE = workgroup([64, 64], [8, 4], 16);
const LARGEST = workgroup([128, 64], [8, 8], 16);

/** How a product's output is shaped, which decides what may be fast for it. */
export type ShapeClass = "narrow" | "middle" | "wide";

type Product = MatMul | WeightGradient;

/** Output rows, output columns, terms of the sums. */
const sizesOf = (op: Product): readonly [number, number, number] =>
  op.kind === "matMul" ? [op.rows, op.columns, op.inner] : [op.inputs, op.outputs, op.splitRows];

/** Narrow: tiles of a workgroup would be mostly empty, or their sums too short to be worth it. */
function shapeClassOf(op: Product): ShapeClass {
  const [rows, columns, terms] = sizesOf(op);
  if (Math.min(rows, columns) < 24 || terms < 16) return "narrow";
  return Math.min(rows, columns) < 128 ? "middle" : "wide";
}

/** What to time for products of a class: products with equal keys have the same winner. */
export function classKeyOf(op: Product): string {
  const form = op.kind === "weightGradient" ? "TN" : op.transposed ? "NT" : "NN";
  return `${form} ${shapeClassOf(op)}`;
}

const CANDIDATES: Readonly<Record<ShapeClass, readonly GemmChoice[]>> = {
  narrow: [register(4, 4), register(2, 4), register(1, 4), register(8, 4), SMALL],
  middle: [SMALL, TALL, MIDDLE, register(4, 4), register(8, 4)],
  wide: [LARGE, LARGEST, MIDDLE, SMALL, register(8, 8)],
};

const SOFTWARE = { straight: register(4, 4), gradient: register(8, 8) };
/** On software adapters a read costs far more than a product, and what quads share is read once. */
const QUADS: RegisterChoice = { ...register(8, 4), quads: true };
const SOFTWARE_CANDIDATES = [QUADS, SOFTWARE.straight, register(8, 4), register(4, 8), SOFTWARE.gradient];

/** The variants worth timing for a product on this adapter, at most five, the default first. */
export function candidatesFor(op: Product, caps: Capabilities): readonly GemmChoice[] {
  const all = caps.software ? SOFTWARE_CANDIDATES : CANDIDATES[shapeClassOf(op)];
  const first = defaultChoice(op, caps);
  return [first, ...all.filter((choice) => choice !== first && fits(choice, caps))];
}

/** The variant used where nothing was timed. */
export function defaultChoice(op: Product, caps: Capabilities): GemmChoice {
  if (caps.software) {
    if (caps.subgroups && canShare(op, QUADS)) return QUADS;
    return op.kind === "matMul" ? SOFTWARE.straight : SOFTWARE.gradient;
  }
  const choices = CANDIDATES[shapeClassOf(op)];
  return choices.find((choice) => fits(choice, caps)) ?? (CANDIDATES.narrow[0] as GemmChoice);
}

/** Whether the adapter's limits allow a variant. */
export function fits(choice: GemmChoice, caps: Capabilities): boolean {
  if (choice.kind === "register") return caps.maxWorkgroupSize >= 64 && (caps.subgroups || !choice.quads);
  const { rows, columns, perRow, perColumn, depth } = choice;
  const invocations = (rows / perRow) * (columns / perColumn);
  return invocations <= caps.maxWorkgroupSize && 4 * depth * (rows + columns) <= caps.maxWorkgroupStorage;
}
