import { strings } from "../../strings/strings.ts";
import { count, percent } from "../format.ts";
import type { Ability } from "./abilities.ts";

/** True for a cell that has a score to be set against another. */
export const isScored = (cell: Ability | undefined): cell is Ability =>
  cell !== undefined && cell.score.n > 0;

/** The two in the order of their steps. */
const inTime = (a: Ability, b: Ability): readonly [earlier: Ability, later: Ability] =>
  b.step < a.step ? [b, a] : [a, b];

/** `12→70`: a cell then and later. */
export function changeText(cell: Ability, other: Ability): string {
  const [earlier, later] = inTime(cell, other);
  return `${percent(earlier.score.mean)}→${percent(later.score.mean)}`;
}

/** The same as a sentence; empty where there is nothing to compare with. */
export function changeWords(cell: Ability, other: Ability | undefined): string {
  if (!isScored(other) || !isScored(cell)) return "";
  const [earlier, later] = inTime(cell, other);
  return strings().play.change(
    count(earlier.step),
    percent(earlier.score.mean),
    count(later.step),
    percent(later.score.mean),
  );
}
