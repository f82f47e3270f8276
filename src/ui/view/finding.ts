import { briefEmergenceWords } from "../../analysis/emergence-words.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { OWN_DATA } from "../../recipe/validate.ts";
import { isSameTasks } from "../../recorded/match.ts";
import type { Phase, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count, percents } from "../format.ts";
import type { DataSummary, TaskSummary } from "../types.ts";
import { type Ability, type AbilityRow, newestStep, spentOf } from "./abilities.ts";
import { budgetWords } from "./compare.ts";
import { isOver } from "./phase.ts";
import { taskRows } from "./tasks.ts";

/** A sentence and what is to be said more quietly after it. */
export interface Finding {
  readonly lead: string;
  readonly aside: string;
}

/** The sentence above the stairs: before, what Train will do; then what has been found so far. */
export function findingWords(
  rows: readonly AbilityRow[],
  widths: readonly number[],
  phase: Phase,
  sweep: Sweep | null,
): Finding {
  if (!sweep) return planWords(rows, widths, phase);
  const words = strings().stairs;
  const seeds = sweep.summary.recipe.seeds.length;
  const lead = briefEmergenceWords(
    rows.map(({ task, emergence }) => ({ title: nameOf(task), emergence })),
    spentOf(rows),
    words.emergence,
  );
  if (lead === "") return { lead: words.firstScores, aside: "" };
  const aside = [...whenSentences(rows, phase), words.preview(seeds)].filter((one) => one !== "");
  return { lead, aside: aside.join(" ") };
}

/** `So far, at step 300.`, `Compared at equal FLOPs, 2.3 GFLOPs a run.` */
function whenSentences(rows: readonly AbilityRow[], phase: Phase): string[] {
  const words = strings().stairs;
  const { compared } = rows[0]!;
  const soFar = isOver(phase) ? [] : [words.soFar(count(newestStep(rows)))];
  if (!compared || compared.axis === "step") return soFar;
  return [...soFar, words.compared(words.axes[compared.axis], budgetWords(compared))];
}

/** A task within a sentence: a file's own name would neither stand capitals nor do without them. */
const nameOf = (task: TaskSummary) => (task.name === OWN_DATA ? strings().stairs.yourFile : task.title);

/** What Train will do, for somebody who has never been here. */
function planWords(rows: readonly AbilityRow[], widths: readonly number[], phase: Phase): Finding {
  const words = strings().stairs;
  const plan = words.plan(widths, rows.length, rows[0]?.task.title ?? "");
  return { lead: phase === "idle" ? words.invite(plan) : words.planned(plan), aside: words.cellFills };
}

/** What Train will do while a sweep of others is looked at: their place is taken, or something else begins. */
export function invitationWords(recipe: Recipe, data: DataSummary | null, shown: Recipe): string {
  const words = strings().stairs;
  if (isSameTasks(recipe, shown)) return words.invitation;
  const tasks = taskRows(recipe, data, null);
  return words.invite(words.plan(recipe.widths, tasks.length, tasks[0]?.title ?? ""));
}

/** What the lines of scores against widths show: the steepest rise, or the best score where nothing rises; empty at 0 %. */
export function riseWords(rows: readonly AbilityRow[]): string {
  const points = rows.flatMap(({ task, cells }) => {
    const measured = cells.filter((cell) => cell.score.n > 0);
    return measured.map((cell, i) => {
      const before = measured[i - 1] ?? cell;
      return { title: nameOf(task), before, cell, rise: cell.score.mean - before.score.mean };
    });
  });
  if (points.length === 0) return "";
  const words = strings().charts.ability;
  const steepest = points.reduce((a, b) => (b.rise > a.rise ? b : a));
  if (steepest.rise >= LEAST_RISE) {
    const { title, before, cell } = steepest;
    return words.rise(title, scoreWords(before), scoreWords(cell));
  }
  const best = points.reduce((a, b) => (b.cell.score.mean > a.cell.score.mean ? b : a));
  return best.cell.score.mean < LEAST_SCORE ? "" : words.highest(best.title, scoreWords(best.cell));
}

/** Below a tenth, a rise between two widths is not worth a sentence. */
const LEAST_RISE = 0.1;

/** Below this a score is shown as 0 %, which is no highest one. */
const LEAST_SCORE = 0.005;

const scoreWords = (cell: Ability) => strings().charts.ability.score(percents(cell.score.mean), cell.width);
