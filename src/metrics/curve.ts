import { Smoother } from "../analysis/smoothing.ts";
import { Pyramid } from "./pyramid.ts";
import type { Run } from "./run.ts";

/** What is made of a run's training losses for a chart, extended as rows come. */
export class Curve {
  /** Of the unsmoothed losses. */
  readonly extremes = new Pyramid();
  readonly #run: Run;
  #smoother = new Smoother(0);
  #smoothed = new Float64Array(0);

  constructor(run: Run) {
    this.#run = run;
  }

  /**
   * The smoothed training losses, one a row: a live view, stale once rows have come. O(new rows), where the weight
   * is the last one.
   */
  smoothed(weight: number): Float64Array {
    const { train } = this.#run;
    const losses = train.column("loss/train");
    if (weight !== this.#smoother.weight) this.#smoother = new Smoother(weight);
    if (losses.length > this.#smoothed.length) this.#grow(losses.length);
    if (losses.length > this.#smoother.length) {
      this.#smoother.extend(this.#smoothed, losses, train.column("step"));
    }
    return this.#smoothed.subarray(0, losses.length);
  }

  #grow(rows: number): void {
    const larger = new Float64Array(Math.max(rows, 2 * this.#smoothed.length));
    larger.set(this.#smoothed);
    this.#smoothed = larger;
  }
}

/** Curves are the runs' own: they go when these go. */
const CURVES = new WeakMap<Run, Curve>();

/** A run's curve, made when it is first asked for. */
export function curveOf(run: Run): Curve {
  const known = CURVES.get(run);
  if (known) return known;
  const made = new Curve(run);
  CURVES.set(run, made);
  return made;
}
