import { type CohortKey, cohortName } from "../recipe/variants.ts";
import { evalColumns, TRAIN_COLUMNS } from "./columns.ts";
import { Table } from "./table.ts";

export type RunStatus = "waiting" | "training" | "done" | "diverged" | "stopped";

/** One (width, seed) of a sweep, in one of its variants where it has some, with its own curves. */
export interface Run extends CohortKey {
  /** `w8-s0`, `w8-l1-s0` */
  readonly id: string;
  readonly seed: number;
  readonly parameters: number;
  readonly flopsPerToken: number;
  /** B·T */
  readonly tokensPerStep: number;
  readonly train: Table;
  readonly eval: Table;
  status: RunStatus;
  /** The step at which loss or gradient became non-finite. */
  divergedAt: number | null;
}

/** A run's name in files and messages. */
export const runId = (width: number, seed: number, variant?: string): string =>
  `${cohortName({ width, variant })}-s${seed}`;

/** A run without points yet. */
export function createRun(
  facts: Pick<Run, "width" | "variant" | "seed" | "parameters" | "flopsPerToken" | "tokensPerStep">,
  tasks: readonly string[],
): Run {
  return {
    ...facts,
    id: runId(facts.width, facts.seed, facts.variant),
    train: new Table(TRAIN_COLUMNS),
    eval: new Table(evalColumns(tasks)),
    status: "waiting",
    divergedAt: null,
  };
}

/** Optimiser updates taken so far. */
export const stepsDone = (run: Run): number => (run.train.length > 0 ? run.train.last("step") : 0);

/** True where a run takes no more steps by itself. */
export const hasEnded = ({ status }: Run): boolean => status === "done" || status === "diverged";

/** Points in a run's log: one per metric and row. */
export const pointCount = (run: Run): number =>
  run.train.length * (run.train.columns.length - 3) + run.eval.length * (run.eval.columns.length - 3);
