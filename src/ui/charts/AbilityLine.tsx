import type { Crossing } from "../../analysis/crossing.ts";
import type { Emergence } from "../../analysis/emergence.ts";
import { TAU, unscale } from "../../analysis/score.ts";
import { hasChance } from "../view/abilities.ts";
import type { AbilityView, Curve, CurvePoint } from "../view/curves.ts";
import type { Frame } from "./frame.ts";
import { hueStyle } from "./hue.ts";

interface Props {
  readonly curve: Curve;
  readonly view: AbilityView;
  readonly index: number;
  readonly n: number;
  readonly frame: Frame;
  /** Where the task's name stands. */
  readonly label: number;
  /** True where its chance level comes forward with it. */
  readonly showsChance: boolean;
}

/** Dash patterns beside hues: colour alone must not tell tasks apart. */
const DASHES = ["none", "7 3", "2 3", "9 3 2 3"];

/** Pixels between the marks of neighbouring tasks, which else would lie on each other; none strays further. */
const STEP = 4;
const STRAY = 9;

/** One task: its line, how sure it is, where it emerged, its name. */
export function AbilityLine({ curve, view, index, n, frame, label, showsChance }: Props) {
  const { points } = curve;
  const { task, emergence } = curve.row;
  const end = points.at(-1)!;
  const places = points.map(({ width, value }) => [frame.x(width), frame.y(value)] as const);
  const aside = n > 1 ? Math.min(STEP, (2 * STRAY) / (n - 1)) * (index - (n - 1) / 2) : 0;
  return (
    <g class={n > 1 ? "task" : "task only"} style={hueStyle(index, n)}>
      <title>{task.title}</title>
      {showsChance && hasChance(task) && (
        <path class="chance" d={`M${frame.left} ${frame.y(task.chance)}H${frame.right}`} />
      )}
      <path class="hit" d={lineOf(places)} />
      <Whiskers points={points} frame={frame} aside={aside} />
      <path class="line" d={lineOf(places)} stroke-dasharray={DASHES[index % DASHES.length]} />
      {places.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="3" />
      ))}
      {view === "mirage" && <Independent points={points} frame={frame} />}
      {view === "share" && <Givens points={points} frame={frame} />}
      {view !== "share" && (
        <EmergenceMark
          emergence={emergence}
          frame={frame}
          y={frame.y(unscale(TAU, task.chance))}
          aside={aside}
        />
      )}
      <path
        class="leader"
        d={`M${frame.x(end.width) + 6} ${frame.y(end.value)}L${frame.right + 8} ${label}H${frame.right + 12}`}
      />
      <text x={frame.right + 16} y={label + 4}>
        {task.title}
      </text>
    </g>
  );
}

const lineOf = (places: readonly (readonly [number, number])[]): string =>
  `M${places.map((place) => place.map((value) => value.toFixed(1)).join(" ")).join("L")}`;

interface PointsProps {
  readonly points: readonly CurvePoint[];
  readonly frame: Frame;
}

/** Intervals over seeds, each task's a little beside the others'. */
function Whiskers({ points, frame, aside }: PointsProps & { readonly aside: number }) {
  const drawn = points.flatMap(({ width, interval }) =>
    interval && interval.high > interval.low
      ? [{ x: frame.x(width) + aside, low: frame.y(interval.low), high: frame.y(interval.high) }]
      : [],
  );
  return drawn.map(({ x, low, high }) => (
    <path key={x} class="whisker" d={`M${x - 3} ${low}h6m-3 0V${high}m-3 0h6`} />
  ));
}

/** p^L: a thin line with crosses. */
function Independent({ points, frame }: PointsProps) {
  const places = points
    .filter((point) => Number.isFinite(point.other))
    .map(({ width, other }) => [frame.x(width), frame.y(other)] as const);
  if (places.length === 0) return null;
  return <path class="independent" d={`${lineOf(places)}${places.map(cross).join("")}`} />;
}

const cross = ([x, y]: readonly [number, number]) => `M${x - 4} ${y}h8M${x} ${y - 4}v8`;

/** The mean score of the seeds that have it: a short stroke. */
function Givens({ points, frame }: PointsProps) {
  const known = points.filter((point) => Number.isFinite(point.other));
  return known.map(({ width, other }) => (
    <path key={width} class="given" d={`M${frame.x(width) - 9} ${frame.y(other)}h18`} />
  ));
}

interface MarkProps {
  readonly emergence: Emergence;
  readonly frame: Frame;
  readonly y: number;
  readonly aside: number;
}

/** The point of emergence, and its interval: open towards the side at which it is censored. */
function EmergenceMark({ emergence: { point, interval }, frame, y, aside }: MarkProps) {
  const from = interval && endAt(interval.low, frame);
  const to = interval && endAt(interval.high, frame);
  const at = y - aside;
  return (
    <>
      {from && to && to.x > from.x && (
        <path class="emergence" d={`${capAt(from, at)}M${from.x} ${at}H${to.x}${capAt(to, at)}`} />
      )}
      {point.kind === "between" && <path class="crossing" d={diamond(frame.x(point.at), at)} />}
    </>
  );
}

interface End {
  readonly x: number;
  /** −1 or 1 where it is open to the left or right; 0 where it is known. */
  readonly open: -1 | 0 | 1;
}

function endAt(end: Crossing, frame: Frame): End | null {
  if (end.kind === "unmeasured") return null;
  const x = frame.x(end.at);
  if (end.kind === "between") return { x, open: 0 };
  return end.kind === "by-first" ? { x: x - 6, open: -1 } : { x: x + 6, open: 1 };
}

/** A stroke across a known end, an arrow at an open one. */
const capAt = ({ x, open }: End, y: number): string =>
  open === 0 ? `M${x} ${y - 3}v6` : `M${x - 4 * open} ${y - 4}l${4 * open} 4l${-4 * open} 4`;

/** The mark of an emergence point. */
export const diamond = (x: number, y: number): string => `M${x} ${y - 6}l6 6l-6 6l-6 -6Z`;
