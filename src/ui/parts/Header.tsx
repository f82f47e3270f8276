import type { ComponentChildren } from "preact";
import type { Recipe } from "../../recipe/schema.ts";
import { strings } from "../../strings/strings.ts";
import { ladderWords } from "../view/status.ts";

interface Props {
  readonly recipe: Recipe;
  /** What explains the page. */
  readonly children: ComponentChildren;
}

/** The name and the question, and what helps to read the page. */
export function Header({ recipe, children }: Props) {
  const [before, stressed, after] = strings().frame.question;
  return (
    <header>
      <h1>Widthwise</h1>
      <p>
        {ladderWords(recipe)} {before}
        <em>{stressed}</em>
        {after}
      </p>
      <div class="header-help">{children}</div>
    </header>
  );
}
