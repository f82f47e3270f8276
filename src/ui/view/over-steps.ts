import type { Emergence } from "../../analysis/emergence.ts";
import { spread } from "../../analysis/statistics.ts";
import { abilityColumn } from "../../metrics/columns.ts";
import { evaluationsOf } from "../../metrics/ladder.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { TaskSummary } from "../types.ts";
import type { AbilityRow } from "./abilities.ts";
import { runsOf } from "./progress.ts";

/** A width's score at an evaluation: exact match, mean over the seeds that have not diverged. */
export interface StepPoint {
  readonly step: number;
  readonly score: number;
}

/** One width's way to an ability. */
export interface StepLine {
  readonly width: number;
  readonly points: readonly StepPoint[];
  /** When it emerged, in steps. */
  readonly when: Emergence;
}

/** One task: a line a width. */
export interface StepPanel {
  readonly task: TaskSummary;
  readonly lines: readonly StepLine[];
}

/** More points than these cannot be told apart in a small drawing. */
const MOST_POINTS = 200;

/** The scores of every task as training goes on. Without a sweep the lines have no points. */
export const stepPanels = (rows: readonly AbilityRow[], sweep: Sweep | null): StepPanel[] =>
  rows.map(({ task, cells }) => ({
    task,
    lines: cells.map(({ width, when }) => ({
      width,
      when,
      points: sweep ? pointsOf(sweep, task, width) : [],
    })),
  }));

function pointsOf(sweep: Sweep, task: TaskSummary, width: number): StepPoint[] {
  const live = runsOf(sweep, width).filter((run) => run.status !== "diverged");
  const { steps, seeds } = evaluationsOf(live, abilityColumn(task.name, "exact"));
  const every = Math.ceil(steps.length / MOST_POINTS);
  const last = steps.length - 1;
  return steps.flatMap((step, i) => {
    if ((last - i) % every !== 0) return []; // the newest is always there
    const score = spread(seeds.map((scores) => scores[i]!)).mean;
    return Number.isFinite(score) ? [{ step, score }] : [];
  });
}

/** One that came to an ability: a task, or a width. */
interface Arrival {
  readonly title: string;
  readonly when: Emergence;
}

/**
 * What came first and what last: of several tasks at the widest width that has any, of a single task among the widths.
 * Empty where nothing has emerged on the way.
 */
export function overStepsWords(panels: readonly StepPanel[]): string {
  const [only, ...others] = panels;
  if (!only) return "";
  const { charts, stairs } = strings();
  if (others.length === 0)
    return orderWords(
      "",
      only.lines.map(({ width, when }) => ({ title: stairs.ofWidth(width), when })),
    );
  const told = only.lines.map(({ width }, i) =>
    orderWords(
      charts.overSteps.at(width),
      panels.map(({ task, lines }) => ({ title: task.title, when: lines[i]!.when })),
    ),
  );
  return told.findLast((words) => words !== "") ?? "";
}

/** The first and the last of those that came on the way. */
function orderWords(at: string, all: readonly Arrival[]): string {
  const stepOf = ({ when: { point } }: Arrival) => (point.kind === "between" ? point.at : Number.NaN);
  const came = all.filter((one) => Number.isFinite(stepOf(one))).sort((a, b) => stepOf(a) - stepOf(b));
  const [first] = came;
  if (!first) return "";
  const { charts, stairs } = strings();
  const told = ({ title, when }: Arrival) => ({ title, when: stairs.when(when) });
  return charts.overSteps.order(at, told(first), came.length > 1 ? told(came.at(-1)!) : null);
}

/** Every width's way to an ability in a line: `width 8: not yet at step 1,500 · width 16: emerged between …`. */
export function panelWords({ task, lines }: StepPanel): string {
  const { stairs } = strings();
  const ways = lines
    .filter(({ points }) => points.length > 0)
    .map(({ width, when }) => `${stairs.ofWidth(width)}: ${stairs.when(when)}`);
  return [task.title, ...ways].join(" · ");
}
