import { sentence } from "../../analysis/words.ts";
import {
  FIELD_NAMES,
  type Field,
  type FieldName,
  fieldOf,
  type Problem,
  type Recipe,
} from "../../recipe/schema.ts";
import type { Machine } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import type { Explained } from "../drawer/useExplained.ts";
import type { DataSummary } from "../types.ts";
import { secondsOn, timeWords } from "../view/estimate.ts";
import { FieldRow } from "./FieldRow.tsx";
import { OwnData } from "./OwnData.tsx";
import { TaskChips } from "./TaskChips.tsx";

interface Props {
  readonly recipe: Recipe;
  readonly problems: readonly Problem[];
  readonly data: DataSummary | null;
  readonly machine: Machine;
  /** True while a sweep runs: its recipe cannot change under it. */
  readonly off: boolean;
  readonly actions: Actions;
  readonly explained: Explained;
}

/** The fields everybody looks at; all others are folded away. */
const PROMINENT: readonly FieldName[] = ["widths", "seeds", "steps"];

const GROUPS: readonly Field["group"][] = ["data", "model", "training", "measuring", "machine"];

/** What to train: the whole recipe as a form made from the field table. */
export function RecipeForm({ recipe, problems, data, machine, off, actions, explained }: Props) {
  const words = strings().recipe;
  const time = timeWords(recipe, machine);
  const takes = Number.isFinite(secondsOn(recipe, machine)) ? words.takes(time) : `${sentence(time)}.`;
  const setField = (name: FieldName, text: string) => actions.setField(name, text);
  const row = (name: FieldName) => (
    <FieldRow
      key={name}
      name={name}
      recipe={recipe}
      problems={problems.filter((problem) => problem.key === fieldOf(name).key)}
      off={off}
      label={name === "tasks" ? words.asText : undefined}
      setField={setField}
    />
  );
  const folded = FIELD_NAMES.filter((name) => !PROMINENT.includes(name));
  return (
    <section class="recipe" aria-labelledby="recipe-title">
      <h2 id="recipe-title">{words.title}</h2>
      <p class="help why-off">{off ? words.off : words.one(recipe.variants.length > 0)}</p>
      <TaskChips {...{ recipe, off, setField, explained }} hasData={data !== null} />
      <div class="fields">{PROMINENT.map(row)}</div>
      {problems.length === 0 && <p class="estimate">{takes}</p>}
      <OwnData data={data} off={off} actions={actions} />
      <details>
        <summary>{words.everythingElse}</summary>
        {GROUPS.map((group) => (
          <fieldset key={group} class="fields">
            <legend>{words.groups[group]}</legend>
            {folded.filter((name) => fieldOf(name).group === group).map(row)}
          </fieldset>
        ))}
      </details>
    </section>
  );
}
