import type { Sample, SweepSummary, TrainerEvent } from "../protocol.ts";
import { createRun, type Run, stepsDone } from "./run.ts";

/** A sweep with its runs and what they logged: the page's and the command line's record of the same events. */
export interface SweepLog {
  readonly summary: SweepSummary;
  /** In the order of widths, then seeds. */
  readonly runs: readonly Run[];
  /** What takes turns on each worker: its runs, those of one width together, in the order of widths. */
  readonly shares: readonly (readonly (readonly Run[])[])[];
  /** The newest samples of each run, by run id. */
  readonly samples: Map<string, { readonly step: number; readonly samples: readonly Sample[] }>;
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
  return { summary, runs, shares, samples: new Map(), startedAt: now, endedAt: null };
}

/** The runs with these ids by width. */
function shareOf(runs: readonly Run[], ids: ReadonlySet<string>): Run[][] {
  const own = runs.filter((run) => ids.has(run.id));
  const widths = [...new Set(own.map((run) => run.width))];
  return widths.map((width) => own.filter((run) => run.width === width));
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
      return (event.rows.length / table.columns.length) * (table.columns.length - 3);
    }
    case "samples":
      sweep.samples.set(run.id, { step: event.step, samples: event.samples });
      return 0;
    case "diverged":
      run.status = "diverged";
      run.divergedAt = event.step;
      return 0;
    case "done":
      if (run.status !== "diverged") run.status = "done";
      return 0;
  }
}

/** Applies events in their order, as a worker or a recorded sweep tells them; returns how many points they added. */
export const applyEvents = (sweep: SweepLog, events: readonly TrainerEvent[], now?: number): number =>
  events.reduce((added, event) => added + applyEvent(sweep, event, now), 0);

/** Runs that have not ended by themselves have been stopped, by a person or by a failure. */
function endSweep(sweep: SweepLog, now: number): number {
  if (sweep.endedAt !== null) return 0; // an end told again, or that of a start that failed after it
  sweep.endedAt = now;
  for (const run of sweep.runs) {
    if (run.status === "training" || run.status === "waiting") run.status = "stopped";
  }
  return 0;
}
