/** A ladder changed rung by rung; ladders are ascending widths, within the range and number that their field allows. */
import { FIELDS, type Recipe } from "./schema.ts";

const { min, max, most } = FIELDS.widths;

/** Widths that a ladder may have, and how many. */
export const LADDER_LIMITS = { min, max, most } as const;

/** True where no further width fits onto a ladder. */
export const isFull = (widths: readonly number[]): boolean => widths.length >= most;

/** The ladder without a width; the last one stays. */
export const withoutWidth = (widths: readonly number[], width: number): readonly number[] =>
  widths.length > 1 ? widths.filter((other) => other !== width) : widths;

/** The ladder with one more width, ascending. */
export const withWidth = (widths: readonly number[], width: number): readonly number[] =>
  [...widths, width].sort((a, b) => a - b);

/** What new widths have to be divisible by: the heads where their number is fixed, else two, as far as that goes. */
const unitOf = ({ heads }: Pick<Recipe, "heads">): number => (heads === "auto" ? 2 : heads);

/**
 * The width to add between two: nearest to their midpoint on a logarithmic scale, and even, or divisible by the
 * recipe's heads. Where there is no even one an odd one is as good; null where there is none at all.
 */
export function widthBetween(low: number, high: number, recipe: Pick<Recipe, "heads">): number | null {
  const unit = unitOf(recipe);
  const middle = nearestMultiple(low, high, unit);
  if (middle !== null || recipe.heads !== "auto") return middle;
  return nearestMultiple(low, high, 1);
}

function nearestMultiple(low: number, high: number, unit: number): number | null {
  const middle = Math.sqrt(low * high);
  const below = Math.floor(middle / unit) * unit;
  const distance = (width: number) => Math.abs(Math.log(width / middle));
  const inside = [below, below + unit].filter((width) => width > low && width < high);
  return inside.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** The width to add below the narrowest: half of it, even where it can be; null where none is left. */
export function widthBelow(widths: readonly number[], recipe: Pick<Recipe, "heads">): number | null {
  const narrowest = widths[0] ?? min;
  const unit = unitOf(recipe);
  const half = Math.floor(narrowest / 2 / unit) * unit;
  if (half >= min) return half;
  return recipe.heads === "auto" && narrowest > min ? Math.floor(narrowest / 2) : null;
}

/** Twice the widest; null where that is more than a model may have. */
export function doubleWidth(widths: readonly number[]): number | null {
  const double = 2 * (widths.at(-1) ?? max);
  return double <= max ? double : null;
}
