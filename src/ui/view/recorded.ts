import { numberWord, plural } from "../../analysis/words.ts";
import type { Sweep } from "../../store/store.ts";
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

/** What the recorded sweep found where the visitor's own is set against it; empty where it is not. */
export function againstWords(rows: readonly AbilityRow[], against: Sweep | null): string {
  const [only] = rows;
  if (!only || !against) return "";
  if (rows.length === 1) return againstRow(only);
  const there = rows.filter(({ emergence }) => ["between", "by-first"].includes(emergence.point.kind));
  const share = `${numberWord(there.length)} of ${numberWord(rows.length)} abilities emerged`;
  return `Recorded, ${plural(against.summary.recipe.seeds.length, "seed")}: ${share}.`;
}

/** The same of one ability. */
export const againstRow = (row: AbilityRow): string => `Recorded: ${rowWords(row)}`;
