import { TAU, unscale } from "../../analysis/score.ts";
import type { AbilityView, Curve } from "../view/curves.ts";
import { againstRow } from "../view/recorded.ts";
import { diamond } from "./AbilityLine.tsx";
import type { Frame } from "./frame.ts";
import { hueStyle } from "./hue.ts";

interface Props {
  /** Of the sweep that is drawn behind; the tasks in the order of the one before it. */
  readonly curves: readonly Curve[];
  /** What that sweep is called. */
  readonly name: string;
  readonly view: AbilityView;
  /** The ladder that is drawn: what lies beyond it is left out. */
  readonly widths: readonly number[];
  readonly frame: Frame;
}

/** Another sweep's curves, faint and dashed, with its points of emergence hollow. */
export function BehindLines({ curves, name, view, widths, frame }: Props) {
  const isInside = (width: number) => width >= widths[0]! && width <= widths[widths.length - 1]!;
  return (
    <g class="behind">
      {curves.map(({ row, points }, i) => {
        const drawn = points.filter(({ width, value }) => Number.isFinite(value) && isInside(width));
        const places = drawn.map(
          ({ width, value }) => `${frame.x(width).toFixed(1)} ${frame.y(value).toFixed(1)}`,
        );
        const { point } = row.emergence;
        const at = point.kind === "between" && view !== "share" ? point.at : Number.NaN;
        const level = frame.y(unscale(TAU, row.task.chance));
        return (
          <g
            key={row.task.name}
            class={curves.length > 1 ? "task" : "task only"}
            style={hueStyle(i, curves.length)}
          >
            <title>{againstRow(row, name)}</title>
            {places.length > 0 && <path class="line" d={`M${places.join("L")}`} />}
            {isInside(at) && <path class="crossing" d={diamond(frame.x(at), level)} />}
          </g>
        );
      })}
    </g>
  );
}
