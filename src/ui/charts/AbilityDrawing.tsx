import { strings } from "../../strings/strings.ts";
import type { AbilityRow } from "../view/abilities.ts";
import { type AbilityView, type Curve, MANY, MOST_CHANCES } from "../view/curves.ts";
import { AbilityLine } from "./AbilityLine.tsx";
import { BehindLines } from "./BehindLines.tsx";
import { apart, BOTTOM, type Frame, frameOf, HEIGHT, TOP } from "./frame.ts";
import { placeLabels } from "./labels.ts";
import { ScoreLines } from "./ScoreLines.tsx";

const LABEL_GAP = 16;

interface Props {
  readonly curves: readonly Curve[];
  /** Of the sweep that these are set against; none where there is none. */
  readonly behind: readonly Curve[];
  readonly behindName: string;
  readonly view: AbilityView;
  readonly widths: readonly number[];
  readonly size: number;
  readonly words: string;
}

/** About how many letters wide a label is: Hangul's syllables are nearly twice as wide as Latin letters. */
const lengthOf = (label: string): number => [...label].length + (label.match(/[가-힣]/g)?.length ?? 0) * 0.8;

/** One line a task over the widths, with what the view shows beside it. */
export function AbilityDrawing({ curves, behind, behindName, view, widths, size, words }: Props) {
  const { title, empty } = strings().charts.ability;
  const rows = curves.map(({ row }) => row);
  const longest = Math.max(...rows.map((row) => lengthOf(row.task.title)), 4);
  const frame = frameOf(size, widths, Math.min(size * 0.36, longest * 7 + 26));
  const drawn = measuredCurves(curves);
  const ends = drawn.map((curve) => frame.y(curve.points.at(-1)?.value ?? 0));
  const labels = placeLabels(ends, LABEL_GAP, TOP - 4, HEIGHT - BOTTOM + 8);
  return (
    <svg
      class={rows.length > MANY ? `many ${view}` : undefined}
      width={size}
      height={HEIGHT}
      role="img"
      aria-label={`${title}. ${words}`}
    >
      <title>{title}</title>
      <Axes frame={frame} widths={widths} />
      {view === "mean" && rows.length <= MOST_CHANCES && <Chances rows={rows} frame={frame} />}
      <BehindLines {...{ view, widths, frame }} curves={behind} name={behindName} />
      {drawn.map((curve, i) => (
        <AbilityLine
          key={curve.row.task.name}
          {...{ curve, view, frame }}
          index={curve.index}
          showsChance={view === "mean" && rows.length > MOST_CHANCES}
          n={rows.length}
          label={labels[i]!}
        />
      ))}
      {drawn.length === 0 && (
        <text class="empty" x={(frame.left + frame.right) / 2} y={HEIGHT / 2 - 24} text-anchor="middle">
          {empty}
        </text>
      )}
    </svg>
  );
}

/** The curves that have anything to draw, each with its place among all of them. */
const measuredCurves = (curves: readonly Curve[]) =>
  curves
    .map((curve, index) => ({
      ...curve,
      index,
      points: curve.points.filter((point) => Number.isFinite(point.value)),
    }))
    .filter((curve) => curve.points.length > 0);

function Axes({ frame, widths }: { readonly frame: Frame; readonly widths: readonly number[] }) {
  const shown = apart(widths.map((width) => frame.x(width)));
  return (
    <g class="axes">
      <ScoreLines {...frame} gap={8} />
      {widths.map((width, i) => (
        <text
          key={width}
          class={shown[i] ? undefined : "left-out"}
          x={frame.x(width)}
          y={HEIGHT - 8}
          text-anchor="middle"
        >
          {width}
        </text>
      ))}
    </g>
  );
}

/** A dotted line at each chance level that can be told from zero. */
function Chances({ rows, frame }: { readonly rows: readonly AbilityRow[]; readonly frame: Frame }) {
  const levels = [...new Set(rows.map((row) => Math.round(row.task.chance * 50) / 50))].filter(
    (level) => level > 0,
  );
  return (
    <g class="chances">
      {levels.map((level) => (
        <line key={level} x1={frame.left} x2={frame.right} y1={frame.y(level)} y2={frame.y(level)} />
      ))}
    </g>
  );
}
