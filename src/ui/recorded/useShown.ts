import { useMemo } from "preact/hooks";
import type { Axis } from "../../metrics/axis.ts";
import { variantSweep } from "../../metrics/sweep.ts";
import { firstVariant, variantNames } from "../../recipe/variants.ts";
import { isSameTasks } from "../../recorded/match.ts";
import type { Phase, Store, Sweep } from "../../store/store.ts";
import type { TaskSummary } from "../types.ts";
import { type AbilityRow, abilityRows } from "../view/abilities.ts";

/** Whose sweep is shown, and the other one that it is set against: one of the same tasks. */
export function useShown(store: Store) {
  const own = store.sweep.value;
  const shown = store.shown.value;
  const whole = shown?.sweep ?? own;
  const wished = store.against.value;
  const isSet = whole && wished && wished.id !== shown?.id;
  const other = isSet && isSameTasks(whole.summary.recipe, wished.head.recipe) ? wished : null;
  const phase: Phase = shown ? "finished" : store.phase.value;
  return { own, whole, phase, shown, other };
}

/** A sweep in a variant, or where it has no such one in its first. */
export function inVariant(whole: Sweep, variant: string | undefined): Sweep {
  const { recipe } = whole.summary;
  return variantSweep(whole, variantNames(recipe).includes(variant) ? variant : firstVariant(recipe));
}

/**
 * What is drawn behind: of the sweep that another is set against the same variant, or the first where it has no
 * such one; and its rows, in the order of the other's tasks.
 */
export function useBehind(
  whole: Sweep | null,
  tasks: readonly TaskSummary[],
  variant: string | undefined,
  axis: Axis,
) {
  const against = useMemo(() => whole && inVariant(whole, variant), [whole, variant]);
  const behind = useMemo<readonly AbilityRow[]>(
    () => (against ? abilityRows(tasks, against.summary.recipe.widths, against, axis) : []),
    [tasks, against, axis],
  );
  return { against, behind };
}
