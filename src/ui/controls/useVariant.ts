import { useMemo, useState } from "preact/hooks";
import { variantSweep } from "../../metrics/sweep.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { firstVariant, variantNames } from "../../recipe/variants.ts";
import type { Sweep } from "../../store/store.ts";

/** Which variant all views show, and what of the sweep is of it. Variants that are not shown train all the same. */
export function useVariant(recipe: Recipe, whole: Sweep | null) {
  const [wished, show] = useState("");
  const shown = whole?.summary.recipe ?? recipe;
  const variant = variantNames(shown).includes(wished) ? wished : firstVariant(shown);
  const sweep = useMemo(() => whole && variantSweep(whole, variant), [whole, variant]);
  return { variant, show, sweep };
}
