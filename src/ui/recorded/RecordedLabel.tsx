import type { Recipe } from "../../recipe/schema.ts";
import { adopted } from "../../recorded/match.ts";
import type { Actions } from "../actions.ts";
import type { RecordedHead } from "../types.ts";
import { isSame } from "../view/recipe.ts";
import { recordedWords } from "../view/recorded.ts";

interface Props {
  readonly head: RecordedHead;
  readonly recipe: Recipe;
  /** True where the visitor has a sweep to go back to. */
  readonly own: boolean;
  readonly off: boolean;
  readonly actions: Actions;
}

/** Says that what is shown is recorded, how it was made, and what can be done with it. */
export function RecordedLabel({ head, recipe, own, off, actions }: Props) {
  const isTaken = isSame(adopted(head.recipe, recipe), recipe);
  return (
    <>
      <p class="recorded-words" aria-live="polite">
        <strong>Recorded</strong>: {recordedWords(head)}
      </p>
      <p class="others">
        <button
          type="button"
          class="quiet-button"
          disabled={off || isTaken}
          onClick={() => actions.useRecordedRecipe()}
        >
          {isTaken ? "Its recipe is set" : "Use this recipe"}
        </button>
        <button type="button" class="quiet-button" onClick={() => actions.showOwn()}>
          {own ? "Back to your sweep" : "Hide"}
        </button>
      </p>
      <details class="how" key={head.name}>
        <summary>How it was made</summary>
        <code>{head.command}</code>
        <small>
          Widthwise {head.app.version} {head.app.commit}, {head.engine.device}, {head.runtime}. {head.title}.
        </small>
      </details>
    </>
  );
}
