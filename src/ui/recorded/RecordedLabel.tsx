import type { ComponentChildren } from "preact";
import type { Recipe } from "../../recipe/schema.ts";
import { adopted } from "../../recorded/match.ts";
import type { OtherSweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import { Press } from "../parts/Press.tsx";
import { isSame } from "../view/recipe.ts";
import { shownWords } from "../view/recorded.ts";

interface Props {
  readonly shown: OtherSweep;
  readonly recipe: Recipe;
  /** True where the visitor has a sweep to go back to. */
  readonly own: boolean;
  readonly off: boolean;
  readonly actions: Actions;
  /** What else may be shown. */
  readonly children: ComponentChildren;
}

/** Says where the sweep that is shown comes from; folded, how it was made and what can be done with it. */
export function RecordedLabel({ shown, recipe, own, off, actions, children }: Props) {
  const { head, origin } = shown;
  const words = strings().recorded;
  const isTaken = isSame(adopted(head.recipe, recipe), recipe);
  const leave = (
    <button type="button" class="quiet-button" onClick={() => actions.showOwn()}>
      {own ? words.back : words.hide}
    </button>
  );
  return (
    <>
      <p class="recorded-words" aria-live="polite">
        <strong>{strings().study.labels[origin]}</strong>: {shownWords(shown)}
      </p>
      {own && leave}
      <details class="how" key={head.name}>
        <summary>{words.how}</summary>
        <code>{head.command}</code>
        <small>
          Widthwise {head.app.version} {head.app.commit}, {head.engine.device},{" "}
          {strings().messages.say(head.runtime)}.
        </small>
        <p class="others">
          <Press class="quiet-button" off={off || isTaken} onPress={() => actions.useShownRecipe()}>
            {isTaken ? words.recipeIsSet : words.takeRecipe}
          </Press>
          {!own && leave}
        </p>
        {children}
      </details>
    </>
  );
}
