import { useState } from "preact/hooks";
import { formatField } from "../../recipe/parse.ts";
import type { FieldName, Recipe, WeightedTask } from "../../recipe/schema.ts";
import { OWN_DATA } from "../../recipe/validate.ts";
import { strings } from "../../strings/strings.ts";
import { TASKS } from "../../tasks/registry.ts";
import { DRAWER, type Explained } from "../drawer/useExplained.ts";
import { inLanguage } from "../view/tasks.ts";

interface Props {
  readonly recipe: Recipe;
  readonly hasData: boolean;
  readonly off: boolean;
  readonly explained: Explained;
  setField(name: FieldName, text: string): void;
}

/** Of the sentence that tells why the last ability stays. */
const HELD = "one-has-to-stay";

interface Choice {
  readonly name: string;
  readonly title: string;
  readonly about: string;
}

/** The abilities to train on, as check boxes in the suite's order. */
export function TaskChips({ recipe, hasData, off, explained, setField }: Props) {
  const words = strings().recipe;
  const file = { name: OWN_DATA, title: words.yourFile, about: words.yourFileAbout };
  const suite = TASKS.map(inLanguage);
  const choices: readonly Choice[] = hasData ? [...suite, file] : suite;
  const chosen = new Set(recipe.tasks.map((task) => task.name));
  const [isHeld, setHeld] = useState(false);
  const isOne = chosen.size === 1;
  const toggle = (name: string) =>
    setField("tasks", formatField("tasks", toggled(recipe.tasks, name, choices)));
  return (
    <fieldset class={off ? "chips off" : "chips"}>
      <legend class="field-label">{words.abilities}</legend>
      {isOne && (
        <p id={HELD} class={isHeld ? "help held" : "unseen"}>
          {words.hasToStay}
        </p>
      )}
      {choices.map((choice) => (
        <Chip
          key={choice.name}
          choice={choice}
          chosen={chosen.has(choice.name)}
          last={isOne && chosen.has(choice.name)}
          off={off}
          explained={explained}
          toggle={() => toggle(choice.name)}
          hold={() => setHeld(true)}
        />
      ))}
    </fieldset>
  );
}

interface ChipProps {
  readonly choice: Choice;
  readonly chosen: boolean;
  /** True for the only one chosen, which has to stay. */
  readonly last: boolean;
  readonly off: boolean;
  readonly explained: Explained;
  toggle(): void;
  /** Somebody tried to take the last one away. */
  hold(): void;
}

/** A check box, and beside it the way to its explanation, which stays open while a sweep runs. */
function Chip({ choice, chosen, last, off, explained, toggle, hold }: ChipProps) {
  const { name, title, about } = choice;
  const words = strings().recipe;
  return (
    <span class="chip-pair">
      <label class="chip" title={last ? `${about} ${words.hasToStay}` : about}>
        <input
          type="checkbox"
          checked={chosen}
          disabled={off}
          aria-disabled={last || undefined}
          aria-describedby={last ? HELD : undefined}
          onClick={(event) => {
            if (!last) return;
            event.preventDefault();
            hold();
          }}
          onChange={() => !last && toggle()}
        />
        <span>{title}</span>
      </label>
      <button
        type="button"
        class="chip-about"
        aria-label={words.whatIs(title)}
        aria-haspopup="dialog"
        aria-controls={DRAWER}
        aria-expanded={explained.task === name}
        onClick={() => explained.toggle(name)}
      >
        ?
      </button>
    </span>
  );
}

/** The tasks with one added or taken away, weights kept, in the order of the choices. */
function toggled(tasks: readonly WeightedTask[], name: string, choices: readonly Choice[]): WeightedTask[] {
  const rest = tasks.filter((task) => task.name !== name);
  const next = rest.length < tasks.length ? rest : [...rest, { name, weight: 1 }];
  const place = (task: WeightedTask) => choices.findIndex((choice) => choice.name === task.name);
  return next.sort((a, b) => place(a) - place(b));
}
