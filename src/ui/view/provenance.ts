import { hasEnded, stepsDone } from "../../metrics/run.ts";
import { formatField } from "../../recipe/parse.ts";
import {
  DEFAULT_RECIPE,
  FIELD_NAMES,
  FIELDS,
  type FieldName,
  fieldOf,
  type Recipe,
} from "../../recipe/schema.ts";
import type { OtherSweep, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count } from "../format.ts";
import { engineOn } from "./status.ts";
import { inLanguage } from "./tasks.ts";
import { variantLabel } from "./variants.ts";

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
 * A recipe in one line: what is always asked first in words, whatever else differs from the defaults by its key.
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
    ...others.map((name) => `${FIELDS[name].key} ${formatField(name, recipe[name])}`),
  ].join(" · ");
}

/** The lines below a figure: its recipe; seeds, engine and device, day, and version. */
export function captionLines({ whole, variant, shown, appVersion }: Provenance): string[] {
  const words = strings().share;
  const { summary } = whole;
  const { recipe } = summary;
  const engine = engineOn(summary);
  const facts = [
    variant === undefined ? "" : words.shown(variantLabel(recipe, variant)),
    shown ? strings().study.labels[shown.origin] : "",
    words.seeds(recipe.seeds.length),
    untilWords(whole),
    [engine, shown?.head.hardware].filter(Boolean).join(", "),
    words.day(whole.endedAt ?? Date.now()),
    `Widthwise\u00a0${shown?.head.app.version ?? appVersion}`,
  ];
  const titles = summary.tasks.map((task) => inLanguage(task).title);
  return [recipeLine(recipe, titles), facts.filter((fact) => fact !== "").join(" · ")];
}

/** How far the runs are that have not ended by themselves; empty where all have. */
function untilWords({ runs, summary }: Sweep): string {
  const { steps } = summary.recipe;
  if (runs.every(hasEnded)) return "";
  return strings().share.soFar(count(Math.max(...runs.map(stepsDone))), count(steps));
}
