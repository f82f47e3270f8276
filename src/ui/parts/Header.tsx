import type { Recipe } from "../../recipe/schema.ts";
import { strings } from "../../strings/strings.ts";
import { ladderWords } from "../view/status.ts";

/** The name and the question. */
export function Header({ recipe }: { readonly recipe: Recipe }) {
  const [before, stressed, after] = strings().frame.question;
  return (
    <header>
      <h1>Widthwise</h1>
      <p>
        {ladderWords(recipe)} {before}
        <em>{stressed}</em>
        {after}
      </p>
    </header>
  );
}
