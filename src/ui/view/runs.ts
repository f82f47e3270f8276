import { abilityColumn } from "../../metrics/columns.ts";
import { type Mark, NO_REMARK } from "../../metrics/remark.ts";
import { type Run, stepsDone } from "../../metrics/run.ts";
import type { Phase, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count, duration, nats, percents, rate, short } from "../format.ts";
import type { TaskSummary } from "../types.ts";
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
  readonly note: string;
  readonly mark: Mark | null;
}

/** One column: what is shown, what it is sorted by, and under which key a filter asks for it. */
export interface Column {
  readonly key: string;
  readonly title: string;
  value(row: RunRow): number | string;
  shown(row: RunRow): string;
  readonly kind?: "text" | "bar" | "mark" | "note";
}

const tokensPerSecond = (row: RunRow) => row.stepsPerSecond * row.run.tokensPerStep;

/** More tasks than these have no column each: the stairs show them. */
const MOST_TASKS = 4;

/** The table's columns for a sweep of some tasks; the first is the row's head. Keys are the same in every language. */
export function columnsOf(tasks: readonly TaskSummary[]): Column[] {
  const words = strings().runs.columns;
  const scored = tasks.length > MOST_TASKS ? [] : tasks;
  return [
    {
      key: "width",
      title: words.width,
      value: ({ run }) => run.width,
      shown: ({ run }) => String(run.width),
    },
    { key: "seed", title: words.seed, value: ({ run }) => run.seed, shown: ({ run }) => String(run.seed) },
    ...remarkColumns(),
    {
      key: "parameters",
      title: words.parameters,
      value: ({ run }) => run.parameters,
      shown: ({ run }) => short(run.parameters),
    },
    {
      key: "steps",
      title: words.steps,
      value: ({ step }) => step,
      shown: ({ step }) => count(step),
      kind: "bar",
    },
    stateColumn(),
    { key: "train", title: words.train, value: (row) => row.trainLoss, shown: (row) => nats(row.trainLoss) },
    { key: "loss", title: words.heldOut, value: (row) => row.heldOut, shown: (row) => nats(row.heldOut) },
    ...scored.map(scoreColumn),
    ...paceColumns(),
  ];
}

/** How a run stands. */
const stateColumn = (): Column => ({
  key: "state",
  title: strings().runs.columns.state,
  // a filter may ask in English in every language
  value: ({ run, state }) => `${state} ${run.status}`,
  shown: ({ state }) => state,
  kind: "text",
});

/** How fast a run is, and how long it still takes. */
function paceColumns(): Column[] {
  const words = strings().runs.columns;
  return [
    {
      key: "speed",
      title: words.stepsPerSecond,
      value: (row) => row.stepsPerSecond,
      shown: (row) => rate(row.stepsPerSecond),
    },
    {
      key: "tokens",
      title: words.tokensPerSecond,
      value: tokensPerSecond,
      shown: (row) => rate(tokensPerSecond(row)),
    },
    {
      key: "left",
      title: words.left,
      value: (row) => row.secondsLeft,
      shown: (row) => duration(row.secondsLeft),
    },
  ];
}

/** The last exact match of a task, in per cent. */
function scoreColumn({ name, title }: TaskSummary): Column {
  const value = ({ run }: RunRow) => run.eval.last(abilityColumn(name, "exact"));
  const shown = (row: RunRow) => (Number.isFinite(value(row)) ? percents(value(row)) : "–");
  return { key: name.toLowerCase(), title, value, shown };
}

/** What a person has written beside a run. */
function remarkColumns(): Column[] {
  const { mark, note } = strings().study;
  return [
    {
      key: "mark",
      title: mark,
      value: (row) => row.mark ?? "",
      shown: (row) => row.mark ?? "",
      kind: "mark",
    },
    { key: "note", title: note, value: (row) => row.note, shown: (row) => row.note, kind: "note" },
  ];
}

/** Everything that a row says, for a word to be looked for. */
export const wordsOf = (row: RunRow, columns: readonly Column[]): string =>
  [row.run.id, ...columns.filter(({ kind }) => kind && kind !== "bar").map(({ value }) => value(row))]
    .join(" ")
    .toLowerCase();

/** Every run of a sweep, narrow to wide. */
export function runRows(sweep: Sweep, progress: Progress, phase: Phase): RunRow[] {
  const { steps } = sweep.summary.recipe;
  const rungs = progress.cohorts.length;
  return progress.cohorts.flatMap((cohort, rung) =>
    cohort.runs.map((run) => ({
      ...rowOf(run, cohort, steps, phase),
      ...(sweep.remarks.get(run.id) ?? NO_REMARK),
      rung,
      rungs,
    })),
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
  /** Its key. */
  readonly column: string;
  readonly descending: boolean;
}

/** The rows in an order; equal ones stay as they are, and what is not known comes last either way. */
export function sortedRows(
  rows: readonly RunRow[],
  columns: readonly Column[],
  { column, descending }: Order,
): RunRow[] {
  const { value } = columns.find(({ key }) => key === column) ?? columns[0]!;
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    const unknown = (of: number | string) => of === "" || Number.isNaN(of);
    if (unknown(a) || unknown(b)) return Number(unknown(a)) - Number(unknown(b));
    return (a < b ? -1 : a > b ? 1 : 0) * (descending ? -1 : 1);
  });
}
