import { useMemo } from "preact/hooks";
import type { Recipe } from "../../recipe/schema.ts";
import { variantLabel, variantName } from "../../recipe/variants.ts";
import type { Sweep } from "../../store/store.ts";
import { abilityVersion } from "../view/abilities.ts";
import { variantWords } from "../view/variants.ts";

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
    const name = variantName(variant);
    return { name, label: variantLabel(recipe, name) };
  });
  const isFew = options.length <= MOST_SEGMENTS;
  const evaluated = abilityVersion(sweep);
  const words = useMemo(() => (sweep && isFew ? variantWords(sweep) : ""), [sweep, isFew, evaluated]);
  if (options.length === 0) return null;
  const picker = { options, shown, show };
  return (
    <div class="variants">
      {isFew ? <Segments {...picker} /> : <Menu {...picker} />}
      <p class="help">{words || "All variants train; what is shown below is of this one."}</p>
    </div>
  );
}

interface PickerProps {
  readonly options: readonly { readonly name: string; readonly label: string }[];
  readonly shown: string | undefined;
  show(variant: string): void;
}

function Segments({ options, shown, show }: PickerProps) {
  return (
    <fieldset>
      <legend class="field-label">Shown</legend>
      <div class="segments">
        {options.map(({ name, label }) => (
          <label key={name}>
            <input type="radio" name="variant" checked={name === shown} onChange={() => show(name)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Menu({ options, shown, show }: PickerProps) {
  return (
    <label>
      <span class="field-label">Shown</span>
      <select value={shown} onChange={(event) => show(event.currentTarget.value)}>
        {options.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
