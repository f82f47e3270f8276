import { numberWord, plural, sentence } from "../../analysis/words.ts";
import type { OtherSweep, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { RecordedHead } from "../types.ts";
import { type AbilityRow, rowWords } from "./abilities.ts";
import { backendWords } from "./status.ts";

const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** `8 seeds, WebAssembly, 2 x86-64 cores, no GPU, 23 November 2026`: what a recorded sweep was trained on. */
export const recordedWords = ({ recipe, engine, hardware, endedAt }: RecordedHead): string =>
  [plural(recipe.seeds.length, "seed"), backendWords(engine.backend), hardware, DAY.format(endedAt)].join(
    ", ",
  );

/** What is shown, and what it was trained on: a sweep of the visit has a name of its own. */
export const shownWords = ({ origin, head }: OtherSweep): string =>
  origin === "recorded" ? recordedWords(head) : `${head.title}, ${recordedWords(head)}`;

/** What a sweep beside the shown one is called: a recorded one by that, others by their own names. */
export const nameOf = ({ origin, head }: OtherSweep): string =>
  origin === "recorded" ? strings().study.origins.recorded : `“${head.title}”`;

/** What a sweep found that another is set against; empty where none is. */
export function againstWords(rows: readonly AbilityRow[], against: Sweep | null, name: string): string {
  const [only] = rows;
  if (!only || !against) return "";
  if (rows.length === 1) return againstRow(only, name);
  const there = rows.filter(({ emergence }) => ["between", "by-first"].includes(emergence.point.kind));
  const share = `${numberWord(there.length)} of ${numberWord(rows.length)} abilities emerged`;
  return `${sentence(name)}, ${plural(against.summary.recipe.seeds.length, "seed")}: ${share}.`;
}

/** The same of one ability. */
export const againstRow = (row: AbilityRow, name: string): string => `${sentence(name)}: ${rowWords(row)}`;
