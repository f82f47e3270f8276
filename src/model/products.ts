import type { ModelShape } from "./spec.ts";

/** What decides the shapes. */
type Sizes = Pick<ModelShape, "dModel" | "nHeads" | "nLayers" | "context" | "vocabulary">;

/** One kind of matrix product of a forward pass: `times` products of (rows × inner) by (inner × columns). */
export interface MatrixProduct {
  readonly name: "qkv" | "scores" | "mix" | "projection" | "up" | "down" | "head";
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly times: number;
  /** FLOPs of all of them for each of the T positions; a multiplication and an addition count as two. */
  readonly flopsPerToken: number;
}

/**
 * Every matrix product of one sequence's forward pass, attention over the full T×T. A training step does each three
 * times, so that three times their sum is `flopsPerToken` (`count.ts`).
 */
export function matrixProducts(shape: Sizes): MatrixProduct[] {
  const { dModel: C, nHeads: H, nLayers: L, context: T, vocabulary: V } = shape;
  const D = C / H;
  const product = (
    name: MatrixProduct["name"],
    [rows, inner, columns]: readonly [number, number, number],
    times: number,
  ): MatrixProduct => ({
    ...{ name, rows, inner, columns, times },
    flopsPerToken: (2 * times * rows * inner * columns) / T,
  });
  return [
    product("qkv", [T, C, 3 * C], L),
    product("scores", [T, D, T], L * H),
    product("mix", [T, T, D], L * H),
    product("projection", [T, C, C], L),
    product("up", [T, C, 4 * C], L),
    product("down", [T, 4 * C, C], L),
    product("head", [T, C, V], 1),
  ];
}
