import type { Phase } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { CardContent } from "../save/Card.tsx";
import { type AbilityRow, byEmergence, hasEmerged } from "./abilities.ts";
import { captionLines } from "./caption.ts";
import { findingWords } from "./finding.ts";
import { isSettled } from "./phase.ts";
import type { Provenance } from "./provenance.ts";

/** More abilities than this are counted in the sentence; the staircase names them. */
const MOST_NAMED = 5;

function summaryOf(rows: readonly AbilityRow[], widths: readonly number[]): string {
  const there = rows.filter(hasEmerged);
  return strings().share.summary(there.length, rows.length, widths[widths.length - 1] ?? 0);
}

/** What a result card tells of the sweep that is shown. Rows stand as they do on the page. */
export function cardContent(
  rows: readonly AbilityRow[],
  widths: readonly number[],
  phase: Phase,
  provenance: Provenance,
): CardContent {
  const { summary } = provenance.whole;
  const { lead, aside } = findingWords(rows, widths, phase, provenance.whole);
  const isLong = rows.length > MOST_NAMED;
  const parametersOf = (width: number) =>
    summary.cohorts.find((cohort) => cohort.width === width && cohort.variant === provenance.variant);
  return {
    ...{ lead: isLong ? summaryOf(rows, widths) : lead, aside, widths },
    rows: isSettled(phase) ? byEmergence(rows) : rows,
    parameters: widths.map((width) => parametersOf(width)?.parameters ?? Number.NaN),
    caption: captionLines(provenance),
  };
}
