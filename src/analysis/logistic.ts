/** What one size showed: how many of its seeds passed τ. */
export interface Trials {
  readonly size: number;
  readonly passed: number;
  readonly seeds: number;
}

/** P(success) against size as a logistic curve, or why there is none. */
export type SuccessCurve =
  /** `half`: the size at which half of the seeds pass; `slope`: rise of the log-odds per doubling of the size. */
  | { readonly kind: "fit"; readonly half: number; readonly slope: number }
  /** Every seed fails up to `below` and passes from `above` on: as steep as can be told. */
  | { readonly kind: "separated"; readonly below: number; readonly above: number }
  /** Censored: more than half pass at the smallest size already, or fewer than half at the largest. */
  | { readonly kind: "by-first"; readonly at: number }
  | { readonly kind: "not-yet"; readonly at: number }
  /** All seeds pass, or none, or larger ones do not pass more often. */
  | { readonly kind: "all" }
  | { readonly kind: "none" }
  | { readonly kind: "not-rising" }
  | { readonly kind: "unmeasured" };

/** Newton's method is at its end, to the last digits, after far fewer; a curve that is not has no end. */
const STEPS = 50;

/**
 * Logistic regression of success on log₂ size by maximum likelihood, solved by Newton's method:
 * log(P / (1 − P)) = slope · log₂(size / half).
 */
export function successCurve(trials: readonly Trials[]): SuccessCurve {
  const measured = trials.filter(({ seeds }) => seeds > 0);
  const apart = separation(measured);
  if (apart) return apart;
  const middle = measured.reduce((sum, { size }) => sum + Math.log2(size), 0) / measured.length;
  let [intercept, slope] = [0, 0];
  for (let step = 0; step < STEPS; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (const { size, passed, seeds } of measured) {
      const x = Math.log2(size) - middle;
      const p = 1 / (1 + Math.exp(-intercept - slope * x));
      const weight = seeds * p * (1 - p);
      g0 += passed - seeds * p;
      g1 += (passed - seeds * p) * x;
      h00 += weight;
      h01 += weight * x;
      h11 += weight * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    intercept += (h11 * g0 - h01 * g1) / determinant;
    slope += (h00 * g1 - h01 * g0) / determinant;
  }
  return curveOf(middle, intercept, slope, measured);
}

/** Below this a rise of the log-odds is one of rounding. */
const FLAT = 1e-9;

/** The curve in words of sizes; one half that lies beyond the sizes measured is not told as a number. */
function curveOf(middle: number, intercept: number, slope: number, trials: readonly Trials[]): SuccessCurve {
  if (!(slope > FLAT)) return { kind: "not-rising" };
  const half = 2 ** (middle - intercept / slope);
  const sizes = trials.map(({ size }) => size);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (half < least) return { kind: "by-first", at: least };
  return half > most ? { kind: "not-yet", at: most } : { kind: "fit", half, slope };
}

/** The cases in which the likelihood has no maximum: no seed fails below one that passes, or the reverse. */
function separation(trials: readonly Trials[]): SuccessCurve | null {
  const passing = trials.filter(({ passed }) => passed > 0).map(({ size }) => size);
  const failing = trials.filter(({ passed, seeds }) => passed < seeds).map(({ size }) => size);
  if (trials.length === 0) return { kind: "unmeasured" };
  if (failing.length === 0) return { kind: "all" };
  if (passing.length === 0) return { kind: "none" };
  const [below, above] = [Math.max(...failing), Math.min(...passing)];
  if (below <= above && Math.min(...failing) < Math.max(...passing)) {
    return { kind: "separated", below, above };
  }
  return Math.min(...failing) >= Math.max(...passing) ? { kind: "not-rising" } : null;
}
