import { TAU, unscale } from "../../analysis/score.ts";
import type { AbilityRow } from "../view/abilities.ts";
import { againstRow } from "../view/recorded.ts";
import { hueStyle } from "./hue.ts";

interface Props {
  /** Of the sweep that is drawn behind; the tasks in the order of the one before it. */
  readonly rows: readonly AbilityRow[];
  /** The ladder that is drawn: what lies beyond it is left out. */
  readonly widths: readonly number[];
  x(width: number): number;
  y(score: number): number;
}

/** Another sweep's scores against width, faint and dashed, with its points of emergence hollow. */
export function BehindLines({ rows, widths, x, y }: Props) {
  const isInside = (width: number) => width >= widths[0]! && width <= widths[widths.length - 1]!;
  return (
    <g class="behind">
      {rows.map((row, i) => {
        const cells = row.cells.filter((cell) => cell.score.n > 0 && isInside(cell.width));
        const points = cells.map((cell) => `${x(cell.width).toFixed(1)} ${y(cell.score.mean).toFixed(1)}`);
        const { point } = row.emergence;
        const [at, level] = [point.kind === "between" ? point.at : Number.NaN, unscale(TAU, row.task.chance)];
        return (
          <g
            key={row.task.name}
            class={rows.length > 1 ? "task" : "task only"}
            style={hueStyle(i, rows.length)}
          >
            <title>{againstRow(row)}</title>
            {points.length > 0 && <path class="line" d={`M${points.join("L")}`} />}
            {isInside(at) && <path class="crossing" d={diamond(x(at), y(level))} />}
          </g>
        );
      })}
    </g>
  );
}

/** The mark of an emergence point. */
export const diamond = (x: number, y: number): string => `M${x} ${y - 6}l6 6l-6 6l-6 -6Z`;
