import { type Run, stepsDone } from "../../metrics/run.ts";
import type { Phase, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count, duration, nats, rate, short } from "../format.ts";
import { smoothedLoss } from "./loss.ts";
import type { CohortProgress, Progress } from "./progress.ts";

/** What the table tells of one run; NaN where there is nothing to tell. */
export interface RunRow {
  readonly run: Run;
  /** The place of its width on the ladder, of so many. */
  readonly rung: number;
  readonly rungs: number;
  readonly step: number;
  /** 0 to 1 of the run's steps. */
  readonly share: number;
  readonly trainLoss: number;
  readonly heldOut: number;
  readonly stepsPerSecond: number;
  readonly secondsLeft: number;
  readonly state: string;
}

/** One column: what is shown, and what it is sorted by. */
interface Column {
  readonly title: keyof ReturnType<typeof strings>["runs"]["columns"];
  value(row: RunRow): number | string;
  shown(row: RunRow): string;
  readonly text?: true;
  readonly bar?: true;
}

const tokensPerSecond = (row: RunRow) => row.stepsPerSecond * row.run.tokensPerStep;

/** The table's columns; the first is the row's head. */
export const COLUMNS: readonly Column[] = [
  { title: "width", value: ({ run }) => run.width, shown: ({ run }) => String(run.width) },
  { title: "seed", value: ({ run }) => run.seed, shown: ({ run }) => String(run.seed) },
  { title: "parameters", value: ({ run }) => run.parameters, shown: ({ run }) => short(run.parameters) },
  { title: "steps", value: (row) => row.step, shown: (row) => count(row.step), bar: true },
  { title: "train", value: (row) => row.trainLoss, shown: (row) => nats(row.trainLoss) },
  { title: "heldOut", value: (row) => row.heldOut, shown: (row) => nats(row.heldOut) },
  { title: "stepsPerSecond", value: (row) => row.stepsPerSecond, shown: (row) => rate(row.stepsPerSecond) },
  { title: "tokensPerSecond", value: tokensPerSecond, shown: (row) => rate(tokensPerSecond(row)) },
  { title: "left", value: (row) => row.secondsLeft, shown: (row) => duration(row.secondsLeft) },
  { title: "state", value: (row) => row.state, shown: (row) => row.state, text: true },
];

/** Every run of a sweep, narrow to wide. */
export function runRows(sweep: Sweep, progress: Progress, phase: Phase): RunRow[] {
  const { steps } = sweep.summary.recipe;
  const rungs = progress.cohorts.length;
  return progress.cohorts.flatMap((cohort, rung) =>
    cohort.runs.map((run) => ({ ...rowOf(run, cohort, steps, phase), rung, rungs })),
  );
}

function rowOf(run: Run, cohort: CohortProgress, steps: number, phase: Phase) {
  const step = stepsDone(run);
  const live = run.status === "training" || run.status === "waiting";
  return {
    run,
    step,
    share: step / steps,
    trainLoss: smoothedLoss(run, steps),
    heldOut: run.eval.last("loss/heldout"),
    stepsPerSecond: run.status === "diverged" ? Number.NaN : cohort.stepsPerSecond,
    secondsLeft: live && phase !== "failed" ? cohort.secondsLeft : Number.NaN,
    state: stateWords(run, phase),
  };
}

function stateWords(run: Run, phase: Phase): string {
  const { states, divergedAt } = strings().runs;
  switch (run.status) {
    case "diverged":
      return divergedAt(count(run.divergedAt ?? 0));
    case "training":
      return phase === "paused" || phase === "failed" ? states[phase] : states.training;
    case "waiting":
      return phase === "failed" ? states.notStarted : states.waiting;
    default:
      return states[run.status];
  }
}

/** Which column the rows are sorted by, and which way. */
export interface Order {
  readonly column: number;
  readonly descending: boolean;
}

/** The rows in an order; equal ones stay as they are, and what is not known comes last either way. */
export function sortedRows(rows: readonly RunRow[], { column, descending }: Order): RunRow[] {
  const value = COLUMNS[column]!.value;
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return (a < b ? -1 : a > b ? 1 : 0) * (descending ? -1 : 1);
  });
}
