import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { weightFor } from "../../analysis/smoothing.ts";
import { type Axis, unitOf } from "../../metrics/axis.ts";
import { makeGrid } from "../../metrics/decimate.ts";
import type { Sweep } from "../../store/store.ts";
import { AXIS, axesOf, ENDS, extent, writeUnit } from "./lossAxes.ts";
import { type LossLook, lossSeries } from "./lossData.ts";
import { listenToGestures } from "./lossGestures.ts";
import { type PlotColours, paintLosses } from "./lossPaint.ts";
import { type Reading, readable, readLosses, stopsOf } from "./lossReading.ts";
import type { Limits, Rows } from "./lossRows.ts";
import { LossSlots } from "./lossSlots.ts";
import { moved, partOf, type Range, scaled, UNZOOMED, wholeRange, within, type Zoom } from "./lossView.ts";
import { linearRange, logRange, steadyRange } from "./ticks.ts";

/** What a plot is made of; where any of it changes, it is made anew. */
export interface LossPlotOptions {
  readonly sweep: Sweep;
  /** Another sweep that this one is set against; null where there is none. */
  readonly behind: Sweep | null;
  readonly colours: PlotColours;
  readonly look: LossLook;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Where drawing is paused: the rows that there were then. */
  readonly limits: Limits | null;
  /** A step to be marked, and another one that it is set against; null where there is none. */
  readonly marker: number | null;
  readonly against: number | null;
  readonly zoom: Zoom;
  /** Name of the axis, written at its beginning. */
  readonly unit: string;
  readonly width: number;
  readonly height: number;
  /** The place on the axis under the cursor, or null. */
  onCursor(at: number | null): void;
  onZoom(zoom: Zoom): void;
}

/** The drawn chart. */
export interface LossPlot {
  /** Takes what came, and draws it: only the strip that it is in, where the axes stay. */
  redraw(): void;
  /** Puts the cursor at a place on the axis and keeps it there, for the keyboard. */
  moveTo(at: number): void;
  /** Takes the cursor away. */
  leave(): void;
  /** Zooms around a place on the axis, or moves by a share of what is shown, for the keyboard. */
  zoomAround(at: number | null, factor: number): void;
  panBy(share: number): void;
  reset(): void;
  read(at: number): Reading;
  /** The stretches of the axes that are shown. */
  shown(): Range;
  heights(): Range;
  /** The places that the keyboard goes through. */
  stops(): number[];
  destroy(): void;
}

/** Zero has no logarithm: losses below this are drawn here. */
const FLOOR = 1e-7;
/** Shorter drags are clicks. */
const DRAG = 5;
/** While a hand moves more runs than this, a slot is three pixels wide, until it has rested so many milliseconds. */
const MANY = 24;
const COARSE = 3;
const REST = 150;

/** Draws a sweep's losses into `host`. */
export const createLossPlot = (host: HTMLElement, options: LossPlotOptions): LossPlot =>
  new DrawnLosses(host, options);

class DrawnLosses implements LossPlot {
  readonly #options: LossPlotOptions;
  readonly #rows: Rows;
  readonly #plot: uPlot;
  readonly #deafen: () => void;
  #zoom: Zoom;
  #whole: Range;
  #slots: LossSlots;
  #y: Range;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #kept: number | null = null;

  constructor(host: HTMLElement, options: LossPlotOptions) {
    const { sweep, look, limits } = options;
    this.#options = options;
    this.#rows = { axis: look.axis, limits, weight: weightOf(look, sweep.summary.recipe.steps) };
    this.#zoom = options.zoom;
    this.#whole = this.#wholeNow();
    this.#slots = this.#laid();
    this.#y = this.#fitted();
    this.#plot = new uPlot(this.#plotOptions(), [this.#slots.grid.x], host);
    this.#deafen = listenToGestures(this.#plot.over, this.#gestures());
  }

  redraw(): void {
    const whole = this.#wholeNow();
    const isMoved = whole.some((end, i) => end !== this.#whole[i]);
    this.#whole = whole;
    if (isMoved && !this.#zoom.x) this.#drawAnew();
    else this.#drawNews();
  }

  #drawNews(): void {
    const first = this.#slots.update();
    if (first === this.#slots.grid.x.length) return;
    const y = this.#fitted();
    if (y.some((end, i) => end !== this.#y[i])) this.#drawAll(y);
    else this.#paint(first);
  }

  moveTo(at: number): void {
    this.#kept = at;
    this.#place();
  }

  leave(): void {
    if (this.#kept === null) return;
    this.#kept = null;
    this.#plot.setCursor({ left: -10, top: -10 });
  }

  zoomAround(at: number | null, factor: number): void {
    const { logX } = this.#options;
    const share = at === null ? 0.5 : this.#plot.valToPos(at, "x") / this.#plot.over.clientWidth;
    this.#show({ ...this.#zoom, x: scaled(this.shown(), share, factor, logX) });
  }

  panBy(share: number): void {
    if (!this.#zoom.x) return;
    this.#show({ ...this.#zoom, x: moved(this.shown(), share, this.#options.logX) });
  }

  reset(): void {
    this.#show(UNZOOMED);
  }

  read(at: number): Reading {
    return readLosses(this.#options.sweep, this.#rows, at);
  }

  stops(): number[] {
    return stopsOf(this.#options.sweep, this.#rows, this.shown(), this.#options.logX);
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#deafen();
    this.#plot.destroy();
  }

  /** The part of the axis that is shown. */
  shown(): Range {
    return this.#zoom.x ?? this.#whole;
  }

  heights(): Range {
    return this.#y;
  }

  #wholeNow(): Range {
    const { sweep, look, logX } = this.#options;
    return wholeRange(sweep, look.axis, logX);
  }

  /** The lines on the grid of what is shown. */
  #laid(pixels = 1): LossSlots {
    const { sweep, behind, look, logX, width } = this.#options;
    const [from, to] = this.shown();
    const grid = makeGrid(from, to, Math.max(2, Math.round((width - AXIS - ENDS) / pixels)), logX);
    const slots = new LossSlots(grid, lossSeries(sweep, behind, look), this.#rows);
    slots.update();
    return slots;
  }

  #fitted(): Range {
    if (this.#zoom.y) return this.#zoom.y;
    const [min, max] = extent(this.#slots);
    if (!this.#options.logY) return linearRange(max);
    return steadyRange(logRange(min && Math.max(FLOOR, min), max && Math.max(FLOOR, max)));
  }

  #drawAnew(pixels = 1): void {
    this.#slots = this.#laid(pixels);
    this.#drawAll(this.#fitted());
  }

  #drawAll(y: Range): void {
    this.#y = y;
    this.#plot.setData([this.#slots.grid.x]);
    this.#place();
  }

  #paint(first: number): void {
    const { colours, marker, against, look, sweep } = this.#options;
    const [run] = sweep.runs;
    const isShared = look.axis === "step" || look.axis === "tokens"; // the same place for every width
    const placeOf = (step: number | null) =>
      step === null || !run || !isShared ? null : step * unitOf(run, look.axis);
    paintLosses(this.#plot, this.#slots, colours, [placeOf(marker), placeOf(against)], first);
  }

  #place(): void {
    if (this.#kept === null) return;
    this.#plot.setCursor({ left: this.#plot.valToPos(this.#kept, "x"), top: 1 });
  }

  /** Shows another part, with the next frame: a hand moves faster than a screen. */
  #show(zoom: Zoom): void {
    const { logX } = this.#options;
    this.#zoom = { x: zoom.x && within(zoom.x, this.#whole, logX), y: zoom.y };
    this.#options.onZoom(this.#zoom);
    if (this.#frame > 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const isMany = this.#options.sweep.runs.length > MANY;
      this.#drawAnew(isMany ? COARSE : 1);
      clearTimeout(this.#rest);
      if (isMany) this.#rest = setTimeout(() => this.#drawAnew(), REST);
    });
  }

  #gestures() {
    const { logX, logY } = this.#options;
    return {
      zoom: (factor: number, share: number) =>
        this.#show({ ...this.#zoom, x: scaled(this.shown(), share, factor, logX) }),
      pan: (x: number, y: number) =>
        this.#show({
          x: this.#zoom.x && moved(this.#zoom.x, x, logX),
          y: this.#zoom.y && moved(this.#zoom.y, y, logY),
        }),
      look: (left: number, top: number) => this.#plot.setCursor({ left, top }),
      reset: () => this.reset(),
    };
  }

  /** Zooms to what was dragged over: along one axis where the drag was, else along both. */
  #select({ select, over }: uPlot): void {
    const { clientWidth, clientHeight } = over;
    const { left, top, width, height } = select;
    if (width < DRAG || height < DRAG) return;
    const { logX, logY } = this.#options;
    const [x, y] = [this.shown(), this.#y];
    this.#plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.#show({
      x:
        width < clientWidth
          ? partOf(x, left / clientWidth, (left + width) / clientWidth, logX)
          : this.#zoom.x,
      y:
        height < clientHeight
          ? partOf(y, 1 - (top + height) / clientHeight, 1 - top / clientHeight, logY)
          : this.#zoom.y,
    });
  }

  #plotOptions(): uPlot.Options {
    const { width, height, logX, logY, look, colours, unit, onCursor } = this.#options;
    const isPlain = (listener: uPlot.Cursor.MouseListener) => (event: MouseEvent) =>
      event.shiftKey ? null : listener(event);
    return {
      ...{ width, height, padding: [10, ENDS, 0, 0], legend: { show: false } },
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, y: true, uni: 30, dist: DRAG, setScale: false },
        bind: { mousedown: (_u, _target, listener) => isPlain(listener), dblclick: () => null },
      },
      scales: {
        x: { time: false, distr: logX ? 3 : 1, range: () => [...this.shown()] },
        y: { distr: logY ? 3 : 1, range: () => [...this.#y] },
      },
      axes: axesOf(colours.text, look.axis, logX, logY),
      series: [{}],
      hooks: {
        drawAxes: [(u) => writeUnit(u, unit, colours.text)],
        draw: [() => this.#paint(0)],
        setSelect: [(u) => this.#select(u)],
        setCursor: [(u) => onCursor(placeUnder(u, look.axis))],
      },
    };
  }
}

/** How much of the past the smoothing keeps. */
export const weightOf = ({ memory }: LossLook, steps: number): number =>
  memory === null ? weightFor(steps) : 1 - 1 / memory;

/** What the cursor is at; null where it is outside. */
function placeUnder(u: uPlot, axis: Axis): number | null {
  const { left = -1 } = u.cursor;
  return left < 0 ? null : readable(axis, u.posToVal(left, "x"));
}
