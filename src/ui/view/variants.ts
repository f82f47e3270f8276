import type { Emergence } from "../../analysis/emergence.ts";
import { variantSweep } from "../../metrics/sweep.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { variantLabel as labelOf, variantNames } from "../../recipe/variants.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { type AbilityRow, abilityRows, newestStep } from "./abilities.ts";

/** A variant as people read it, in the page's language: `1 layer`, `lr 0.01, standard`. */
export const variantLabel = (recipe: Recipe, name: string | undefined) =>
  labelOf(recipe, name, strings().desk.variant);

/**
 * What each variant of a sweep shows, side by side: `1 layer: not yet at width 16 (3 seeds, 900 steps) · 2 layers:
 * emerged between 8 and 16`; of several abilities how many there are. Empty before the first evaluations.
 */
export function variantWords(sweep: Sweep): string {
  const { recipe, tasks } = sweep.summary;
  const found = variantNames(recipe).map((name) => {
    const rows = abilityRows(tasks, recipe.widths, variantSweep(sweep, name));
    return {
      label: variantLabel(recipe, name),
      words: rows.length === 1 ? whereOf(rows[0]!) : countOf(rows),
    };
  });
  if (found.some(({ words }) => words === "")) return "";
  return found.map(({ label, words }) => `${label}: ${words}`).join(" · ");
}

const isMeasured = ({ point }: Emergence) => point.kind !== "unmeasured";

function whereOf(row: AbilityRow): string {
  const words = strings().stairs.emergence;
  return words.where(row.emergence.point) || words.notYet(row.emergence, newestStep([row]));
}

/** `5 of 13 abilities`. */
function countOf(rows: readonly AbilityRow[]): string {
  if (!rows.every(({ emergence }) => isMeasured(emergence))) return "";
  const there = rows.filter(({ emergence }) => emergence.point.kind !== "not-yet").length;
  return strings().desk.abilitiesOf(there, rows.length);
}
