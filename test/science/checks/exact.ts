/** Exact match against width beside a pilot's figures: what `sort` and `reverse` have in common. */
import { whereWords } from "../../../src/analysis/emergence-words.ts";
import type { SweepLog } from "../../../src/metrics/sweep.ts";
import type { RecipeOverride } from "../../../src/recipe/schema.ts";
import {
  type Bounds,
  boundsWords,
  type Check,
  isWithin,
  judged,
  type Line,
  type Outcome,
  shown,
} from "../check.ts";
import { type Series, shareAxis, widthAxis } from "../plot.ts";
import { emergenceOf, listOf, median, scoresAt } from "../scores.ts";

/** A width of the pilot and what our median may be there. */
export interface ExactReference {
  readonly width: number;
  /** The pilot's least and greatest seed. */
  readonly range: readonly [number, number];
  /** In words. */
  readonly pilot: string;
  /** Left out where the figure is only shown. */
  readonly bounds?: Bounds;
}

/** What differs from check to check. */
export interface ExactCheck extends Pick<Check, "about" | "takes" | "source"> {
  readonly task: string;
  readonly title: string;
  readonly references: readonly ExactReference[];
  readonly recipe: RecipeOverride;
  /** Lines beside those of the medians. */
  further?(sweep: SweepLog): Line[];
}

/** Trains the ladder of the references and holds each width's median seed against its bounds. */
export function exactCheck({ task, title, references, recipe, further, ...words }: ExactCheck): Check {
  return {
    ...words,
    async run(lab): Promise<Outcome> {
      const widths = references.map(({ width }) => width);
      const sweep = await lab.train({ tasks: [{ name: task, weight: 1 }], widths, ...recipe });
      const lines = references.flatMap((reference) => linesOf(sweep, task, reference));
      const seeds = sweep.summary.recipe.seeds.length;
      const { engine, device } = sweep.summary.engine;
      return {
        lines: [...lines, ...(further?.(sweep) ?? [])],
        engine: sweep.summary.engine,
        plot: {
          title,
          caption: `${seeds} seeds, ${sweep.summary.recipe.steps.toLocaleString("en-US")} steps, ${engine} (${device})`,
          x: widthAxis(widths),
          y: shareAxis("exact match"),
          series: seriesOf(sweep, task, references),
        },
      };
    },
  };
}

function linesOf(sweep: SweepLog, task: string, { width, pilot, bounds }: ExactReference): Line[] {
  const scores = scoresAt(sweep, width, task);
  const value = median(scores);
  const what = `width ${width}, median exact match`;
  const line = bounds ? judged(what, value, bounds, pilot) : shown(what, value.toFixed(3), pilot);
  const loss = -median(scoresAt(sweep, width, task, "loglik"));
  return [
    line,
    shown(`width ${width}, each seed`, listOf(scores), ""),
    shown(`width ${width}, median loss, nats a token`, loss.toPrecision(2), ""),
  ];
}

function seriesOf(sweep: SweepLog, task: string, references: readonly ExactReference[]): Series[] {
  const each = references.map(({ width }) => ({ width, scores: scoresAt(sweep, width, task) }));
  return [
    {
      name: "reference range",
      kind: "range",
      colour: "reference",
      points: references.map(({ width, range }) => [width, ...range]),
    },
    {
      name: "ours, each seed",
      kind: "dots",
      colour: "ours",
      points: each.flatMap(({ width, scores }) => scores.map((score) => [width, score])),
    },
    {
      name: "ours, median",
      kind: "line",
      colour: "ours",
      points: each.map(({ width, scores }) => [width, median(scores)]),
    },
  ];
}

/** Where the ability emerged, and that it is between two widths. */
export function emergenceLine(sweep: SweepLog, least: number, most: number): Line {
  const { point } = emergenceOf(sweep);
  const at = point.kind === "between" ? ` (${point.at.toFixed(1)})` : "";
  return {
    what: "emergence point",
    ours: `${whereWords(point) || "not yet"}${at}`,
    reference: `between ${least} and ${most}`,
    tolerance: boundsWords({ least, most }),
    ok: point.kind === "between" && isWithin(point.at, { least, most }),
  };
}
