import { PRESETS, type Preset, recipeOf } from "../../recipe/presets.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { isSame } from "../view/recipe.ts";

interface Props {
  readonly recipe: Recipe;
  readonly off: boolean;
  setPreset(name: string): void;
}

/** Which named recipe is in force, and what to look for in it. */
export function PresetSelect({ recipe, off, setPreset }: Props) {
  const current = PRESETS.find((preset) => isSame(recipeOf(preset), recipe));
  return (
    <div class="preset">
      <label>
        <span class="field-label">Preset</span>
        <select
          value={current?.name ?? ""}
          disabled={off}
          aria-describedby="preset-about"
          onChange={(event) => setPreset(event.currentTarget.value)}
        >
          {!current && <option value="">Your own</option>}
          {PRESETS.map((preset: Preset) => (
            <option key={preset.name} value={preset.name}>
              {preset.title}
            </option>
          ))}
        </select>
      </label>
      <div class="preset-words help">
        <p id="preset-about">{current?.about ?? "A recipe of your own: see “What to train” below."}</p>
        {current && (
          <details key={current.name}>
            <summary>Why these numbers</summary>
            {current.reason}
          </details>
        )}
      </div>
    </div>
  );
}
