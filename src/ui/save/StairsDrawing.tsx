import "./figure.css";
import { strings } from "../../strings/strings.ts";
import { percent, short } from "../format.ts";
import { rampStyle } from "../ramp.ts";
import { type Ability, type AbilityRow, hasChance } from "../view/abilities.ts";
import { bottomOf } from "./shapes.ts";
import { clipped } from "./text.ts";

/** Where the parts of a drawn staircase stand, in pixels. */
export interface StairsFrame {
  readonly width: number;
  /** Room for the tasks' names. */
  readonly label: number;
  /** The tallest bar. */
  readonly bar: number;
  readonly cell: number;
  readonly gap: number;
  /** Of the names and numbers. */
  readonly text: number;
}

/** The stairs as a figure. */
export const FIGURE_FRAME = { label: 150, bar: 60, cell: 36, gap: 5, text: 14 };

interface Props {
  readonly rows: readonly AbilityRow[];
  readonly widths: readonly number[];
  /** Of each width; empty where they are not known. */
  readonly parameters: readonly number[];
  readonly frame: StairsFrame;
}

/** Below the bars: the widths' numbers and their parameters. */
const headOf = ({ bar, text }: StairsFrame): number => bar + text * 2.9;

/** Pixels that a staircase needs. */
export const stairsHeight = (rows: number, frame: StairsFrame): number =>
  headOf(frame) + 8 + rows * (frame.cell + frame.gap);

/** The stairs as a drawing: a bar a width, below it what that width can do, row by row. */
export function StairsDrawing({ rows, widths, parameters, frame }: Props) {
  const { width, label, gap } = frame;
  const column = (width - label + gap) / widths.length;
  const top = headOf(frame) + 8;
  return (
    <g class="drawn-stairs">
      {widths.map((one, i) => (
        <Rung
          key={one}
          {...{ frame, parameters: parameters[i] }}
          width={one}
          share={[i, widths.length]}
          x={label + i * column + (column - gap) / 2}
        />
      ))}
      {rows.map((row, r) => (
        <g key={row.task.name} transform={`translate(0 ${top + r * (frame.cell + gap)})`}>
          <title>{row.task.title}</title>
          <text class="drawn-task" y={frame.cell / 2 + frame.text * 0.36} style={px(frame.text)}>
            {clipped(row.task.title, label - 12, frame.text)}
          </text>
          {row.cells.map((cell, i) => (
            <Cell
              key={cell.width}
              {...{ cell, frame }}
              chance={row.task.chance}
              x={label + i * column}
              width={column - gap}
            />
          ))}
        </g>
      ))}
    </g>
  );
}

interface RungProps {
  readonly frame: StairsFrame;
  readonly width: number;
  readonly parameters: number | undefined;
  /** Which of how many it is. */
  readonly share: readonly [number, number];
  readonly x: number;
}

function Rung({ frame, width, parameters, share: [index, n], x }: RungProps) {
  const { bar, text } = frame;
  const least = bar / 6;
  const height = n > 1 ? least + (index / (n - 1)) * (bar - least) : bar * 0.7;
  const half = Math.min(text * 1.3, ((frame.width - frame.label) / n) * 0.3);
  return (
    <g class="ramp" style={rampStyle(index, n)}>
      <path
        class="drawn-rung"
        d={`M${x - half} ${bar}V${bar - height + 4}q0 -4 4 -4H${x + half - 4}q4 0 4 4V${bar}Z`}
      />
      <text class="drawn-width" x={x} y={bar + text * 1.35} style={px(text * 1.2)}>
        {width}
      </text>
      {parameters !== undefined && (
        <text class="drawn-parameters" x={x} y={bar + text * 2.5} style={px(text * 0.82)}>
          {short(parameters)}
        </text>
      )}
    </g>
  );
}

interface CellProps {
  readonly cell: Ability;
  readonly chance: number;
  readonly frame: StairsFrame;
  readonly x: number;
  readonly width: number;
}

/** Filled from below as far as its score; the words "not yet" until the ability is there. */
function Cell({ cell, chance, frame, x, width }: CellProps) {
  const { cell: height, text } = frame;
  const { mean } = cell.score;
  const level = Number.isFinite(mean) ? mean : 0;
  const at = height * (1 - chance);
  const words = cell.there && !cell.diverged ? percent(mean) : strings().stairs.notYet;
  const size = cell.there ? text : Math.min(text * 0.86, width / (words.length * 0.56));
  return (
    <g transform={`translate(${x.toFixed(2)} 0)`} class={cell.there ? "drawn-cell there" : "drawn-cell"}>
      <rect width={width} height={height} rx={RADIUS} />
      {level > 0 && <path class="drawn-fill" d={bottomOf(width, height, RADIUS, level)} />}
      {hasChance({ chance }) && <path class="drawn-chance" d={`M0 ${at}h4M${width - 4} ${at}h4`} />}
      <text x={width / 2} y={height / 2 + size * 0.36} style={px(size)}>
        {cell.diverged ? strings().stairs.diverged : words}
      </text>
    </g>
  );
}

const RADIUS = 6;

/** A size of text: the page's classes would win over an attribute. */
const px = (size: number) => ({ fontSize: `${size.toFixed(2)}px` });
