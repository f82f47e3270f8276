import type { Axis } from "../../metrics/axis.ts";
import type { Run } from "../../metrics/run.ts";
import type { Sweep } from "../../store/store.ts";
import { runsOf } from "../view/progress.ts";

/** Above this many runs the unsmoothed lines would only be mud, unless they are asked for. */
const MOST_RAW = 8;

/** How a width's seeds are drawn: as their mean with a band from the least to the greatest, or a line each. */
export type SeedsShown = "mean" | "single";

/** What a person may change about the losses that are drawn. */
export interface LossLook {
  readonly axis: Axis;
  readonly seeds: SeedsShown;
  /** Null where it is left to the number of runs. */
  readonly raw: boolean | null;
  /** How many steps the smoothing remembers; null where it is left to the length of training. */
  readonly memory: number | null;
  /** Widths that are not drawn. */
  readonly hidden: ReadonlySet<number>;
}

export const FIRST_LOOK: LossLook = {
  axis: "step",
  seeds: "mean",
  raw: null,
  memory: null,
  hidden: new Set(),
};

/** What one line (a run, or the mean over some) or one set of dots shows. */
export interface LossSeries {
  readonly width: number;
  readonly runs: readonly Run[];
  readonly kind: "behind" | "raw" | "line" | "mean" | "heldOut";
}

/** True where unsmoothed losses are drawn. */
export const showsRaw = ({ raw, hidden, seeds }: LossLook, sweep: Sweep): boolean => {
  const drawn = sweep.runs.filter((run) => !hidden.has(run.width));
  const isBanded = seeds === "mean" && sweep.summary.recipe.seeds.length > 1;
  return raw ?? (!isBanded && drawn.length <= MOST_RAW);
};

/**
 * The series of a sweep's chart, faint ones first so that they lie below: first those of the sweep that it is
 * set against, one a width that both have.
 */
export function lossSeries(sweep: Sweep, behind: Sweep | null, look: LossLook): LossSeries[] {
  const cohorts = sweep.summary.cohorts
    .map(({ width }) => ({ width, runs: runsOf(sweep, width) }))
    .filter(({ width }) => !look.hidden.has(width));
  const each = (kind: "raw" | "line") =>
    cohorts.flatMap(({ width, runs }) => runs.map((run): LossSeries => ({ width, runs: [run], kind })));
  const lines =
    look.seeds === "single"
      ? each("line")
      : cohorts.map(
          ({ width, runs }): LossSeries => ({ width, runs, kind: runs.length > 1 ? "mean" : "line" }),
        );
  const dots = cohorts.map(({ width, runs }): LossSeries => ({ width, runs, kind: "heldOut" }));
  const raw = showsRaw(look, sweep) ? each("raw") : [];
  const compared = behind ? seriesBehind(cohorts, behind) : [];
  return [...compared, ...raw, ...lines, ...dots];
}

function seriesBehind(cohorts: readonly { readonly width: number }[], behind: Sweep): LossSeries[] {
  return cohorts
    .map(({ width }): LossSeries => ({ width, runs: runsOf(behind, width), kind: "behind" }))
    .filter(({ runs }) => runs.length > 0);
}

/** The runs that a mean is over: those that have not diverged, or all where every one has. */
export function meant(runs: readonly Run[]): readonly Run[] {
  const live = runs.filter((run) => run.status !== "diverged");
  return live.length > 0 ? live : runs;
}

/** The hidden widths after a width was hidden or shown again; none where it was the last one to be seen. */
export function toggled(
  hidden: ReadonlySet<number>,
  width: number,
  widths: readonly number[],
): ReadonlySet<number> {
  const next = new Set(hidden);
  if (!next.delete(width)) next.add(width);
  return widths.every((one) => next.has(one)) ? new Set() : next;
}

/** The hidden widths where one is to be alone; none where it is already. */
export function alone(
  hidden: ReadonlySet<number>,
  width: number,
  widths: readonly number[],
): ReadonlySet<number> {
  const others = widths.filter((one) => one !== width);
  const isAlone = !hidden.has(width) && others.every((one) => hidden.has(one));
  return new Set(isAlone ? [] : others);
}
