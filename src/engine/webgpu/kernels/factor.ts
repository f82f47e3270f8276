import type { Operand } from "./operands.ts";
import { list } from "./text.ts";

/** A factor of a matrix product, seen as terms of the sums × indices of the output. */
export interface FactorLayout {
  /** What lies side by side in memory: (indices, terms) or (terms, indices). */
  readonly along: "terms" | "indices";
  /** True where it is read in fours. */
  readonly fours: boolean;
  readonly terms: number;
  readonly indices: number;
  /** True where no term, or no index, beyond the last is asked for. */
  readonly wholeTerms: boolean;
  readonly wholeIndices: boolean;
}

export interface Factor extends FactorLayout {
  /**
   * Four neighbours in memory from this term and index on (u32 expressions), as a vec4. Beyond the last term or
   * index they are some other element.
   */
  four(term: string, index: string): string;
}

export function factorOf(operand: Operand, layout: FactorLayout): Factor {
  const { along, fours, terms, indices, wholeTerms, wholeIndices } = layout;
  const inside = (at: string, count: number, whole: boolean): string =>
    whole ? `(${at})` : `min(${at}, ${count - 1}u)`;
  const alongTerms = along === "terms";
  const [length, whole] = alongTerms ? [terms, wholeTerms] : [indices, wholeIndices];
  const four = (term: string, index: string): string => {
    const row = alongTerms ? inside(index, indices, wholeIndices) : inside(term, terms, wholeTerms);
    const column = alongTerms ? term : index;
    if (fours) {
      return operand.vec(`${row} * ${length / 4}u + ${inside(`(${column}) >> 2u`, length / 4, whole)}`);
    }
    const element = (x: number): string =>
      operand.at(`${row} * ${length}u + ${inside(`${column} + ${x}u`, length, whole)}`);
    return `vec4f(${list(4, element)})`;
  };
  return { ...layout, four };
}
