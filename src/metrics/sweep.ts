import type { SweepSummary, TrainerEvent } from "../protocol.ts";
import { type CohortKey, cohortName, variantRecipe } from "../recipe/variants.ts";
import { dueForecasts, type Forecast } from "./forecast.ts";
import type { Remark } from "./remark.ts";
import { createRun, type Run, stepsDone } from "./run.ts";
import { SampleHistory } from "./samples.ts";

/** A sweep with its runs and what they logged: the page's and the command line's record of the same events. */
export interface SweepLog {
  readonly summary: SweepSummary;
  /** In the order of widths, then variants, then seeds. */
  readonly runs: readonly Run[];
  /** What takes turns on each worker: its runs, those of one cohort together, in the order of cohorts. */
  readonly shares: readonly (readonly (readonly Run[])[])[];
  /** What each run answered at its evaluations, by run id. */
  readonly samples: SampleHistory;
  /** What a person has written beside runs, by run id. */
  readonly remarks: Map<string, Remark>;
  /** Losses predicted on the way, in the order in which they were. */
  readonly forecasts: Forecast[];
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** Unix milliseconds; null while the sweep goes on. */
  endedAt: number | null;
}

/** A sweep without points yet. `now` is Unix milliseconds. */
export function createSweepLog(summary: SweepSummary, now: number = Date.now()): SweepLog {
  const tasks = summary.tasks.map((task) => task.name);
  const runs = summary.cohorts.flatMap((cohort) =>
    cohort.seeds.map((seed) => createRun({ ...cohort, seed }, tasks)),
  );
  const shares = summary.workers.map((ids) => shareOf(runs, new Set(ids)));
  const kept = { samples: new SampleHistory(), remarks: new Map() };
  return { summary, runs, shares, ...kept, forecasts: [], startedAt: now, endedAt: null };
}

/** The runs with these ids by cohort. */
function shareOf(runs: readonly Run[], ids: ReadonlySet<string>): Run[][] {
  const cohorts = new Map<string, Run[]>();
  for (const run of runs) {
    if (!ids.has(run.id)) continue;
    const name = cohortName(run);
    cohorts.set(name, [...(cohorts.get(name) ?? []), run]);
  }
  return [...cohorts.values()];
}

/**
 * One variant of a sweep as a sweep of its own, in which a width is a cohort again: what compares widths looks at
 * one variant at a time. Tables, samples and status are the sweep's. A sweep without variants is handed back.
 */
export function variantSweep(sweep: SweepLog, variant: string | undefined): SweepLog {
  if (variant === undefined) return sweep;
  const { summary, shares, samples, remarks, startedAt } = sweep;
  const isOwn = (one: CohortKey) => one.variant === variant;
  const runs = sweep.runs.filter(isOwn);
  const ids = new Set(runs.map((run) => run.id));
  return {
    summary: {
      ...summary,
      recipe: variantRecipe(summary.recipe, variant),
      cohorts: summary.cohorts.filter(isOwn),
      workers: summary.workers.map((worker) => worker.filter((id) => ids.has(id))),
    },
    runs,
    shares: shares.map((share) => share.filter(([run]) => run !== undefined && isOwn(run))),
    samples,
    remarks,
    get forecasts() {
      return sweep.forecasts.filter(isOwn);
    },
    startedAt,
    get endedAt() {
      return sweep.endedAt;
    },
  };
}

/** Applies one event to the sweep's tables; returns how many points it added. */
export function applyEvent(sweep: SweepLog, event: TrainerEvent, now: number = Date.now()): number {
  if (event.type === "finished" || event.type === "failed") return endSweep(sweep, now);
  if (!("run" in event)) return 0;
  const run = sweep.runs.find((candidate) => candidate.id === event.run);
  if (!run) return 0;
  switch (event.type) {
    case "rows": {
      const table = run[event.table];
      table.append(event.rows);
      if (run.status === "waiting" && stepsDone(run) > 0) run.status = "training";
      if (event.table === "eval") predict(sweep, run, now);
      return (event.rows.length / table.columns.length) * (table.columns.length - 3);
    }
    case "samples":
      sweep.samples.set(run.id, { step: event.step, samples: event.samples });
      return 0;
    case "diverged":
      run.status = "diverged";
      run.divergedAt = event.step;
      predict(sweep, run, now); // those that waited for it wait no more
      return 0;
    case "done":
      if (run.status !== "diverged") run.status = "done";
      return 0;
  }
}

/** Writes down what can be predicted now that there is news of a run: of the widths in its variant. */
function predict(sweep: SweepLog, { variant }: Run, now: number): void {
  sweep.forecasts.push(...dueForecasts(variantSweep(sweep, variant), now));
}

/** Runs that have not ended by themselves have been stopped, by a person or by a failure. */
function endSweep(sweep: SweepLog, now: number): number {
  if (sweep.endedAt !== null) return 0; // an end told again, or that of a start that failed after it
  sweep.endedAt = now;
  for (const run of sweep.runs) {
    if (run.status === "training" || run.status === "waiting") run.status = "stopped";
  }
  return 0;
}
