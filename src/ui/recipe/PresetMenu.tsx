import type { TargetedToggleEvent } from "preact";
import { useRef } from "preact/hooks";
import { PRESETS, type Preset, recipeOf } from "../../recipe/presets.ts";
import type { Recipe } from "../../recipe/schema.ts";
import type { Machine } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import { recommended, timeWords } from "../view/estimate.ts";
import { isSame } from "../view/recipe.ts";

interface Props {
  readonly recipe: Recipe;
  readonly machine: Machine;
  readonly off: boolean;
  readonly actions: Pick<Actions, "setPreset">;
}

const MENU = "preset-menu";

/** Which named recipe is in force and, folded, what to look for in it; a menu of cards has the others. */
export function PresetMenu({ recipe, machine, off, actions }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const current = PRESETS.find((preset) => isSame(recipeOf(preset), recipe));
  const best = recommended(machine);
  const words = strings().recipe;
  const told = current && presetWords(current);
  const choose = (name: string) => {
    actions.setPreset(name);
    menu.current?.hidePopover();
  };
  return (
    <div class="preset">
      <button type="button" class="preset-button" popovertarget={MENU} aria-haspopup="dialog" disabled={off}>
        <span class="field-label">{words.preset}</span> {told?.title ?? words.own}
      </button>
      {told && <InForce key={told.name} preset={told} />}
      <div
        ref={menu}
        id={MENU}
        popover="auto"
        class="preset-menu"
        role="dialog"
        aria-label={words.presets}
        onBeforeToggle={placeBelow}
        onToggle={focusCurrent}
      >
        <h2>{words.presets}</h2>
        <ul>
          {PRESETS.map((preset) => (
            <Card
              key={preset.name}
              {...{ preset, choose }}
              time={timeWords(recipeOf(preset), machine)}
              current={preset === current}
              best={preset === best}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}

/** What to look for in the preset in force, folded away. */
const InForce = ({ preset }: { readonly preset: Preset }) => (
  <details class="preset-words help">
    <summary>{strings().recipe.lookFor}</summary>
    <p>{preset.about}</p>
    <p>{preset.reason}</p>
  </details>
);

/** What is said of a preset, in the page's language. */
const presetWords = (preset: Preset) => ({ ...preset, ...strings().named.presets[preset.name] });

/** On a wide page the menu leaves its button free, which closes it again. */
function placeBelow({ currentTarget: menu }: TargetedToggleEvent<HTMLDivElement>): void {
  const button = menu.parentElement?.querySelector(".preset-button");
  const below = (button?.getBoundingClientRect().bottom ?? 0) + 8;
  menu.style.setProperty("--below", `${Math.max(16, Math.min(below, innerHeight / 2))}px`);
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
  choose(name: string): void;
}

function Card({ preset, time, current, best, choose }: CardProps) {
  const words = strings().recipe;
  const told = presetWords(preset);
  return (
    <li>
      <button
        type="button"
        class="preset-card"
        aria-current={current ? "true" : undefined}
        onClick={() => choose(preset.name)}
      >
        <b>{told.title}</b>
        <span>
          <span class="card-time">
            {time}
            {best && <em>{words.recommended}</em>}
          </span>
          <span>{told.about}</span>
          <span class="card-checked">{words.checked(told.checked)}</span>
        </span>
      </button>
    </li>
  );
}
