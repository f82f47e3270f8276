import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Figure } from "../save/figure.ts";
import { lastLosses, lossWords } from "../view/loss.ts";
import { drawnSheet } from "../view/sheets/loss.ts";
import { type LossPlot, weightOf } from "./lossPlot.ts";
import type { Rows } from "./lossRows.ts";
import { wholeRange } from "./lossView.ts";
import { logRange } from "./ticks.ts";
import type { LossChoices } from "./useLossLook.ts";

/** The rows of a sweep as the chart shows them. */
export const rowsOf = (sweep: Sweep, { look, limits }: LossChoices): Rows => ({
  axis: look.axis,
  limits,
  weight: weightOf(look, sweep.summary.recipe.steps),
});

interface Shown {
  readonly sweep: Sweep;
  readonly behind: Sweep | null;
  readonly choices: LossChoices;
  readonly plot: LossPlot | null;
  /** What the marks mean. */
  readonly key: readonly string[];
}

/** Pixels of a line in the file of numbers. */
const POINTS = 700;

/** The loss chart as it can be saved: the part that is shown, as it is shown. */
export async function lossFigure({ sweep, behind, choices, plot, key }: Shown): Promise<Figure> {
  const { LossDrawing, LOSS_HEIGHT, slotsOf } = await import("../save/LossDrawing.tsx");
  const { look, logX, logY } = choices;
  const words = strings().loss;
  const picture = {
    ...{ sweep, behind, look, logX, logY, rows: rowsOf(sweep, choices), unit: words.axes[look.axis] },
    x: plot?.shown() ?? wholeRange(sweep, look.axis, logX),
    y: plot?.heights() ?? logRange(null, null),
  };
  return {
    ...{ name: "loss", title: words.title, words: lossWords(lastLosses(sweep)), key: key.join(" · ") },
    sheet: drawnSheet(slotsOf(picture, POINTS), look.axis),
    drawing: (width) => ({ node: <LossDrawing {...{ picture, width }} />, height: LOSS_HEIGHT }),
  };
}
