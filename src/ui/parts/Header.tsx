import type { ComponentChildren } from "preact";
import type { Recipe } from "../../recipe/schema.ts";
import { LANGUAGES, type Language, language } from "../../strings/language.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import { ladderWords } from "../view/status.ts";

interface Props {
  readonly recipe: Recipe;
  readonly actions: Pick<Actions, "speak">;
  /** What explains the page. */
  readonly children: ComponentChildren;
}

/** The name and the question, what helps to read the page, and the language in which all is said. */
export function Header({ recipe, actions, children }: Props) {
  const [before, stressed, after] = strings().frame.question;
  return (
    <header>
      <h1>Widthwise</h1>
      <p>
        {ladderWords(recipe)} {before}
        <em>{stressed}</em>
        {after}
      </p>
      <div class="header-side">
        <div class="header-help">{children}</div>
        <LanguageSwitch speak={(wanted) => actions.speak(wanted)} />
      </div>
    </header>
  );
}

/** Every language by its own name, so that whoever reads no other finds it. */
function LanguageSwitch({ speak }: { speak(wanted: Language): void }) {
  return (
    <fieldset class="languages">
      <legend class="unseen">{strings().frame.language}</legend>
      {(Object.keys(LANGUAGES) as Language[]).map((name) => (
        <button
          key={name}
          type="button"
          lang={name}
          aria-pressed={name === language.value}
          onClick={() => speak(name)}
        >
          {LANGUAGES[name]}
        </button>
      ))}
    </fieldset>
  );
}
