import { useMemo } from "preact/hooks";
import type { Recipe } from "../../recipe/schema.ts";
import { variantName } from "../../recipe/variants.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { Choice } from "../parts/Choice.tsx";
import { abilityVersion } from "../view/abilities.ts";
import { variantLabel, variantWords } from "../view/variants.ts";

interface Props {
  readonly recipe: Recipe;
  /** The whole sweep, all variants. */
  readonly sweep: Sweep | null;
  /** The name of the variant that is shown. */
  readonly shown: string | undefined;
  show(variant: string): void;
}

/** More than this many segments are no longer taken in at a glance. */
const MOST_SEGMENTS = 4;

/** Which variant all views show: `1 layer | 2 layers`. Nothing where a recipe has no variants. */
export function VariantSwitch({ recipe, sweep, shown, show }: Props) {
  const options = recipe.variants.map((variant) => {
    const value = variantName(variant);
    return { value, title: variantLabel(recipe, value) };
  });
  const isFew = options.length <= MOST_SEGMENTS;
  const evaluated = abilityVersion(sweep);
  const { shown: label, allVariants } = strings().desk;
  const words = useMemo(() => (sweep && isFew ? variantWords(sweep) : ""), [sweep, isFew, evaluated, label]);
  if (options.length === 0) return null;
  return (
    <div class="variants">
      {isFew ? (
        <Choice label={label} shown options={options} value={shown ?? ""} onChoose={show} />
      ) : (
        <Menu {...{ options, shown, show }} />
      )}
      <p class="help">{words || allVariants}</p>
    </div>
  );
}

interface MenuProps {
  readonly options: readonly { readonly value: string; readonly title: string }[];
  readonly shown: string | undefined;
  show(variant: string): void;
}

function Menu({ options, shown, show }: MenuProps) {
  return (
    <label>
      <span class="field-label">{strings().desk.shown}</span>
      <select value={shown} onChange={(event) => show(event.currentTarget.value)}>
        {options.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
