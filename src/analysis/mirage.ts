import { crossing, LINEAR, LOG2, positionOf, type Scale } from "./crossing.ts";

/**
 * Exact match if the tokens of an answer were right or wrong independently of each other: p^L (Schaeffer,
 * Miranda & Koyejo, 2023). Where exact match runs along it, its jump is in the metric: p rises evenly, p^L late.
 *
 * @param token share of answer tokens that are right
 * @param length tokens of an answer, L
 */
export const independentExact = (token: number, length: number): number => token ** length;

/** What stands behind a jump of exact match. */
export type Jump =
  /** Exact match does not rise by half of the way from chance to perfect. */
  | { readonly kind: "none" }
  /** It rises over more than half of the axis. */
  | { readonly kind: "gradual" }
  | {
      /**
       * `learned`: the loss itself has a step where exact match jumps. `metric-made`: the loss fell at least as
       * fast before, so the jump comes from counting whole answers. `unclear`: between the two, or too little of
       * the axis lies before the jump.
       */
      readonly kind: "learned" | "metric-made" | "unclear";
      /** Where exact match has done a tenth and nine tenths of its rise. */
      readonly from: number;
      readonly to: number;
      /** How fast the loss falls within the jump against its mean fall up to the jump's end; null: unclear. */
      readonly ratio: number | null;
    };

/** The least rise of the rescaled score, from its lowest to its last, that is asked about. */
const LEAST_RISE = 0.5;

/** A jump takes at most this share of the axis, and of the axis up to its end. */
const MOST_SPAN = 0.5;

/** The loss has a step where it falls at least twice as fast as on the mean. */
const STEP = 2;

/**
 * Tells a jump that the metric makes from a learned one: if it disappears in the loss, the metric makes it; if
 * the loss has a step there, it is learned. The jump reaches from a tenth to nine tenths of the rise of exact
 * match; the loss of these two places is interpolated as exact match is. What comes after the jump is left out:
 * there the loss has nowhere left to fall, and however long that lasts says nothing.
 *
 * @param axis widths, or steps with {@link LINEAR}, ascending
 * @param scores exact match, rescaled, one a place
 * @param loss mean negative log-probability per answer token, nats
 */
export function jumpOf(
  axis: readonly number[],
  scores: readonly number[],
  loss: readonly number[],
  scale: Scale = LOG2,
): Jump {
  const points = axis
    .map((place, i) => ({ x: scale.to(place), score: scores[i] ?? Number.NaN, loss: loss[i] ?? Number.NaN }))
    .filter((point) => [point.x, point.score, point.loss].every(Number.isFinite));
  const xs = points.map((point) => point.x);
  const ends = endsOfRise(
    xs,
    points.map((point) => point.score),
  );
  if (!ends) return { kind: "none" };
  const [first, last] = [xs[0]!, xs[xs.length - 1]!];
  if (ends.to - ends.from > MOST_SPAN * (last - first)) return { kind: "gradual" };
  const at = (x: number) => interpolate(points, x);
  const span = (ends.to - ends.from) / (ends.to - first);
  const fall = (at(ends.from) - at(ends.to)) / (at(first) - at(ends.to));
  const clear = span <= MOST_SPAN && at(first) > at(ends.to);
  const ratio = clear ? fall / span : null;
  return { kind: verdict(ratio), from: scale.from(ends.from), to: scale.from(ends.to), ratio };
}

function verdict(ratio: number | null): "learned" | "metric-made" | "unclear" {
  if (ratio === null) return "unclear";
  if (ratio >= STEP) return "learned";
  return ratio <= 1 ? "metric-made" : "unclear";
}

/** Where the scores have done a tenth and nine tenths of their rise from the lowest to the last. */
function endsOfRise(xs: readonly number[], scores: readonly number[]) {
  const lowest = Math.min(...scores);
  const rise = (scores[scores.length - 1] ?? Number.NaN) - lowest;
  if (!(rise >= LEAST_RISE)) return null;
  const shares = scores.map((score) => (score - lowest) / rise);
  const place = (share: number) => positionOf(crossing(xs, shares, share, LINEAR), LINEAR);
  return { from: place(0.1), to: place(0.9) };
}

/** The loss at `x`, which lies between the first point and the last. */
function interpolate(points: readonly { readonly x: number; readonly loss: number }[], x: number): number {
  const next = points.findIndex((point) => point.x >= x);
  const [before, after] = [points[next - 1], points[next]];
  if (!after) return points[points.length - 1]!.loss;
  if (!before) return after.loss;
  return before.loss + ((x - before.x) / (after.x - before.x)) * (after.loss - before.loss);
}
