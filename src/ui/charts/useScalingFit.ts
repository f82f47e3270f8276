import { useEffect, useRef, useState } from "preact/hooks";
import { type BandPoint, type LadderLosses, lawBand } from "../../analysis/ladder-losses.ts";
import { fitting, type ScalingFit } from "../../analysis/scaling.ts";
import { type Pieces, workInSlices } from "../../lib/pieces.ts";

/** A fit and where its line may lie; null below three seeds. */
export interface BandedFit {
  readonly fit: ScalingFit;
  readonly band: readonly BandPoint[] | null;
}

/** Milliseconds that a fit may keep the page busy at a time, and the least between two beginnings. */
const SLICE = 6;
const LEAST = 1000;

function* banded(losses: LadderLosses): Pieces<BandedFit> {
  const fit = yield* fitting(losses);
  if (fit.kind !== "fit") return { fit, band: null };
  return { fit, band: yield* lawBand(losses, Math.min(...losses.sizes), Math.max(...losses.sizes)) };
}

/** The fit of a ladder's losses, made anew, in slices, where these have changed; the last one until it is there. */
export function useScalingFit(losses: LadderLosses | null): BandedFit | null {
  const [found, setFound] = useState<BandedFit | null>(null);
  const began = useRef(Number.NEGATIVE_INFINITY);
  const key = losses && JSON.stringify(losses);
  useEffect(() => {
    if (!losses) return setFound(null);
    let stop = () => {};
    const begin = () => {
      began.current = performance.now();
      stop = workInSlices(banded(losses), SLICE, setFound);
    };
    const timer = setTimeout(begin, Math.max(0, began.current + LEAST - performance.now()));
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [key]);
  return found;
}
