import { TAU } from "./score.ts";

/** Where on the ladder an ability emerged. */
export type Emergence =
  | { readonly kind: "unmeasured" }
  | { readonly kind: "not-yet" }
  /** Already there at the narrowest width: it emerged at or below `width`. */
  | { readonly kind: "narrowest"; readonly width: number }
  /** `at` is interpolated on log₂ of the width. */
  | { readonly kind: "between"; readonly below: number; readonly above: number; readonly at: number };

/**
 * The first crossing of τ after which the score stays there up to the widest width measured.
 *
 * @param widths the ladder, narrow to wide
 * @param scores rescaled scores, one a width; non-finite ones (not measured) are passed over
 * @param tau the threshold
 */
export function emergence(widths: readonly number[], scores: readonly number[], tau = TAU): Emergence {
  const measured = widths.flatMap((width, i) => {
    const score = scores[i] ?? Number.NaN;
    return Number.isFinite(score) ? [{ width, score }] : [];
  });
  if (measured.length === 0) return { kind: "unmeasured" };
  const below = measured.findLast((point) => point.score < tau);
  if (!below) return { kind: "narrowest", width: measured[0]!.width };
  const above = measured[measured.indexOf(below) + 1];
  if (!above) return { kind: "not-yet" };
  const share = (tau - below.score) / (above.score - below.score);
  const at = 2 ** (Math.log2(below.width) + share * Math.log2(above.width / below.width));
  return { kind: "between", below: below.width, above: above.width, at };
}
