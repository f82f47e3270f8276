import type { OtherSweep, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { RecordedHead } from "../types.ts";
import { type AbilityRow, hasEmerged, rowWords } from "./abilities.ts";
import { backendWords } from "./status.ts";

const dayWords = (time: number): string =>
  new Intl.DateTimeFormat(strings().numbers.locale, { dateStyle: "long", timeZone: "UTC" }).format(time);

/** `8 seeds, WebAssembly, 2 x86-64 cores, no GPU, 23 November 2026`: what a recorded sweep was trained on. */
export const recordedWords = ({ recipe, engine, hardware, endedAt }: RecordedHead): string =>
  strings().recorded.made(recipe.seeds.length, [
    backendWords(engine.backend),
    strings().messages.say(hardware),
    dayWords(endedAt),
  ]);

/** The title of a recorded sweep: its preset's, in the page's language, else its own. */
export const titleOf = ({ name, title }: RecordedHead): string =>
  strings().named.presets[name]?.title ?? title;

/** What is shown, and what it was trained on. */
export const shownWords = ({ origin, head }: OtherSweep): string =>
  `${origin === "recorded" ? titleOf(head) : head.title}, ${recordedWords(head)}`;

/** What a sweep beside the shown one is called: a recorded one by that, others by their own names. */
export const nameOf = ({ origin, head }: OtherSweep): string =>
  origin === "recorded" ? strings().study.origins.recorded : strings().recorded.named(head.title);

/** What a sweep found that another is set against; empty where none is. */
export function againstWords(rows: readonly AbilityRow[], against: Sweep | null, name: string): string {
  const [only] = rows;
  if (!only || !against) return "";
  if (rows.length === 1) return againstRow(only, name);
  const there = rows.filter(hasEmerged);
  const seeds = against.summary.recipe.seeds.length;
  return strings().recorded.emerged(name, seeds, there.length, rows.length);
}

/** The same of one ability. */
export const againstRow = (row: AbilityRow, name: string): string =>
  strings().recorded.found(name, rowWords(row));
