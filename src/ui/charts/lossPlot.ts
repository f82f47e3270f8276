import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Slots } from "../../metrics/decimate.ts";
import type { Sweep } from "../../store/store.ts";
import { count } from "../format.ts";
import { placeLabels } from "./labels.ts";
import { type LossSeries, lossColumns, lossGrid, lossSeries, newestStep } from "./lossData.ts";
import { lastShown, linearRange, logRange, logTicks, tickText } from "./ticks.ts";

/** Colours as the theme has them now: a canvas knows no custom properties. */
export interface PlotColours {
  readonly text: string;
  readonly line: string;
  readonly paper: string;
  /** By width. */
  readonly widths: ReadonlyMap<number, string>;
}

export interface LossPlotOptions {
  readonly sweep: Sweep;
  /** Another sweep that this one is set against; null where there is none. */
  readonly behind: Sweep | null;
  readonly colours: PlotColours;
  readonly log: boolean;
  readonly width: number;
  readonly height: number;
  /** The slot under the cursor, or null. */
  onCursor(slot: number | null): void;
}

/** The drawn chart. */
export interface LossPlot {
  /** Reads the tables anew and draws. */
  redraw(): void;
  /** Puts the cursor at a step and keeps it there, for the keyboard. */
  moveTo(step: number): void;
  /** Takes the cursor away. */
  leave(): void;
  read(slot: number): Reading;
  destroy(): void;
}

/** The step of a slot, and each width's smoothed losses there. */
export interface Reading {
  readonly step: number;
  readonly losses: ReadonlyMap<number, readonly number[]>;
}

const FONT = "12px system-ui, sans-serif";
const LABEL_GAP = 14;
/** Pixels beside the plot: axis left, labels right. */
const AXIS = 46;
const ENDS = 38;
const MARGINS = AXIS + ENDS;

/** Draws a sweep's losses into `host`; `redraw` follows the data. */
export function createLossPlot(host: HTMLElement, options: LossPlotOptions): LossPlot {
  const { sweep, colours } = options;
  const { steps } = sweep.summary.recipe;
  const series = lossSeries(sweep, options.behind);
  const lastNow = () => lastShown(newestStep(sweep), steps);
  const gridTo = (last: number) => lossGrid(sweep, last, Math.max(1, options.width - MARGINS));
  let last = lastNow();
  let grid = gridTo(last);
  let kept: number | null = null;
  const plot = new uPlot(
    {
      width: options.width,
      height: options.height,
      padding: [10, ENDS, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: scalesOf(options, () => last),
      axes: axesOf(options),
      series: [{}, ...series.map((one) => styleOf(one, colours))],
      hooks: {
        draw: [(u) => drawEnds(u, series, colours)],
        setCursor: [(u) => options.onCursor(u.cursor.idx ?? null)],
      },
    },
    lossColumns(grid, series, steps),
    host,
  );
  const place = () => kept !== null && plot.setCursor({ left: plot.valToPos(kept, "x"), top: 1 });
  return {
    redraw: () => {
      if (lastNow() !== last) {
        last = lastNow();
        grid = gridTo(last);
      }
      plot.setData(lossColumns(grid, series, steps));
      place();
    },
    moveTo: (step) => {
      kept = step;
      place();
    },
    leave: () => {
      if (kept === null) return;
      kept = null;
      plot.setCursor({ left: -10, top: -10 });
    },
    read: (slot) => ({ step: Math.round(grid.x[slot] ?? 0), losses: lossesAt(plot, series, slot) }),
    destroy: () => plot.destroy(),
  };
}

function lossesAt(plot: uPlot, series: readonly LossSeries[], slot: number): Map<number, number[]> {
  const losses = new Map<number, number[]>();
  series.forEach(({ width, kind }, i) => {
    const value = plot.data[i + 1]?.[slot];
    if (kind !== "smooth" || typeof value !== "number") return;
    losses.set(width, [...(losses.get(width) ?? []), value]);
  });
  return losses;
}

function scalesOf({ log }: LossPlotOptions, last: () => number): uPlot.Scales {
  return {
    x: { time: false, range: () => [0, last()] },
    y: {
      distr: log ? 3 : 1,
      range: (_, min, max) => (log ? logRange(min, max) : linearRange(max)),
    },
  };
}

function axesOf({ colours, log }: LossPlotOptions): uPlot.Axis[] {
  const shared = { stroke: colours.text, font: FONT, ticks: { show: false } };
  return [
    {
      ...shared,
      grid: { show: false },
      size: 28,
      space: 70,
      values: (_, at) => at.map((step) => count(step)),
    },
    {
      ...shared,
      grid: { stroke: colours.line, width: 1 },
      size: AXIS,
      values: (_, at) => at.map(tickText),
      ...(log ? { splits: (_u, _axis, min, max) => logTicks(min, max), filter: (_u, at) => at } : {}),
    },
  ];
}

/** Dots for held-out losses, a faint line for raw, a clear one for smoothed training losses, a dashed one behind. */
function styleOf({ width, kind }: LossSeries, colours: PlotColours): uPlot.Series {
  const stroke = colours.widths.get(width) ?? colours.text;
  if (kind === "heldOut") {
    const points = { show: true, size: 5, stroke, fill: colours.paper, width: 1 };
    return { stroke, width: 0, paths: () => null, points };
  }
  if (kind === "behind") {
    return { stroke, width: 1.5, dash: [5, 4], alpha: 0.6, points: { show: false }, spanGaps: true };
  }
  const thin = kind === "raw";
  return { stroke, width: thin ? 1 : 2, alpha: thin ? 0.25 : 1, points: { show: false }, spanGaps: true };
}

/** The width at each line's end, pushed apart where ends lie close. */
function drawEnds(u: uPlot, series: readonly LossSeries[], colours: PlotColours): void {
  const ends = endsOf(u, series);
  const ratio = devicePixelRatio;
  const { top, height } = u.bbox;
  const ys = placeLabels(
    ends.map((end) => end.y),
    LABEL_GAP * ratio,
    top + 4 * ratio,
    top + height - 4 * ratio,
  );
  const { ctx } = u;
  ctx.save();
  ctx.font = `600 ${12 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ends.forEach((end, i) => {
    ctx.fillStyle = colours.widths.get(end.width) ?? colours.text;
    ctx.fillText(end.diverged ? `${end.width} ×` : String(end.width), end.x + 7 * ratio, ys[i]!);
  });
  ctx.restore();
}

interface End {
  readonly width: number;
  readonly x: number;
  readonly y: number;
  readonly diverged: boolean;
}

/** Where each width's lines end on the canvas: the mean height over the seeds that go on, else over all. */
function endsOf(u: uPlot, series: readonly LossSeries[]): End[] {
  const byWidth = new Map<number, End[]>();
  series.forEach(({ width, runs, kind }, i) => {
    if (kind !== "smooth") return;
    const slots = u.data[i + 1] as Slots;
    const last = slots.findLastIndex((value) => value !== null);
    if (last < 0) return;
    const x = u.valToPos(u.data[0][last]!, "x", true);
    const y = u.valToPos(slots[last]!, "y", true);
    byWidth.set(width, [
      ...(byWidth.get(width) ?? []),
      { width, x, y, diverged: runs[0]?.status === "diverged" },
    ]);
  });
  return [...byWidth.values()].map((all) => {
    const live = all.filter((end) => !end.diverged);
    const ends = live.length > 0 ? live : all;
    return {
      width: ends[0]!.width,
      x: Math.max(...ends.map((end) => end.x)),
      y: ends.reduce((sum, end) => sum + end.y, 0) / ends.length,
      diverged: live.length === 0,
    };
  });
}
