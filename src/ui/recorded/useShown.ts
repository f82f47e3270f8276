import { isSameTasks } from "../../recorded/match.ts";
import type { Phase, Store, Sweep } from "../../store/store.ts";
import type { TaskSummary } from "../types.ts";
import { type AbilityRow, abilityRows } from "../view/abilities.ts";

/** Whose sweep is shown, and the recorded one that it is set against. */
export function useShown(store: Store) {
  const recorded = store.recorded.value;
  const own = store.sweep.value;
  const shown = store.showing.value === "recorded" ? recorded : null;
  const isSet = store.comparing.value && !shown && own && recorded;
  const against = isSet && isSameTasks(own.summary.recipe, recorded.head.recipe) ? recorded : null;
  const phase: Phase = shown ? "finished" : store.phase.value;
  return { own, sweep: shown?.sweep ?? own, phase, shown, against };
}

/** The rows of the sweep that another is set against, in the order of that one's tasks. */
export const behindRows = (tasks: readonly TaskSummary[], sweep: Sweep | undefined): readonly AbilityRow[] =>
  sweep ? abilityRows(tasks, sweep.summary.recipe.widths, sweep) : [];
