import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count, nats, percent } from "../format.ts";
import { type Ability, type AbilityRow, byEmergence } from "./abilities.ts";
import { lastLosses } from "./loss.ts";

/** What the page shows, as far as the tour speaks of it. */
export interface TourView {
  readonly widths: readonly number[];
  readonly rows: readonly AbilityRow[];
  readonly sweep: Sweep | null;
  /** True where that is a recorded sweep. */
  readonly recorded: boolean;
  readonly seeds: number;
}

/** One card of the tour. */
export interface TourStep {
  readonly title: string;
  readonly text: string;
  /** Finds the part of the page that it speaks of. */
  readonly target: string;
}

/** The tour, with the numbers that the page shows now. */
export function tourSteps(view: TourView): TourStep[] {
  const words = strings().tour;
  return [
    { title: words.widthTitle, text: widthText(view), target: ".grid thead" },
    { title: words.lossTitle, text: lossText(view), target: '[data-part="loss"]' },
    { title: words.notYetTitle, text: notYetText(view), target: ".grid tbody" },
    { title: words.emergenceTitle, text: emergenceText(view), target: ".chart.ability" },
    { title: words.seedsTitle, text: seedsText(view), target: ".finding" },
    { title: words.trainTitle, text: words.train, target: ".controls" },
  ];
}

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" ");

function widthText({ widths, sweep }: TourView): string {
  const words = strings().tour;
  const sized = (sweep?.summary.cohorts ?? []).map(({ width, parameters }) => ({
    width,
    value: count(parameters),
  }));
  const [narrow, wide] = [sized[0], sized[sized.length - 1]];
  const numbers = narrow && wide && narrow !== wide ? words.widthNumbers(narrow, wide) : "";
  return joined(words.width(widths.length), numbers);
}

function lossText({ sweep, recorded }: TourView): string {
  const words = strings().tour;
  const known = (sweep ? lastLosses(sweep) : []).filter(({ compared }) => Number.isFinite(compared));
  const [low, high] = ends(known, ({ compared }) => compared);
  if (!low || !high) return joined(words.loss, words.lossEmpty);
  const at = ({ width, compared }: (typeof known)[number]) => ({ width, value: nats(compared) });
  return joined(words.loss, low === high ? "" : words.lossNumbers(at(high), at(low), recorded));
}

/** The least and the most by a value; both undefined where there is nothing. */
function ends<T>(items: readonly T[], by: (item: T) => number): [T | undefined, T | undefined] {
  const sorted = [...items].sort((a, b) => by(a) - by(b));
  return [sorted[0], sorted[sorted.length - 1]];
}

function notYetText({ rows }: TourView): string {
  const words = strings().tour;
  return joined(words.notYet, contrastOf(rows) ?? words.notYetEmpty);
}

/** The clearest example on the stairs: the narrowest width that has an ability, beside the one before it. */
function contrastOf(rows: readonly AbilityRow[]): string | null {
  const words = strings().tour;
  const measured = byEmergence(rows)
    .map(({ task, cells }) => ({
      task: task.title,
      cells: cells.filter(({ score, step }) => score.n > 0 && step > 0),
    }))
    .filter(({ cells }) => cells.length > 0);
  const at = (cell: Ability) => ({ width: cell.width, value: percent(cell.score.mean) });
  for (const { task, cells } of measured) {
    const i = cells.findIndex((cell, c) => cell.there && c > 0 && !cells[c - 1]!.there);
    if (i > 0) return words.notYetBoth(task, at(cells[i]!), at(cells[i - 1]!));
  }
  const all = measured.find(({ cells }) => cells.every(({ there }) => there));
  if (all) return words.notYetAll(all.task, at(all.cells[0]!));
  const cells = measured.flatMap(({ task, cells }) => cells.map((cell) => ({ task, cell })));
  const [, best] = ends(cells, ({ cell }) => cell.score.mean);
  return best ? words.notYetNone(best.task, at(best.cell)) : null;
}

function emergenceText({ rows, widths }: TourView): string {
  const words = strings().tour;
  const points = byEmergence(rows).map(({ task, emergence }) => ({ task: task.title, ...emergence }));
  const between = points.find(({ point }) => point.kind === "between");
  if (between?.point.kind === "between") {
    const { below, above } = between.point;
    return joined(words.emergence, words.emergenceBetween(between.task, below, above));
  }
  const first = points.find(({ point }) => point.kind === "by-first");
  if (first?.point.kind === "by-first")
    return joined(words.emergence, words.emergenceByFirst(first.task, first.point.at));
  const widest = widths[widths.length - 1];
  return joined(words.emergence, widest === undefined ? "" : words.emergenceNotYet(widest));
}

function seedsText({ rows, seeds }: TourView): string {
  const words = strings().tour;
  if (seeds < 2) return words.seeds(seeds);
  const scored = rows.flatMap(({ task, cells }) => cells.map((cell) => ({ task: task.title, ...cell })));
  const several = scored.filter(({ score }) => score.n > 1 && score.max > score.min);
  const [, apart] = ends(several, ({ score }) => score.max - score.min);
  if (!apart) return joined(words.seeds(seeds), words.seedsInterval);
  const { task, width, score } = apart;
  const example = words.seedsApart(task, width, percent(score.min), percent(score.max));
  return joined(words.seeds(seeds), example, words.seedsInterval);
}
