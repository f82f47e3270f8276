import { place } from "../../analysis/emergence-words.ts";
import { type Jump, jumpOf } from "../../analysis/mirage.ts";
import { rescale } from "../../analysis/score.ts";
import { OWN_DATA } from "../../recipe/validate.ts";
import { strings } from "../../strings/strings.ts";
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
  if (asked.length === 0) return strings().charts.mirage.single;
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

const nameOf = (task: TaskSummary): string =>
  task.name === OWN_DATA ? strings().charts.mirage.yourFile : task.title;

function oneWords({ task, jump }: Verdict): string {
  const words = strings().charts.mirage;
  const name = nameOf(task);
  if (jump.kind === "none") return words.none(name);
  if (jump.kind === "gradual") return words.gradual(name);
  const where = words.between(place(jump.from), place(jump.to));
  const pace = jump.ratio === null ? "" : words.pace(jump.ratio.toFixed(1));
  if (jump.kind === "learned") return words.learned(name, where, pace);
  if (jump.kind === "metric-made") return words.metricMade(name, where, pace);
  return words.unclear(name, where, pace);
}

const GROUPS = [
  ["metricMade", ["metric-made"]],
  ["learned", ["learned"]],
  ["unclear", ["unclear"]],
  ["none", ["none", "gradual"]],
] as const satisfies readonly (readonly [string, readonly Jump["kind"][]])[];

function groupWords(verdicts: readonly Verdict[]): string {
  const words = strings().charts.mirage;
  return GROUPS.flatMap(([title, kinds]) => {
    const isOne = ({ jump }: Verdict) => kinds.some((kind) => kind === jump.kind);
    const names = verdicts.filter(isOne).map(({ task }) => nameOf(task));
    return names.length > 0 ? [words.group(words.groups[title], names)] : [];
  }).join(" ");
}

/** A verdict from a few points is a hint. */
function hedge(rows: readonly AbilityRow[]): string {
  const widths = rows[0]!.cells.filter((cell) => cell.score.n > 0).length;
  return widths < ENOUGH_WIDTHS ? strings().charts.mirage.hedge(widths) : "";
}
