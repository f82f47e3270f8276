import { abilityColumn } from "../metrics/columns.ts";
import { type Run, stepsDone } from "../metrics/run.ts";
import type { Table } from "../metrics/table.ts";

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

/** Mean log-probability of a task's answer tokens at the last evaluation, nats; null before the first. */
export const finalLoglik = (run: Run, task: string): number | null =>
  lastOf(run.eval, abilityColumn(task, "loglik"));

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
