import type { Recipe } from "../../recipe/schema.ts";
import { ladderWords } from "../view/status.ts";

/** The name and the question. */
export function Header({ recipe }: { readonly recipe: Recipe }) {
  return (
    <header>
      <h1>Widthwise</h1>
      <p>
        {ladderWords(recipe)} What can a Transformer do, and what can it not do <em>yet</em>?
      </p>
    </header>
  );
}
