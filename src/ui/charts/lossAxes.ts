import type uPlot from "uplot";
import type { Axis } from "../../metrics/axis.ts";
import { tickWords } from "../view/loss.ts";
import { apart } from "./frame.ts";
import type { LossSlots } from "./lossSlots.ts";
import { linearTicks, logTicks, tickText } from "./ticks.ts";

const FONT = "12px system-ui, sans-serif";
/** Pixels beside the plot: axis left, labels right. */
export const AXIS = 46;
export const ENDS = 38;

/** The values of the grid's lines. */
export const yTicks = (min: number, max: number, isLog: boolean): number[] =>
  isLog ? logTicks(min, max) : linearTicks(min, max);

/** Least and greatest of what is drawn, except unsmoothed losses: single batches go far. */
export function extent(slots: LossSlots): [number | null, number | null] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const widen = (value: number) => {
    if (value < min) min = value;
    if (value > max) max = value;
  };
  for (const { series, value, low, high, dots } of slots.all) {
    if (series.kind === "raw") continue;
    for (const column of low.length > 0 ? [low, high] : [value]) for (const one of column) widen(one);
    for (const [, loss] of dots) widen(loss);
  }
  return max >= min ? [min, max] : [null, null];
}

/** Pixels between two numbers of an axis. */
const APART = 48;

/** The axes of a loss chart; its grid is drawn with the losses. */
export function axesOf(stroke: string, axis: Axis, logX: boolean, logY: boolean): uPlot.Axis[] {
  const shared = { stroke, font: FONT, ticks: { show: false }, grid: { show: false } };
  const words = (u: uPlot, at: number[]) => {
    const shown = apart(
      at.map((place) => u.valToPos(place, "x")),
      APART,
    );
    return at.map((place, i) => (shown[i] ? tickWords(axis, place) : ""));
  };
  const ownX = { splits: (_u: uPlot, _axis: number, min: number, max: number) => logTicks(min, max) };
  return [
    { ...shared, size: 28, space: 70, values: words, filter: (_u, at) => at, ...(logX ? ownX : {}) },
    {
      ...shared,
      size: AXIS,
      values: (_, at) => at.map(tickText),
      splits: (_u, _axis, min, max) => yTicks(min, max, logY),
      filter: (_u, at) => at,
    },
  ];
}

/** Writes what an axis counts at its beginning, in the row of its numbers, below those of the losses. */
export function writeUnit({ ctx, bbox }: uPlot, unit: string, colour: string): void {
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${12 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  ctx.fillStyle = colour;
  ctx.fillText(unit, 0, bbox.top + bbox.height + 5 * ratio);
  ctx.restore();
}
