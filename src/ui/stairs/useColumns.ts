import { useMemo } from "preact/hooks";
import type { Recipe } from "../../recipe/schema.ts";
import { isSameTasks } from "../../recorded/match.ts";
import type { Machine, Phase, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { AbilityRow } from "../view/abilities.ts";
import { costWords, sweepCost } from "../view/cost.ts";
import { stairWidths, withPlanned } from "../view/plan.ts";
import type { Moment } from "./useMoment.ts";

interface Shown {
  readonly recipe: Recipe;
  readonly machine: Machine;
  readonly off: boolean;
  readonly phase: Phase;
  readonly sweep: Sweep | null;
  readonly recorded: boolean;
  /** As they are now. */
  readonly rows: readonly AbilityRow[];
  readonly moment: Moment;
}

/** The widths that stand in columns with their rows, now, then and at another moment, and what is said of the ladder. */
export function useColumns({ recipe, machine, off, phase, sweep, recorded, rows: now, moment }: Shown) {
  const widths = stairWidths(recipe, sweep, phase, recorded);
  const newest = useMemo(() => withPlanned(now, widths), [now, widths]);
  const rows = useMemo(() => withPlanned(moment.rows, widths), [moment.rows, widths]);
  const others = useMemo(() => moment.others && withPlanned(moment.others, widths), [moment.others, widths]);
  const words = strings().play;
  const isOther = sweep !== null && !recorded && !isSameTasks(recipe, sweep.summary.recipe);
  const fixed = off ? words.fixed : isOther ? words.otherRecipe : "";
  const shown = widths === recipe.widths ? recipe : (sweep?.summary.recipe ?? recipe);
  const parameters = useMemo(() => sweepCost(shown, false)?.parameters ?? [], [shown]);
  // under a recorded staircase of other tasks it would be read as that one's
  const isOthers = sweep !== null && recorded && !isSameTasks(recipe, sweep.summary.recipe);
  const cost = useMemo(
    () => (isOthers ? "" : costWords(recipe, machine)),
    [isOthers, recipe, machine, words],
  );
  return { widths, rows, newest, others, ladder: { fixed, cost, parameters } };
}
