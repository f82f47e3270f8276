import { inSentence } from "../../analysis/words.ts";
import { formatField } from "../../recipe/parse.ts";
import { DEFAULT_RECIPE, FIELD_NAMES, type FieldName, fieldOf, type Recipe } from "../../recipe/schema.ts";
import type { OtherSweep, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count } from "../format.ts";

/** Where what is shown comes from: what a caption tells of it. */
export interface Provenance {
  /** The whole sweep, all variants. */
  readonly whole: Sweep;
  /** The variant that is shown; undefined where there are none. */
  readonly variant: string | undefined;
  /** Where it is no sweep of now. */
  readonly shown: OtherSweep | null;
  readonly appVersion: string;
}

/** More abilities than this are counted, not named. */
const MOST_NAMED = 3;

/** Fields that the line tells in words of its own, or that change no result. */
const TOLD: readonly FieldName[] = ["tasks", "widths", "seeds", "layers", "steps", "batch", "learningRate"];

/**
 * A recipe in one line: what is always asked first in words, whatever else differs from the defaults by its label.
 *
 * @param titles of its abilities
 */
export function recipeLine(recipe: Recipe, titles: readonly string[]): string {
  const words = strings().share;
  const others = FIELD_NAMES.filter(
    (name) =>
      !TOLD.includes(name) &&
      fieldOf(name).group !== "machine" &&
      formatField(name, recipe[name]) !== formatField(name, DEFAULT_RECIPE[name]),
  );
  return [
    titles.length > MOST_NAMED ? words.tasks(titles.length) : titles.join(", "),
    words.widths(recipe.widths.join(", ")),
    words.layers(recipe.layers),
    words.training(count(recipe.steps), count(recipe.batch)),
    words.learningRate(String(recipe.learningRate)),
    ...others.map((name) => otherWords(name, recipe)),
  ].join(" · ");
}

function otherWords(name: FieldName, recipe: Recipe): string {
  const { share, recipe: form } = strings();
  if (name === "evalEvery") return share.evaluated(count(recipe.evalEvery));
  if (name === "evalSize") return share.prompts(count(recipe.evalSize));
  return `${inSentence(form.fields[name].label)} ${formatField(name, recipe[name])}`;
}
