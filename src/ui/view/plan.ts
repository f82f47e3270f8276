import type { Recipe } from "../../recipe/schema.ts";
import { isSameTasks } from "../../recorded/match.ts";
import type { Phase, Sweep } from "../../store/store.ts";
import { type AbilityRow, emptyAbility } from "./abilities.ts";
import { isOver } from "./phase.ts";

/**
 * The widths that the stairs show: those of the sweep, and once the visitor's own is over those of the next one on
 * the same abilities, so that the ladder can be changed where it stands.
 */
export function stairWidths(
  recipe: Recipe,
  sweep: Sweep | null,
  phase: Phase,
  recorded: boolean,
): readonly number[] {
  const shown = sweep?.summary.recipe ?? recipe;
  const isPlanned = !recorded && isOver(phase) && isSameTasks(recipe, shown);
  return isPlanned ? recipe.widths : shown.widths;
}

/** The rows with a cell for each of these widths: empty where it has not been trained. */
export const withPlanned = (rows: readonly AbilityRow[], widths: readonly number[]): readonly AbilityRow[] =>
  rows.map((row) => ({
    ...row,
    cells: widths.map(
      (width) => row.cells.find((cell) => cell.width === width) ?? emptyAbility(row.task, width),
    ),
  }));
