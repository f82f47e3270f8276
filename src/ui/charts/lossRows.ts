import { type Axis, placesOf, unitOf } from "../../metrics/axis.ts";
import { curveOf } from "../../metrics/curve.ts";
import type { Places } from "../../metrics/decimate.ts";
import type { Pyramid } from "../../metrics/pyramid.ts";
import type { Run } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";

/** How many rows of each run a chart shows: all, or those that there were when its drawing was paused. */
export type Limits = ReadonlyMap<Run, { readonly train: number; readonly eval: number }>;

/** The rows that there are now, to be held on to. */
export const limitsOf = (...sweeps: readonly (Sweep | null)[]): Limits =>
  new Map(
    sweeps.flatMap((sweep) =>
      (sweep?.runs ?? []).map((run) => [run, { train: run.train.length, eval: run.eval.length }] as const),
    ),
  );

/** Reads runs' rows as a chart shows them: on one axis, with one smoothing, perhaps not to the end. */
export interface Rows {
  readonly axis: Axis;
  /** Smoothing weight. */
  readonly weight: number;
  readonly limits: Limits | null;
}

/** Rows of the table of training that are shown. */
export const trainLength = (run: Run, limits: Limits | null): number =>
  limits?.get(run)?.train ?? run.train.length;

/** Where the rows of training stand on the axis. */
export function trainPlaces(run: Run, { axis, limits }: Rows): Places {
  const column = placesOf(run.train, axis);
  return { column: column.subarray(0, trainLength(run, limits)), unit: unitOf(run, axis) };
}

/** Where the evaluations stand on the axis. */
export function evalPlaces(run: Run, { axis, limits }: Rows): Places {
  const column = placesOf(run.eval, axis);
  return {
    column: column.subarray(0, limits?.get(run)?.eval ?? column.length),
    unit: unitOf(run, axis),
  };
}

/** One a row of {@link trainPlaces}. */
export const smoothedRows = (run: Run, { weight, limits }: Rows): Float64Array =>
  curveOf(run).smoothed(weight).subarray(0, trainLength(run, limits));

/** Of all unsmoothed losses so far. */
export function extremesOf(run: Run): Pyramid {
  const { extremes } = curveOf(run);
  extremes.extend(run.train.column("loss/train"));
  return extremes;
}
