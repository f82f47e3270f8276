import type { TargetedToggleEvent } from "preact";
import { useRef } from "preact/hooks";
import { PRESETS, type Preset, recipeOf } from "../../recipe/presets.ts";
import type { Recipe } from "../../recipe/schema.ts";
import type { Machine } from "../../store/store.ts";
import { recommended, timeWords } from "../view/estimate.ts";
import { isSame } from "../view/recipe.ts";

interface Props {
  readonly recipe: Recipe;
  readonly machine: Machine;
  readonly off: boolean;
  setPreset(name: string): void;
}

const MENU = "preset-menu";

/** Which named recipe is in force, what to look for in it and how long it takes; a menu of cards has the others. */
export function PresetMenu({ recipe, machine, off, setPreset }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const current = PRESETS.find((preset) => isSame(recipeOf(preset), recipe));
  const best = recommended(machine);
  const choose = (name: string) => {
    setPreset(name);
    menu.current?.hidePopover();
  };
  return (
    <div class="preset">
      <button type="button" class="preset-button" popovertarget={MENU} aria-haspopup="dialog" disabled={off}>
        <span class="field-label">Preset</span> {current?.title ?? "Your own"}
      </button>
      <div class="preset-words help">
        <p>{current?.about ?? "A recipe of your own: see “What to train” below."}</p>
        <p class="preset-time">{timeWords(recipe, machine)}</p>
        {current && (
          <details key={current.name}>
            <summary>Why these numbers</summary>
            {current.reason}
          </details>
        )}
      </div>
      <div
        ref={menu}
        id={MENU}
        popover="auto"
        class="preset-menu"
        role="dialog"
        aria-label="Presets"
        onToggle={focusCurrent}
      >
        <ul>
          {PRESETS.map((preset) => (
            <Card
              key={preset.name}
              preset={preset}
              time={timeWords(recipeOf(preset), machine)}
              current={preset === current}
              best={preset === best}
              choose={() => choose(preset.name)}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}

/** An open menu is walked from the card in force. */
function focusCurrent(event: TargetedToggleEvent<HTMLDivElement>): void {
  if (event.newState !== "open") return;
  const cards = event.currentTarget.querySelectorAll<HTMLElement>(".preset-card");
  const current = [...cards].find((card) => card.getAttribute("aria-current") === "true");
  (current ?? cards[0])?.focus();
}

interface CardProps {
  readonly preset: Preset;
  readonly time: string;
  readonly current: boolean;
  readonly best: boolean;
  choose(): void;
}

function Card({ preset, time, current, best, choose }: CardProps) {
  return (
    <li>
      <button type="button" class="preset-card" aria-current={current ? "true" : undefined} onClick={choose}>
        <b>{preset.title}</b>
        <span>
          <span class="card-time">
            {time}
            {best && <em>recommended for this machine</em>}
          </span>
          <span>{preset.about}</span>
          <span class="card-checked">Checked against: {preset.checked}</span>
        </span>
      </button>
    </li>
  );
}
