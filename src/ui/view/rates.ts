import { bestRates, rateSentences } from "../../analysis/rates.ts";
import { type RatePanel, ratePanels } from "../../metrics/rates.ts";
import type { Recipe } from "../../recipe/schema.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count, nats } from "../format.ts";
import { comparedStep } from "./compare.ts";

/** One cell of the map. */
export interface RateCell {
  /** Held-out loss, mean over seeds; NaN where there is none or a seed diverged. */
  readonly loss: number;
  /** The loss; a cross where a run diverged. */
  readonly text: string;
  /** What is seen but not read out; may be empty. */
  readonly note: string;
  /** How strong its colour is, 0 to 1: 1 for the lowest loss of all panels. Even steps are even ratios of losses. */
  readonly strength: number;
  readonly isBest: boolean;
}

/** One learning rate of a panel. */
export interface RateRow {
  readonly rate: number;
  readonly variant: string;
  readonly cells: readonly RateCell[];
}

/** The panels of the map: the highest rate first, as on an axis. */
export interface RateMapView {
  readonly panels: readonly {
    readonly label: string;
    readonly widths: readonly number[];
    readonly rows: readonly RateRow[];
  }[];
  /** What it shows; empty before there is anything to compare. */
  readonly words: string;
}

/** Learning rate × width of a sweep, or of what will be one. */
export function rateMap(recipe: Recipe, sweep: Sweep | null): RateMapView {
  const step = sweep ? comparedStep(sweep) : Number.NaN;
  const panels = ratePanels(recipe, sweep?.runs ?? [], strings().desk.variant, step);
  const strength = strengths(panels);
  return {
    panels: panels.map((panel) => ({ ...panel, rows: rowsOf(panel, strength) })),
    words: panels.length > 0 ? mapWords(panels, recipe, step, sweep?.endedAt !== null) : "",
  };
}

function rowsOf(panel: RatePanel, strength: (loss: number) => number): RateRow[] {
  const words = strings().charts.rates;
  const best = bestRates(panel);
  const rows = panel.rates.map((rate, r) => ({
    rate,
    variant: panel.variants[r]!,
    cells: panel.losses[r]!.map((loss, w) => {
      const isBest = best[w]?.rate === rate;
      const shared = { loss, strength: strength(loss), isBest };
      if (panel.diverged[r]![w]! > 0) return { text: "×", note: words.diverged, ...shared };
      return { text: nats(loss), note: isBest ? words.lowest : "", ...shared };
    }),
  }));
  return rows.reverse();
}

/** Zero has no logarithm: losses below this are coloured as this. */
const FLOOR = 1e-7;

const logOf = (loss: number): number => Math.log(Math.max(loss, FLOOR));

/** From the highest loss to the lowest of all panels, on a logarithmic scale; 0 where there is none. */
function strengths(panels: readonly RatePanel[]): (loss: number) => number {
  const logs = panels.flatMap(({ losses }) => losses.flat().map(logOf).filter(Number.isFinite));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  return (loss) => {
    const share = (high - logOf(loss)) / (high - low);
    return Number.isFinite(share) ? share : 0;
  };
}

function mapWords(panels: readonly RatePanel[], recipe: Recipe, step: number, isOver: boolean): string {
  const { charts, stairs } = strings();
  const found = rateSentences(panels, charts.rates.words);
  if (found.length === 0 || step === 0) return "";
  const when = isOver || !Number.isFinite(step) ? [] : [stairs.soFar(count(step))];
  return [...when, ...found, stairs.preview(recipe.seeds.length)].join(" ").trim();
}
