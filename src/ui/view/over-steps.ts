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

/** A path to an ability that has ended there, to be compared with others. */
interface Arrival {
  readonly title: string;
  readonly when: Emergence;
}

/**
 * What came first and what last: of several tasks at the widest width that has any, of a single task among the widths.
 * Empty where nothing has emerged on the way.
 */
export function overStepsWords(panels: readonly StepPanel[]): string {
  const words = strings().charts.overSteps;
  const { when } = strings().stairs;
  const told = ({ title, when: found }: Arrival) => ({ title, when: when(found) });
  const [only, ...others] = panels;
  const widths = panels[0]?.lines.map((line) => line.width) ?? [];
  if (only && others.length === 0) {
    const [first, last] = endsOf(
      only.lines.map((line) => ({ title: strings().stairs.ofWidth(line.width), when: line.when })),
    );
    return first ? words.order("", told(first), last ? told(last) : null) : "";
  }
  for (let i = widths.length - 1; i >= 0; i--) {
    const [first, last] = endsOf(
      panels.map(({ task, lines }) => ({ title: task.title, when: lines[i]!.when })),
    );
    if (first) return words.order(words.at(widths[i]!), told(first), last ? told(last) : null);
  }
  return "";
}

/** The first and the last of those that came on the way; the last is undefined where there is but one. */
function endsOf(all: readonly Arrival[]): Arrival[] {
  const at = ({ when: { point } }: Arrival) => (point.kind === "between" ? point.at : Number.NaN);
  const came = all.filter((one) => Number.isFinite(at(one))).sort((a, b) => at(a) - at(b));
  const last = came.at(-1);
  return last && came.length > 1 ? [came[0]!, last] : came;
}

/** Every width's way to an ability in a line: `width 8: not yet at step 1,500 · width 16: emerged between …`. */
export function panelWords({ task, lines }: StepPanel): string {
  const { stairs } = strings();
  const ways = lines
    .filter(({ points }) => points.length > 0)
    .map(({ width, when }) => `${stairs.ofWidth(width)}: ${stairs.when(when)}`);
  return [task.title, ...ways].join(" · ");
}
