import { findingWords } from "../../analysis/emergence-words.ts";
import { findings } from "../../export/finding.ts";
import { stepsDone } from "../../metrics/run.ts";
import { variantSweep } from "../../metrics/sweep.ts";
import { formatField } from "../../recipe/parse.ts";
import { FIELD_NAMES, type FieldName, type Recipe } from "../../recipe/schema.ts";
import { firstVariant } from "../../recipe/variants.ts";
import type { Origin, OtherSweep, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { inLanguage } from "./tasks.ts";
import { variantLabel } from "./variants.ts";

/** One line of the list of sweeps. */
export interface SweepLine {
  /** null of the visitor's present sweep. */
  readonly id: string | null;
  readonly origin: Origin | null;
  readonly title: string;
  readonly sweep: Sweep;
  /** What differs from the sweep before it, or of a file from the visitor's present one; empty for the first. */
  readonly changed: string;
  /** When it began. */
  readonly when: string;
}

/** The present sweep, then those beside it, the newest first. */
export function sweepLines(own: Sweep | null, title: string, kept: readonly OtherSweep[]): SweepLine[] {
  const present = own && { id: null, origin: null, title, sweep: own };
  const others = kept.map(({ id, origin, head, sweep }) => ({ id, origin, title: head.title, sweep }));
  const all = [...others, ...(present ? [present] : [])];
  const visited = all.filter(({ origin }) => origin !== "imported");
  return all
    .map((line) => ({ ...line, changed: changedWords(line, visited, own), when: whenWords(line) }))
    .reverse();
}

type Line = Omit<SweepLine, "changed" | "when">;

function changedWords(line: Line, visited: readonly Line[], own: Sweep | null): string {
  const recipeOf = (one: Line | undefined) => one?.sweep.summary.recipe;
  const recipe = line.sweep.summary.recipe;
  if (line.origin === "imported") {
    return own ? fromYoursWords(differenceWords(own.summary.recipe, recipe)) : "";
  }
  const before = recipeOf(visited[visited.indexOf(line) - 1]);
  return before ? differenceWords(before, recipe) : "";
}

function fromYoursWords(difference: string): string {
  const { fromYours, sameRecipe } = strings().study;
  return difference === sameRecipe ? sameRecipe : fromYours(difference);
}

/** So many differences are told; the others are counted. */
const MOST_TOLD = 3;

/** Characters of a field's value at most: a ladder is long. */
const MOST_LETTERS = 28;

/** `Batch 64 → 128, Steps 1500 → 300`. */
export function differenceWords(before: Recipe, after: Recipe): string {
  const words = strings().study;
  const told = (name: FieldName, recipe: Recipe) => cut(formatField(name, recipe[name]));
  const differing = FIELD_NAMES.filter(
    (name) => formatField(name, before[name]) !== formatField(name, after[name]),
  );
  if (differing.length === 0) return words.sameRecipe;
  const first = differing
    .slice(0, MOST_TOLD)
    .map((name) => words.changed(strings().recipe.fields[name].label, told(name, before), told(name, after)));
  const rest = differing.length - first.length;
  return `${first.join(", ")}${rest > 0 ? ` ${words.more(rest)}` : ""}`;
}

const cut = (text: string) => (text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text);

/** The time of day of a sweep of this visit, the day of another. */
function whenWords({ origin, sweep }: Line): string {
  const style =
    origin === "imported"
      ? ({ day: "numeric", month: "short", year: "numeric" } as const)
      : ({ hour: "2-digit", minute: "2-digit" } as const);
  return new Intl.DateTimeFormat(strings().numbers.locale, style).format(sweep.startedAt);
}

/** What a sweep found, in a few words; of one with variants in the one that is shown first. */
export function verdictWords(sweep: Sweep): string {
  const { recipe } = sweep.summary;
  const variant = firstVariant(recipe);
  const found = findings(variantSweep(sweep, variant));
  const measured = found.filter(({ emergence }) => emergence.point.kind !== "unmeasured");
  const [only] = measured;
  const isTrained = sweep.runs.some((run) => run.eval.last("step") > 0);
  if (!only || !isTrained) return strings().study.noneYet;
  const label = variant === undefined ? "" : `${variantLabel(recipe, variant)}: `;
  const [task] = sweep.summary.tasks.map(inLanguage);
  if (found.length === 1 && task) {
    const spent = Math.max(...sweep.runs.map(stepsDone));
    return label + findingWords({ ...only, title: task.title }, spent, strings().stairs.emergence);
  }
  const there = measured.filter(({ emergence }) => emergence.point.kind !== "not-yet");
  return label + strings().study.there(there.length, found.length);
}
