import type uPlot from "uplot";
import { placeLabels } from "./labels.ts";
import { yTicks } from "./lossAxes.ts";
import type { LossSeries } from "./lossData.ts";
import type { LossSlots, Slots } from "./lossSlots.ts";

/** Colours as the theme has them now: a canvas knows no custom properties. */
export interface PlotColours {
  readonly text: string;
  readonly line: string;
  readonly paper: string;
  readonly accent: string;
  /** By width. */
  readonly widths: ReadonlyMap<number, string>;
}

const FONT = "system-ui, sans-serif";
const LABEL_GAP = 14;
const DOT = 2.5;

/** What is drawn, and how its values become places on the canvas. */
interface Scene {
  readonly u: uPlot;
  readonly ctx: CanvasRenderingContext2D;
  readonly slots: LossSlots;
  readonly colours: PlotColours;
  /** Canvas pixels a CSS pixel. */
  readonly ratio: number;
  x(slot: number): number;
  y(value: number): number;
}

function sceneOf(u: uPlot, slots: LossSlots, colours: PlotColours): Scene {
  const { left, top, width, height } = u.bbox;
  const n = slots.grid.x.length;
  const { min = 0, max = 1, distr } = u.scales.y ?? {};
  const isLog = distr === 3;
  const [from, to] = isLog ? [Math.log10(min), Math.log10(max)] : [min, max];
  const scale = height / (to - from);
  return {
    ...{ u, ctx: u.ctx, slots, colours, ratio: devicePixelRatio },
    x: (slot) => left + ((slot + 0.5) * width) / n,
    y: (value) => top + (to - (isLog ? Math.log10(Math.max(value, 1e-300)) : value)) * scale,
  };
}

/**
 * Draws the losses over the axes: all of them, or, where only the slots from `first` on have changed, the strip that
 * these are in. A strip costs what it shows, however many rows and runs stand left of it.
 *
 * @param markers places on the axis that are marked: the one looked at, and the one that it is set against, dashed
 */
export function paintLosses(
  u: uPlot,
  slots: LossSlots,
  colours: PlotColours,
  markers: readonly (number | null)[],
  first = 0,
): void {
  const scene = sceneOf(u, slots, colours);
  const { ctx, ratio } = scene;
  const { left, top, width, height } = u.bbox;
  // joins and dots of the slots before reach into the strip, and its own out of it
  const from = Math.max(left - 3 * ratio, Math.floor(scene.x(first - 1) - DOT * ratio));
  const bottom = top + height;
  ctx.save();
  ctx.beginPath();
  ctx.rect(from, 0, ctx.canvas.width - from, bottom + ratio);
  ctx.clip();
  ctx.clearRect(from, 0, ctx.canvas.width - from, bottom + ratio);
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top - 1, width, height + 2);
  ctx.clip();
  paintGrid(scene);
  for (const [i, marker] of markers.entries()) if (marker !== null) paintMarker(scene, marker, i > 0);
  const start = Math.max(0, first - 1 - Math.ceil((2 * DOT * slots.grid.x.length) / (width / ratio)));
  for (const one of slots.all) paintSeries(scene, one, start);
  ctx.restore();
  paintEnds(scene);
  ctx.restore();
}

function paintGrid({ u, ctx, colours, ratio, y }: Scene): void {
  const { left, width } = u.bbox;
  const { min = 0, max = 1, distr } = u.scales.y ?? {};
  ctx.strokeStyle = colours.line;
  ctx.lineWidth = ratio;
  ctx.beginPath();
  for (const tick of yTicks(min, max, distr === 3)) {
    const at = Math.round(y(tick)) + 0.5;
    ctx.moveTo(left, at);
    ctx.lineTo(left + width, at);
  }
  ctx.stroke();
}

function paintMarker({ u, ctx, colours, ratio }: Scene, marker: number, isDashed: boolean): void {
  const at = Math.round(u.valToPos(marker, "x", true)) + 0.5;
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = 1.5 * ratio;
  ctx.setLineDash(isDashed ? [4 * ratio, 4 * ratio] : []);
  ctx.beginPath();
  ctx.moveTo(at, u.bbox.top);
  ctx.lineTo(at, u.bbox.top + u.bbox.height);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Dots for held-out losses, faint for raw ones, a clear line for smoothed ones, a dashed one behind. */
function paintSeries(scene: Scene, slots: Slots, first: number): void {
  const { ctx, colours, ratio } = scene;
  const { kind, width } = slots.series;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colours.widths.get(width) ?? colours.text;
  ctx.lineJoin = "round";
  ctx.lineWidth = thickness(kind, scene.slots.all.length) * ratio;
  if (kind === "heldOut") paintDots(scene, slots);
  else if (kind === "raw") {
    ctx.globalAlpha = 0.3;
    strokeExtremes(scene, slots, first);
  } else if (kind === "behind") {
    ctx.globalAlpha = 0.6;
    ctx.setLineDash([5 * ratio, 4 * ratio]);
    strokeLine(scene, slots.value, 0); // from its beginning, since dashes follow on each other
  } else {
    if (kind === "mean") fillBand(scene, slots, first);
    strokeLine(scene, slots.value, first);
  }
  ctx.restore();
}

/** More series than this are drawn as thin as can be: calmer to see, and cheaper to draw. */
const MANY = 60;

function thickness(kind: LossSeries["kind"], series: number): number {
  if (kind === "raw" || (kind === "line" && series > MANY)) return 1;
  return kind === "behind" ? 1.5 : 2;
}

function strokeLine({ ctx, x, y }: Scene, values: Float64Array, first: number): void {
  ctx.beginPath();
  let isOn = false;
  for (let slot = first; slot < values.length; slot++) {
    const value = values[slot] as number;
    if (Number.isNaN(value)) {
      isOn = false;
    } else if (isOn) ctx.lineTo(x(slot), y(value));
    else {
      ctx.moveTo(x(slot), y(value));
      isOn = true;
    }
  }
  ctx.stroke();
}

/** From the least to the greatest of each slot, and on to the next that has any. */
function strokeExtremes({ ctx, x, y }: Scene, { low, high }: Slots, first: number): void {
  const before = low.subarray(0, first).findLastIndex((value) => !Number.isNaN(value));
  ctx.beginPath();
  for (let slot = Math.max(0, before); slot < low.length; slot++) {
    const [least, most] = [low[slot] as number, high[slot] as number];
    if (Number.isNaN(least)) continue;
    ctx.lineTo(x(slot), y(least));
    if (most > least) ctx.lineTo(x(slot), y(most));
  }
  ctx.stroke();
}

/** The stretch between least and greatest seed. */
function fillBand({ ctx, x, y }: Scene, { low, high }: Slots, first: number): void {
  const from = low.findIndex((value, slot) => slot >= first && !Number.isNaN(value));
  const to = low.findLastIndex((value) => !Number.isNaN(value));
  if (from < 0) return;
  ctx.globalAlpha = 0.16;
  ctx.beginPath();
  for (let slot = from; slot <= to; slot++) ctx.lineTo(x(slot), y(low[slot] as number));
  for (let slot = to; slot >= from; slot--) ctx.lineTo(x(slot), y(high[slot] as number));
  ctx.fill();
  ctx.globalAlpha = 1;
}

function paintDots({ u, ctx, colours, ratio, y }: Scene, { dots }: Slots): void {
  ctx.fillStyle = colours.paper;
  ctx.lineWidth = ratio;
  ctx.beginPath();
  for (const [at, loss] of dots) {
    if (Number.isNaN(loss)) continue;
    const [left, top] = [u.valToPos(at, "x", true), y(loss)];
    ctx.moveTo(left + DOT * ratio, top);
    ctx.arc(left, top, DOT * ratio, 0, 2 * Math.PI);
  }
  ctx.fill();
  ctx.stroke();
}

/** The width at each line's end, pushed apart where ends lie close; of more than have room every second or so. */
function paintEnds(scene: Scene): void {
  const { u, ctx, colours, ratio } = scene;
  const { top, height } = u.bbox;
  const room = Math.floor((height / ratio - 8) / LABEL_GAP) + 1;
  const ends = thinned(endsOf(scene), room);
  const ys = placeLabels(
    ends.map((end) => end.y),
    LABEL_GAP * ratio,
    top + 4 * ratio,
    top + height - 4 * ratio,
  );
  ctx.font = `600 ${12 * ratio}px ${FONT}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.strokeStyle = colours.paper; // a halo, where lines of other widths go on beyond the end
  ctx.lineWidth = 3 * ratio;
  ctx.lineJoin = "round";
  ends.forEach((end, i) => {
    const words = end.diverged ? `${end.width} ×` : String(end.width);
    const [x, y] = [end.x + 7 * ratio, ys[i]!];
    ctx.fillStyle = colours.widths.get(end.width) ?? colours.text;
    ctx.strokeText(words, x, y);
    ctx.fillText(words, x, y);
  });
}

/** At most `room` of some, the last one always among them. */
function thinned<T>(all: readonly T[], room: number): T[] {
  const every = Math.ceil(all.length / Math.max(1, room));
  return all.filter((_, i) => (all.length - 1 - i) % every === 0);
}

interface End {
  readonly width: number;
  readonly x: number;
  readonly y: number;
  readonly diverged: boolean;
}

/** Where each width's lines end on the canvas: the mean height over the seeds that go on, else over all. */
function endsOf(scene: Scene): End[] {
  const byWidth = new Map<number, End[]>();
  for (const { series, value } of scene.slots.all) {
    if (series.kind !== "line" && series.kind !== "mean") continue;
    const last = value.findLastIndex((one) => !Number.isNaN(one));
    if (last < 0) continue;
    const end = { ...endAt(scene, value, last), width: series.width, diverged: hasDiverged(series) };
    byWidth.set(series.width, [...(byWidth.get(series.width) ?? []), end]);
  }
  const means = [...byWidth.values()].map(meanEnd);
  const { top, height } = scene.u.bbox;
  return means.filter((end) => end.y >= top - 1 && end.y <= top + height + 1);
}

const hasDiverged = ({ runs }: LossSeries): boolean => runs.every((run) => run.status === "diverged");

const endAt = ({ x, y }: Scene, value: Float64Array, last: number) => ({
  x: x(last),
  y: y(value[last] as number),
});

function meanEnd(all: readonly End[]): End {
  const live = all.filter((end) => !end.diverged);
  const ends = live.length > 0 ? live : all;
  return {
    width: ends[0]!.width,
    x: Math.max(...ends.map((end) => end.x)),
    y: ends.reduce((sum, end) => sum + end.y, 0) / ends.length,
    diverged: live.length === 0,
  };
}
