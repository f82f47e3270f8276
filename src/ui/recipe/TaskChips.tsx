import { formatField } from "../../recipe/parse.ts";
import type { FieldName, Recipe, WeightedTask } from "../../recipe/schema.ts";
import { OWN_DATA } from "../../recipe/validate.ts";
import { TASKS } from "../../tasks/registry.ts";

interface Props {
  readonly recipe: Recipe;
  readonly hasData: boolean;
  readonly off: boolean;
  setField(name: FieldName, text: string): void;
}

interface Choice {
  readonly name: string;
  readonly title: string;
  readonly about: string;
}

const FILE: Choice = {
  name: OWN_DATA,
  title: "Your file",
  about: "The examples or the text of your own file.",
};

/** The abilities to train on, as check boxes in the suite's order. */
export function TaskChips({ recipe, hasData, off, setField }: Props) {
  const choices: readonly Choice[] = hasData ? [...TASKS, FILE] : TASKS;
  const chosen = new Set(recipe.tasks.map((task) => task.name));
  const toggle = (name: string) =>
    setField("tasks", formatField("tasks", toggled(recipe.tasks, name, choices)));
  return (
    <fieldset class="chips" disabled={off}>
      <legend class="field-label">Abilities</legend>
      {choices.map(({ name, title, about }) => {
        const last = chosen.size === 1 && chosen.has(name);
        return (
          <label key={name} class="chip" title={last ? `${about} At least one has to stay.` : about}>
            <input
              type="checkbox"
              checked={chosen.has(name)}
              aria-disabled={last || undefined}
              onClick={(event) => last && event.preventDefault()}
              onChange={() => !last && toggle(name)}
            />
            <span>{title}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** The tasks with one added or taken away, weights kept, in the order of the choices. */
function toggled(tasks: readonly WeightedTask[], name: string, choices: readonly Choice[]): WeightedTask[] {
  const rest = tasks.filter((task) => task.name !== name);
  const next = rest.length < tasks.length ? rest : [...rest, { name, weight: 1 }];
  const place = (task: WeightedTask) => choices.findIndex((choice) => choice.name === task.name);
  return next.sort((a, b) => place(a) - place(b));
}
