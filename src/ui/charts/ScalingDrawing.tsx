import { lossAt, type PowerLaw } from "../../analysis/power-law.ts";
import type { SizeMeasure } from "../../metrics/ladder.ts";
import { strings } from "../../strings/strings.ts";
import { flops, short } from "../format.ts";
import { rampStyle } from "../ramp.ts";
import type { DrawnForecast, ScalingView } from "../view/scaling.ts";
import { apart } from "./frame.ts";
import { logRange, logTicks, tickText } from "./ticks.ts";
import type { BandedFit } from "./useScalingFit.ts";

interface Props {
  readonly view: ScalingView | null;
  readonly banded: BandedFit | null;
  readonly by: SizeMeasure;
  readonly words: string;
  readonly size: number;
}

export const HEIGHT = 300;
const [TOP, RIGHT, BOTTOM, LEFT] = [20, 24, 28, 52];

/** Where sizes and losses lie: both axes are logarithmic. */
interface Frame {
  readonly right: number;
  readonly sizes: readonly [number, number];
  readonly losses: readonly [number, number];
  x(size: number): number;
  y(loss: number): number;
}

function frameOf(view: ScalingView | null, width: number): Frame {
  const sizes = view?.widths.map((one) => one.size).filter((size) => size > 0) ?? [];
  const seen = view ? lossesOf(view) : [];
  const x: readonly [number, number] =
    sizes.length > 0 ? around(Math.min(...sizes), Math.max(...sizes)) : [100, 1e4];
  const y = logRange(seen.length > 0 ? Math.min(...seen) : null, seen.length > 0 ? Math.max(...seen) : null);
  const right = width - RIGHT;
  const share = (value: number, [from, to]: readonly [number, number]) =>
    Math.log(value / from) / Math.log(to / from);
  return {
    right,
    sizes: x,
    losses: y,
    x: (size) => LEFT + share(size, x) * (right - LEFT),
    y: (loss) => HEIGHT - BOTTOM - Math.min(1.05, Math.max(0, share(loss, y))) * (HEIGHT - TOP - BOTTOM),
  };
}

/** A little air beside the least and the greatest. */
const around = (least: number, most: number): [number, number] => [
  least / 1.4,
  Math.max(most * 1.4, least * 2),
];

/** Everything that must be seen, except the ends of intervals, which may be far away. */
const lossesOf = ({ widths, drawn }: ScalingView): number[] =>
  [...widths.flatMap(({ losses }) => losses), ...drawn.map(({ prediction }) => prediction.loss)].filter(
    (loss) => loss > 0,
  );

/** Losses against sizes, the law through them with its band, predictions with their intervals. */
export function ScalingDrawing({ view, banded, by, words, size }: Props) {
  const labels = strings().charts.scaling;
  const frame = frameOf(view, size);
  const fit = banded?.fit.kind === "fit" ? banded.fit : null;
  const measured = view?.widths.filter((one) => one.losses.length > 0) ?? [];
  return (
    <svg width={size} height={HEIGHT} role="img" aria-label={`${labels.title}. ${words}`}>
      <title>{labels.title}</title>
      <Axes frame={frame} by={by} />
      {banded?.band && <path class="law-band" d={bandPath(banded.band, frame)} />}
      {fit && measured.length > 0 && (
        <path class="law" d={lawPath(fit.law, measured[0]!.size, measured.at(-1)!.size, frame)} />
      )}
      {view?.drawn.map((one) => (
        <Predicted key={one.prediction.size} one={one} frame={frame} />
      ))}
      {view && <Points view={view} frame={frame} />}
      {measured.length === 0 && (
        <text class="empty" x={(LEFT + frame.right) / 2} y={HEIGHT / 2} text-anchor="middle">
          {labels.empty}
        </text>
      )}
    </svg>
  );
}

function Axes({ frame, by }: { readonly frame: Frame; readonly by: SizeMeasure }) {
  const sizes = logTicks(...frame.sizes);
  const shown = apart(sizes.map(frame.x), 64);
  return (
    <g class="axes">
      {logTicks(...frame.losses).map((loss) => (
        <g key={loss}>
          <line x1={LEFT} x2={frame.right} y1={frame.y(loss)} y2={frame.y(loss)} />
          <text x={LEFT - 8} y={frame.y(loss) + 4} text-anchor="end">
            {tickText(loss)}
          </text>
        </g>
      ))}
      {sizes.map((size, i) => (
        <text
          key={size}
          class={shown[i] ? undefined : "left-out"}
          x={frame.x(size)}
          y={HEIGHT - 8}
          text-anchor="middle"
        >
          {by === "parameters" ? short(size) : flops(size).replace("FLOPs", "").trim() || "0"}
        </text>
      ))}
    </g>
  );
}

function Points({ view, frame }: { readonly view: ScalingView; readonly frame: Frame }) {
  return view.widths.map(({ width, size, losses, mean }, i) =>
    losses.length > 0 ? (
      <g key={width} class="sized ramp" style={rampStyle(i, view.widths.length)}>
        {losses.length > 1 &&
          losses.map((loss, seed) => (
            <circle key={seed} class="seed" cx={frame.x(size)} cy={frame.y(loss)} r="2" />
          ))}
        <circle cx={frame.x(size)} cy={frame.y(mean)} r="4" />
        <text x={frame.x(size) + 8} y={frame.y(mean) - 7}>
          {width}
        </text>
      </g>
    ) : null,
  );
}

/**
 * The line on which a prediction was made, dashed, and what it said, with its interval; fainter where the width was
 * only left out afterwards.
 */
function Predicted({ one, frame }: { readonly one: DrawnForecast; readonly frame: Frame }) {
  const { size, loss, interval } = one.prediction;
  const [x, y] = [frame.x(size), frame.y(loss)];
  return (
    <g class={one.isBefore ? "predicted" : "predicted after"}>
      <path class="law dashed" d={lawPath(one.law, one.from, size, frame)} />
      {interval && <path d={`M${x - 4} ${frame.y(interval.low)}h8m-4 0V${frame.y(interval.high)}m-4 0h8`} />}
      <path class="diamond" d={`M${x} ${y - 6}l6 6l-6 6l-6 -6Z`} />
    </g>
  );
}

/** Pieces of a law's line: straight on these axes only where its floor is 0. */
const PIECES = 24;

function lawPath(law: PowerLaw, from: number, to: number, frame: Frame): string {
  const places = Array.from({ length: PIECES + 1 }, (_, i) => {
    const size = from * (to / from) ** (i / PIECES);
    return `${frame.x(size).toFixed(1)} ${frame.y(lossAt(law, size)).toFixed(1)}`;
  });
  return `M${places.join("L")}`;
}

function bandPath(band: readonly { size: number; low: number; high: number }[], frame: Frame): string {
  const place = (size: number, loss: number) => `${frame.x(size).toFixed(1)} ${frame.y(loss).toFixed(1)}`;
  const upper = band.map(({ size, high }) => place(size, high));
  const lower = band.map(({ size, low }) => place(size, low)).reverse();
  return `M${[...upper, ...lower].join("L")}Z`;
}
