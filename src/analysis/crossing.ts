import { TAU } from "./score.ts";

/** Where along an axis (widths, steps) a score passed a threshold for good. */
export type Crossing =
  | { readonly kind: "unmeasured" }
  /** Left-censored: it was there at the first place measured, so it came at or before `at`. */
  | { readonly kind: "by-first"; readonly at: number }
  /** Right-censored: it is not there at the last place measured, `at`. */
  | { readonly kind: "not-yet"; readonly at: number }
  /** `at` is interpolated between the two places measured. */
  | { readonly kind: "between"; readonly below: number; readonly above: number; readonly at: number };

/** Where it passed, as far as that is known; NaN where it has not, or nothing was measured. */
export const passedAt = (point: Crossing): number =>
  point.kind === "between" || point.kind === "by-first" ? point.at : Number.NaN;

/** How an axis is measured when a place between two of its points is told. */
export interface Scale {
  to(place: number): number;
  from(position: number): number;
}

/** For widths: half-way from 4 to 16 is 8. */
export const LOG2: Scale = { to: Math.log2, from: (position) => 2 ** position };

/** For steps: evaluations are evenly spaced, and the first may be at step 0, which has no logarithm. */
export const LINEAR: Scale = { to: (place) => place, from: (position) => position };

/**
 * The first crossing of τ after which the score stays there up to the last place measured.
 *
 * @param axis places in ascending order
 * @param scores rescaled scores, one a place; non-finite ones (not measured) are passed over
 */
export function crossing(
  axis: readonly number[],
  scores: readonly number[],
  tau: number = TAU,
  scale: Scale = LOG2,
): Crossing {
  // the last measured score below τ, and the first measured one after it
  let below = -1;
  let above = -1;
  for (let i = axis.length - 1; i >= 0 && below < 0; i--) {
    const score = scores[i] ?? Number.NaN;
    if (!Number.isFinite(score)) continue;
    if (score < tau) below = i;
    else above = i;
  }
  if (below < 0) return above < 0 ? { kind: "unmeasured" } : { kind: "by-first", at: axis[above]! };
  if (above < 0) return { kind: "not-yet", at: axis[below]! };
  return between(axis, scores, below, above, tau, scale);
}

/** Where the line between two measured scores passes τ. */
function between(
  axis: readonly number[],
  scores: readonly number[],
  below: number,
  above: number,
  tau: number,
  scale: Scale,
): Crossing {
  const share = (tau - scores[below]!) / (scores[above]! - scores[below]!);
  const [from, to] = [scale.to(axis[below]!), scale.to(axis[above]!)];
  return {
    kind: "between",
    below: axis[below]!,
    above: axis[above]!,
    at: scale.from(from + share * (to - from)),
  };
}

/** A crossing as one number on its scale: −∞ and ∞ where it is censored, NaN where nothing was measured. */
export function positionOf(found: Crossing, scale: Scale): number {
  if (found.kind === "between") return scale.to(found.at);
  if (found.kind === "unmeasured") return Number.NaN;
  return found.kind === "by-first" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** A crossing at a place is in the interval that ends there, whatever the last bit says. */
const ROUNDING = 1e-9;

/** The crossing at such a number, between the places of `axis` (ascending, at least one) around it. */
export function crossingAt(position: number, axis: readonly number[], scale: Scale): Crossing {
  if (position === Number.NEGATIVE_INFINITY) return { kind: "by-first", at: axis[0]! };
  if (position === Number.POSITIVE_INFINITY) return { kind: "not-yet", at: axis[axis.length - 1]! };
  const at = scale.from(position);
  const next = axis.findIndex((place) => scale.to(place) >= position - ROUNDING);
  const above = next < 0 ? axis.length - 1 : Math.max(1, next);
  return { kind: "between", below: axis[above - 1]!, above: axis[above]!, at };
}
