import { countUpTo } from "../analysis/budget.ts";
import type { Run } from "./run.ts";
import type { SweepLog } from "./sweep.ts";
import type { Table } from "./table.ts";

/** Every step at which a run of the sweep has been evaluated, ascending: the moments that one can look back at. */
export function evaluatedSteps({ runs }: SweepLog): readonly number[] {
  const steps = new Set<number>();
  for (const run of runs) for (const step of run.eval.column("step")) steps.add(step);
  return [...steps].sort((a, b) => a - b);
}

/**
 * A sweep as it was when each of its runs had taken so many steps: its tables end there, and its answers are the
 * newest up to there that are kept. It shares the sweep's memory and does not grow with it.
 */
export function sweepAt(sweep: SweepLog, step: number): SweepLog {
  const runs = sweep.runs.map((run) => runAt(run, step));
  const byId = new Map(runs.map((run) => [run.id, run]));
  return {
    ...sweep,
    runs,
    shares: sweep.shares.map((share) => share.map((part) => part.map((run) => byId.get(run.id) ?? run))),
    samples: sweep.samples.upTo(step),
    forecasts: sweep.forecasts.filter((forecast) => forecast.step <= step),
  };
}

function runAt(run: Run, step: number): Run {
  const isToCome = run.divergedAt !== null && run.divergedAt > step;
  return {
    ...run,
    train: upTo(run.train, step),
    eval: upTo(run.eval, step),
    status: isToCome ? "training" : run.status,
    divergedAt: isToCome ? null : run.divergedAt,
  };
}

const upTo = (table: Table, step: number): Table => table.head(countUpTo(table.column("step"), step));
