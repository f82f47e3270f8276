import "./figure.css";
import type { Axis } from "../../metrics/axis.ts";
import { makeGrid } from "../../metrics/decimate.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { apart } from "../charts/frame.ts";
import { placeLabels } from "../charts/labels.ts";
import { yTicks } from "../charts/lossAxes.ts";
import { type LossLook, lossSeries } from "../charts/lossData.ts";
import type { Rows } from "../charts/lossRows.ts";
import { LossSlots, type Slots } from "../charts/lossSlots.ts";
import type { Range } from "../charts/lossView.ts";
import { linearTicks, logTicks, tickText } from "../charts/ticks.ts";
import { rampStyle } from "../ramp.ts";
import { tickWords } from "../view/loss.ts";
import { bandPath, endOf, linePath, type Scales, stripesPath } from "./loss-paths.ts";

/** What of a loss chart is drawn: as it is on the page. */
export interface LossPicture {
  readonly sweep: Sweep;
  readonly behind: Sweep | null;
  readonly look: LossLook;
  readonly rows: Rows;
  readonly logX: boolean;
  readonly logY: boolean;
  /** The stretches of the axes that are shown. */
  readonly x: Range;
  readonly y: Range;
  /** What the axis counts. */
  readonly unit: string;
}

export const LOSS_HEIGHT = 340;
const [TOP, RIGHT, BOTTOM, LEFT] = [10, 40, 44, 52];
const LABEL_GAP = 14;

/** The chart's lines as numbers: a slot a pixel, as on the canvas of the page. */
export function slotsOf({ sweep, behind, look, rows, logX, x }: LossPicture, pixels: number): LossSlots {
  const slots = new LossSlots(makeGrid(x[0], x[1], pixels, logX), lossSeries(sweep, behind, look), rows);
  slots.update();
  return slots;
}

interface Props {
  readonly picture: LossPicture;
  readonly width: number;
}

/** The losses as vectors: the same lines, bands and dots as on the page's canvas. */
export function LossDrawing({ picture, width }: Props) {
  const [across, down] = [width - LEFT - RIGHT, LOSS_HEIGHT - TOP - BOTTOM];
  const scales: Scales = {
    x: (at) => share(at, picture.x, picture.logX) * across,
    y: (loss) => (1 - share(loss, picture.y, picture.logY)) * down,
  };
  const slots = slotsOf(picture, Math.max(2, Math.floor(across)));
  const { widths } = picture.sweep.summary.recipe;
  return (
    <g class="drawn-loss" transform={`translate(${LEFT} ${TOP})`}>
      <Axes {...{ picture, scales, across, down }} />
      <svg width={across + 4} height={down} class="drawn-area">
        <title>{strings().loss.title}</title>
        {slots.all.map((one, i) => (
          <g key={i} class="ramp" style={rampStyle(widths.indexOf(one.series.width), widths.length)}>
            <Series slots={one} x={slots.grid.x} scales={scales} />
          </g>
        ))}
      </svg>
      <Ends slots={slots} {...{ widths, scales, down }} />
    </g>
  );
}

function share(value: number, [from, to]: Range, isLog: boolean): number {
  if (!isLog) return (value - from) / (to - from);
  return Math.log(Math.max(value, Number.MIN_VALUE) / from) / Math.log(to / from);
}

interface AxesProps {
  readonly picture: LossPicture;
  readonly scales: Scales;
  readonly across: number;
  readonly down: number;
}

function Axes({ picture, scales, across, down }: AxesProps) {
  const { x, y, logX, logY, unit } = picture;
  const axis: Axis = picture.look.axis;
  const ticks = (logX ? logTicks(...x) : linearTicks(...x, 8)).filter((at) => at >= x[0] && at <= x[1]);
  const shown = apart(ticks.map(scales.x), 60);
  return (
    <g class="axes">
      {yTicks(...y, logY).map((loss) => (
        <g key={loss}>
          <line x1={0} x2={across} y1={scales.y(loss)} y2={scales.y(loss)} />
          <text x={-8} y={scales.y(loss) + 4} text-anchor="end">
            {tickText(loss)}
          </text>
        </g>
      ))}
      {ticks.map((at, i) => (
        <text
          key={at}
          class={shown[i] ? undefined : "left-out"}
          x={scales.x(at)}
          y={down + 18}
          text-anchor="middle"
        >
          {tickWords(axis, at)}
        </text>
      ))}
      <text x={across} y={down + 36} text-anchor="end">
        {unit}
      </text>
    </g>
  );
}

interface SeriesProps {
  readonly slots: Slots;
  readonly x: ArrayLike<number>;
  readonly scales: Scales;
}

/** As on the page: faint raw losses, a band and a clear line, hollow dots, a dashed line behind. */
function Series({ slots, x, scales }: SeriesProps) {
  const { kind } = slots.series;
  if (kind === "heldOut") {
    return slots.dots
      .filter(([, loss]) => Number.isFinite(loss))
      .map(([at, loss]) => (
        <circle
          key={at}
          class="drawn-dot"
          cx={scales.x(at).toFixed(1)}
          cy={scales.y(loss).toFixed(1)}
          r="2.5"
        />
      ));
  }
  if (kind === "raw") return <path class="drawn-raw" d={stripesPath(slots, x, scales)} />;
  return (
    <>
      {kind === "mean" && <path class="drawn-band" d={bandPath(slots, x, scales)} />}
      <path
        class={kind === "behind" ? "drawn-line behind" : "drawn-line"}
        data-run={slots.series.runs.length === 1 ? slots.series.runs[0]?.id : `w${slots.series.width}`}
        d={linePath(slots.value, x, scales)}
      />
    </>
  );
}

interface EndsProps {
  readonly slots: LossSlots;
  readonly widths: readonly number[];
  readonly scales: Scales;
  readonly down: number;
}

/** Each width's number where its lines end, pushed apart where ends lie close. */
function Ends({ slots, widths, scales, down }: EndsProps) {
  const ends = widths.flatMap((width, index) => {
    const lines = slots.all.filter(
      ({ series }) => series.width === width && (series.kind === "line" || series.kind === "mean"),
    );
    const places = lines.flatMap(({ value }) => endOf(value, slots.grid.x, scales) ?? []);
    if (places.length === 0) return [];
    const y = places.reduce((sum, place) => sum + place.y, 0) / places.length;
    return y < -1 || y > down + 1 ? [] : [{ width, index, y, x: Math.max(...places.map(({ x }) => x)) }];
  });
  const ys = placeLabels(
    ends.map(({ y }) => y),
    LABEL_GAP,
    4,
    down - 4,
  );
  return ends.map(({ width, index, x }, i) => (
    <text key={width} class="drawn-end ramp" style={rampStyle(index, widths.length)} x={x + 7} y={ys[i]! + 4}>
      {width}
    </text>
  ));
}
