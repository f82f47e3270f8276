import type { Place } from "../../plan/buffers.ts";
import { type OperandOptions, type Operands, placeInFours } from "./operands.ts";

/** Reads and writes along rows, in fours or one by one: the kernel's text is the same for both. */
export interface RowAccess {
  /** The type of one read: vec4f or f32. */
  readonly T: "vec4f" | "f32";
  /** Reads in a row. */
  readonly count: number;
  /** Declares an operand; gives the text of its `index`-th read. */
  add(name: string, place: Place, options?: OperandOptions): (index: string) => string;
  /** Sum of the parts of one T. */
  sum(value: string): string;
}

/** For rows of this length in these places. */
export function rowAccess(operands: Operands, length: number, places: readonly Place[]): RowAccess {
  const vectors = places.every((place) => placeInFours(place, length));
  return {
    T: vectors ? "vec4f" : "f32",
    count: vectors ? length / 4 : length,
    add: (name, place, options = {}) => {
      const operand = operands.add(name, place, { ...options, vectors });
      return vectors ? operand.vec : operand.at;
    },
    sum: (value) => (vectors ? `dot(${value}, vec4f(1.0f))` : value),
  };
}
