import { TAU, unscale } from "../../analysis/score.ts";
import { percent } from "../format.ts";
import { useWidth } from "../hooks.ts";
import { RecordedMark } from "../recorded/RecordedMark.tsx";
import type { AbilityRow } from "../view/abilities.ts";
import { riseWords } from "../view/finding.ts";
import { BehindLines, diamond } from "./BehindLines.tsx";
import { hueStyle } from "./hue.ts";
import { placeLabels } from "./labels.ts";

interface Props {
  readonly rows: readonly AbilityRow[];
  readonly widths: readonly number[];
  readonly seeds: number;
  /** True where a recorded sweep is shown. */
  readonly recorded: boolean;
  /** Of the recorded sweep that this one is set against; empty where there is none. */
  readonly behind: readonly AbilityRow[];
}

const HEIGHT = 300;
const TOP = 12;
const BOTTOM = 28;
const LEFT = 40;
const LABEL_GAP = 16;

/** Where widths and scores lie in the drawing. */
interface Frame {
  readonly right: number;
  x(width: number): number;
  y(score: number): number;
}

function frameOf(size: number, widths: readonly number[], labels: number): Frame {
  const right = Math.max(LEFT + 40, size - labels);
  const least = Math.log2(widths[0] ?? 1);
  const most = Math.log2(widths[widths.length - 1] ?? 2);
  const inset = 8;
  const span = Math.max(1e-9, most - least);
  const x = (width: number) =>
    widths.length < 2
      ? (LEFT + right) / 2
      : LEFT + inset + ((Math.log2(width) - least) / span) * (right - LEFT - 2 * inset);
  return { right, x, y: (score) => TOP + (1 - score) * (HEIGHT - TOP - BOTTOM) };
}

/** Exact match against width, one line a task, with chance, the point of emergence and the seeds' range. */
export function AbilityChart({ rows, widths, seeds, recorded, behind }: Props) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const words = riseWords(rows);
  return (
    <figure class="chart">
      <div class="chart-head">
        <h2>Ability against width{recorded && <RecordedMark />}</h2>
      </div>
      <figcaption>{words || "Exact match on held-out prompts, one line a task."}</figcaption>
      <div class="plot" ref={ref}>
        {width > 0 && <Drawing {...{ rows, widths, behind, words }} size={width} />}
      </div>
      <p class="chart-key">
        per cent exact, mean over seeds · dotted: chance · ◆ emergence
        {seeds > 1 && " · bars: range over seeds"}
        {behind.length > 0 && " · dashed, ◇: recorded"}
      </p>
    </figure>
  );
}

interface DrawingProps {
  readonly rows: readonly AbilityRow[];
  readonly widths: readonly number[];
  readonly behind: readonly AbilityRow[];
  readonly size: number;
  readonly words: string;
}

function Drawing({ rows, widths, behind, size, words }: DrawingProps) {
  const longest = Math.max(...rows.map((row) => row.task.title.length), 4);
  const frame = frameOf(size, widths, Math.min(size * 0.36, longest * 7 + 26));
  const drawn = rows.filter((row) => row.cells.some((cell) => cell.score.n > 0));
  const ends = drawn.map((row) => frame.y(row.cells.findLast((cell) => cell.score.n > 0)?.score.mean ?? 0));
  const labels = placeLabels(ends, LABEL_GAP, TOP - 4, HEIGHT - BOTTOM + 8);
  return (
    <svg width={size} height={HEIGHT} role="img" aria-label={`Ability against width. ${words}`}>
      <title>Ability against width</title>
      <Axes frame={frame} widths={widths} />
      <Chances rows={rows} frame={frame} />
      <BehindLines rows={behind} widths={widths} x={frame.x} y={frame.y} />
      {drawn.map((row, i) => (
        <Line
          key={row.task.name}
          row={row}
          index={rows.indexOf(row)}
          n={rows.length}
          frame={frame}
          label={labels[i]!}
        />
      ))}
      {drawn.length === 0 && (
        <text class="empty" x={(LEFT + frame.right) / 2} y={HEIGHT / 2 - 24} text-anchor="middle">
          Each task’s score, width by width
        </text>
      )}
    </svg>
  );
}

function Axes({ frame, widths }: { readonly frame: Frame; readonly widths: readonly number[] }) {
  const shown = apart(widths.map((width) => frame.x(width)));
  return (
    <g class="axes">
      {[0, 0.5, 1].map((score) => (
        <g key={score}>
          <line x1={LEFT} x2={frame.right} y1={frame.y(score)} y2={frame.y(score)} />
          <text x={LEFT - 8} y={frame.y(score) + 4} text-anchor="end">
            {percent(score)}
          </text>
        </g>
      ))}
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

/** Which numbers below the axis have room: from the right, at least 22 pixels from the last one shown. */
function apart(xs: readonly number[]): boolean[] {
  const shown = xs.map(() => false);
  let free = Number.POSITIVE_INFINITY;
  for (let i = xs.length - 1; i >= 0; i--) {
    if (xs[i]! > free) continue;
    shown[i] = true;
    free = xs[i]! - 22;
  }
  return shown;
}

/** A dotted line at each chance level that can be told from zero. */
function Chances({ rows, frame }: { readonly rows: readonly AbilityRow[]; readonly frame: Frame }) {
  const levels = [...new Set(rows.map((row) => Math.round(row.task.chance * 50) / 50))].filter(
    (level) => level > 0,
  );
  return (
    <g class="chances">
      {levels.map((level) => (
        <line key={level} x1={LEFT} x2={frame.right} y1={frame.y(level)} y2={frame.y(level)} />
      ))}
    </g>
  );
}

interface LineProps {
  readonly row: AbilityRow;
  readonly index: number;
  readonly n: number;
  readonly frame: Frame;
  readonly label: number;
}

/** Dash patterns beside hues: colour alone must not tell tasks apart. */
const DASHES = ["none", "7 3", "2 3", "9 3 2 3"];

function Line({ row, index, n, frame, label }: LineProps) {
  const cells = row.cells.filter((cell) => cell.score.n > 0);
  const points = cells.map((cell) => [frame.x(cell.width), frame.y(cell.score.mean)] as const);
  const end = points[points.length - 1]!;
  const { task } = row;
  const { point } = row.emergence;
  return (
    <g class={n > 1 ? "task" : "task only"} style={hueStyle(index, n)}>
      <title>{task.title}</title>
      <path class="hit" d={`M${points.map((point) => point.join(" ")).join("L")}`} />
      <path
        class="line"
        d={`M${points.map((point) => point.map((value) => value.toFixed(1)).join(" ")).join("L")}`}
        stroke-dasharray={DASHES[index % DASHES.length]}
      />
      {cells.map((cell) =>
        cell.score.max > cell.score.min ? (
          <path
            key={cell.width}
            class="whisker"
            d={`M${frame.x(cell.width)} ${frame.y(cell.score.min)}V${frame.y(cell.score.max)}`}
          />
        ) : null,
      )}
      {points.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="3" />
      ))}
      {point.kind === "between" && (
        <path class="crossing" d={diamond(frame.x(point.at), frame.y(unscale(TAU, task.chance)))} />
      )}
      <path class="leader" d={`M${end[0] + 6} ${end[1]}L${frame.right + 8} ${label}H${frame.right + 12}`} />
      <text x={frame.right + 16} y={label + 4}>
        {task.title}
      </text>
    </g>
  );
}
