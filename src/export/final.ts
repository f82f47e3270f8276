import { bitsOf } from "../analysis/ngrams.ts";
import type { TextLoss } from "../analysis/words.ts";
import { abilityColumn } from "../metrics/columns.ts";
import { type Run, stepsDone } from "../metrics/run.ts";
import type { SweepLog } from "../metrics/sweep.ts";
import type { Table } from "../metrics/table.ts";
import { isSameCohort } from "../recipe/variants.ts";

/** A training loss is told as the mean of this many last steps: one step's batch is too noisy. */
const LAST_STEPS = 50;

/** Where a run stands: for the manifest, the command line's summary and tables on the page. */
export interface FinalScores {
  /** Updates taken. */
  readonly steps: number;
  /** Mean training loss of the last (up to 50) steps, nats per answer token; null before the first step. */
  readonly trainLoss: number | null;
  /** Held-out loss at the last evaluation, nats per answer token; null before the first. */
  readonly heldoutLoss: number | null;
  /** Exact match per task at the last evaluation, 0 to 1; null before the first. */
  readonly abilities: Readonly<Record<string, number | null>>;
}

/** The last losses and abilities of a run. Non-finite values are told as they are. */
export function finalScores(run: Run, tasks: readonly string[]): FinalScores {
  return {
    steps: stepsDone(run),
    trainLoss: meanOfLast(run.train, "loss/train"),
    heldoutLoss: lastOf(run.eval, "loss/heldout"),
    abilities: Object.fromEntries(
      tasks.map((task) => [task, lastOf(run.eval, abilityColumn(task, "exact"))] as const),
    ),
  };
}

const lastOf = (table: Table, column: string): number | null =>
  table.length > 0 ? table.last(column) : null;

function meanOfLast(table: Table, column: string): number | null {
  const last = table.column(column).slice(-LAST_STEPS);
  return last.length > 0 ? last.reduce((sum, value) => sum + value, 0) / last.length : null;
}

/** The mean of what has been measured; null where nothing has. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const measured = values.filter((value) => value !== null);
  return measured.length > 0 ? measured.reduce((a, b) => a + b, 0) / measured.length : null;
}

/** The loss of each running text at the last evaluation, means over the seeds of each width; of one variant. */
export function textLosses(sweep: SweepLog): (TextLoss & { readonly name: string })[] {
  return sweep.summary.tasks.flatMap(({ name, title, baselines }) => {
    if (!baselines) return [];
    const widths = sweep.summary.cohorts.map((cohort) => {
      const runs = sweep.runs.filter((run) => isSameCohort(run, cohort));
      const loglik = meanOf(runs.map((run) => lastOf(run.eval, abilityColumn(name, "loglik"))));
      return { width: cohort.width, bits: loglik === null ? null : bitsOf(-loglik) };
    });
    return [{ name, title, widths, baselines }];
  });
}
