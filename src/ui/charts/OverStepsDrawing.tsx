import { TAU, unscale } from "../../analysis/score.ts";
import { strings } from "../../strings/strings.ts";
import { rampStyle } from "../ramp.ts";
import { hasChance } from "../view/abilities.ts";
import { panelWords, type StepLine, type StepPanel } from "../view/over-steps.ts";
import { diamond } from "./AbilityLine.tsx";
import { ScoreLines } from "./ScoreLines.tsx";

/** Pixels of one task's drawing with its name and its axis: fewer tasks have more room each. */
const panelOf = (panels: number): number => (panels === 1 ? 240 : panels <= 4 ? 176 : 132);

/** Pixels of the key above all of them. */
const KEY = 26;
const LEAST = 150;
const MOST = 5;

/** Within a task's drawing. */
const [LEFT, RIGHT, TOP, BOTTOM] = [30, 14, 24, 24];

/** How many stand side by side: as many as have room, in rows of about the same length. */
function columnsOf(panels: number, size: number): number {
  const room = Math.max(1, Math.min(MOST, panels, Math.floor(size / LEAST)));
  return Math.ceil(panels / Math.ceil(panels / room));
}

/** Pixels that the drawing needs. */
export const overStepsHeight = (panels: number, size: number): number =>
  KEY + Math.ceil(panels / columnsOf(panels, size)) * panelOf(panels);

interface Props {
  readonly panels: readonly StepPanel[];
  /** Where the axis of steps ends. */
  readonly steps: number;
  readonly marker: number | null;
  readonly size: number;
  readonly words: string;
}

/** Every task's scores over the steps, a line a width. */
export function OverStepsDrawing({ panels, steps, marker, size, words }: Props) {
  const { title } = strings().charts.overSteps;
  const columns = columnsOf(panels.length, size);
  const width = size / columns;
  const height = panelOf(panels.length);
  const frame = {
    ...{ width, height },
    x: (step: number) => LEFT + (step / steps) * (width - LEFT - RIGHT),
    y: (score: number) => TOP + (1 - score) * (height - TOP - BOTTOM - 12),
  };
  return (
    <svg
      width={size}
      height={overStepsHeight(panels.length, size)}
      role="img"
      aria-label={`${title}. ${words}`}
    >
      <title>{title}</title>
      <Key widths={panels[0]?.lines.map((line) => line.width) ?? []} />
      {panels.map((panel, i) => (
        <g
          key={panel.task.name}
          transform={`translate(${((i % columns) * width).toFixed(1)} ${KEY + Math.floor(i / columns) * height})`}
        >
          <Panel {...{ panel, steps, marker, frame }} />
        </g>
      ))}
    </svg>
  );
}

/** Where steps and scores lie, alike in all of them. */
interface Frame {
  readonly width: number;
  readonly height: number;
  x(step: number): number;
  y(score: number): number;
}

/** Which colour is which width. */
function Key({ widths }: { readonly widths: readonly number[] }) {
  return widths.map((width, i) => (
    <g
      key={width}
      class="ramp step-key"
      style={rampStyle(i, widths.length)}
      transform={`translate(${LEFT + i * 52} 4)`}
    >
      <rect width="10" height="10" rx="3" />
      <text x="15" y="10">
        {width}
      </text>
    </g>
  ));
}

interface PanelProps {
  readonly panel: StepPanel;
  readonly steps: number;
  readonly marker: number | null;
  readonly frame: Frame;
}

function Panel({ panel, steps, marker, frame }: PanelProps) {
  const { task, lines } = panel;
  const [left, right] = [frame.x(0), frame.x(steps)];
  return (
    <>
      <title>{panelWords(panel)}</title>
      <rect class="hit" width={frame.width} height={frame.height} />
      <text class="step-title" x={left} y="12">
        {task.title}
      </text>
      <g class="axes">
        <ScoreLines {...{ left, right }} y={frame.y} gap={6} />
        <text x={left} y={frame.y(0) + 16}>
          0
        </text>
        <text x={right} y={frame.y(0) + 16} text-anchor="end">
          {strings().stairs.steps(steps)}
        </text>
      </g>
      {hasChance(task) && (
        <g class="chances">
          <line x1={left} x2={right} y1={frame.y(task.chance)} y2={frame.y(task.chance)} />
        </g>
      )}
      {marker !== null && (
        <line class="step-marker" x1={frame.x(marker)} x2={frame.x(marker)} y1={frame.y(1)} y2={frame.y(0)} />
      )}
      {lines.map((line, i) => (
        <Line key={line.width} {...{ line, frame }} chance={task.chance} style={rampStyle(i, lines.length)} />
      ))}
    </>
  );
}

interface LineProps {
  readonly line: StepLine;
  readonly frame: Frame;
  readonly chance: number;
  readonly style: Record<string, string>;
}

/** One width's way, and where the ability emerged on it. */
function Line({ line: { points, when }, frame, chance, style }: LineProps) {
  if (points.length === 0) return null;
  const places = points.map(({ step, score }) => `${frame.x(step).toFixed(1)} ${frame.y(score).toFixed(1)}`);
  const { point } = when;
  return (
    <g class="ramp" style={style}>
      <path class="step-line" d={`M${places.join("L")}`} />
      {point.kind === "between" && (
        <path class="step-mark" d={diamond(frame.x(point.at), frame.y(unscale(TAU, chance)))} />
      )}
    </g>
  );
}
