import type { MatMul, WeightGradient } from "../../plan/ops.ts";
import type { Capabilities } from "./kernel.ts";

/** Which variant of a matrix product to use. */
export type GemmChoice = RegisterChoice | WorkgroupChoice;

/** One register tile per invocation, straight from global memory, without barriers. */
export interface RegisterChoice {
  readonly kind: "register";
  /** Of an invocation's tile of the output. */
  readonly rows: number;
  /** A multiple of 4. */
  readonly columns: number;
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

/** The variant used where nothing was timed. */
export const defaultChoice = (_op: MatMul | WeightGradient, _caps: Capabilities): GemmChoice =>
  register(4, 4);
