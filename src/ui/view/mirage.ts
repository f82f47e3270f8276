import { type Jump, jumpOf } from "../../analysis/mirage.ts";
import { rescale } from "../../analysis/score.ts";
import { inSentence, numberWord, sentence } from "../../analysis/words.ts";
import { OWN_DATA } from "../../recipe/validate.ts";
import type { TaskSummary } from "../types.ts";
import { type AbilityRow, lengthOf } from "./abilities.ts";

/** Below this many widths the rule's verdict hangs on single points. */
const ENOUGH_WIDTHS = 8;

/** A task and what stands behind its jump. */
interface Verdict {
  readonly task: TaskSummary;
  readonly jump: Jump;
}

/** Whether the jumps of exact match are made by the metric or learned, in words that say how sure that is. */
export function mirageWords(rows: readonly AbilityRow[]): string {
  const asked = rows.filter((row) => lengthOf(row.task) > 1);
  const measured = asked.filter((row) => row.cells.some((cell) => cell.score.n > 0));
  if (asked.length === 0) return "Answers here are single symbols: there is nothing to multiply.";
  if (measured.length === 0) return "";
  const verdicts = measured.map((row) => ({ task: row.task, jump: jumpOfRow(row) }));
  const words = verdicts.length === 1 ? oneWords(verdicts[0]!) : groupWords(verdicts);
  return `${words} ${hedge(measured)}`.trim();
}

function jumpOfRow({ task, cells }: AbilityRow): Jump {
  return jumpOf(
    cells.map((cell) => cell.width),
    cells.map((cell) => rescale(cell.score.mean, task.chance)),
    cells.map((cell) => cell.loss),
  );
}

const nameOf = (task: TaskSummary) => (task.name === OWN_DATA ? "your file" : inSentence(task.title));

function oneWords({ task, jump }: Verdict): string {
  const name = sentence(nameOf(task));
  if (jump.kind === "none") return `${name}: no jump yet, exact match has not risen by half of its way.`;
  if (jump.kind === "gradual")
    return `${name}: no jump, exact match rises over more than half of the ladder.`;
  const where = `between about ${place(jump.from)} and ${place(jump.to)}`;
  const pace = jump.ratio === null ? "" : `${jump.ratio.toFixed(1)} times as fast as on the way there`;
  if (jump.kind === "learned") {
    return `${name}: where exact match jumps, ${where}, the loss falls ${pace}: learned.`;
  }
  if (jump.kind === "metric-made") {
    return `${name}: where exact match jumps, ${where}, the loss falls no faster, ${pace}: the metric makes the jump.`;
  }
  const why = pace
    ? `the loss falls ${pace}, between the two verdicts`
    : "too little of the ladder lies before it to tell";
  return `${name}: exact match jumps ${where}; ${why}.`;
}

const place = (width: number): string => (width < 19.95 ? width.toFixed(1) : String(Math.round(width)));

const GROUPS: readonly (readonly [string, readonly Jump["kind"][]])[] = [
  ["The metric makes the jump", ["metric-made"]],
  ["Learned", ["learned"]],
  ["Not clear", ["unclear"]],
  ["No jump yet", ["none", "gradual"]],
];

function groupWords(verdicts: readonly Verdict[]): string {
  return GROUPS.flatMap(([title, kinds]) => {
    const names = verdicts.filter(({ jump }) => kinds.includes(jump.kind)).map(({ task }) => nameOf(task));
    return names.length > 0 ? [`${title}: ${names.join(", ")}.`] : [];
  }).join(" ");
}

/** A verdict from a few points is a hint. */
function hedge(rows: readonly AbilityRow[]): string {
  const widths = rows[0]!.cells.filter((cell) => cell.score.n > 0).length;
  return widths < ENOUGH_WIDTHS ? `A hint, no more: ${numberWord(widths)} widths are few for this.` : "";
}
