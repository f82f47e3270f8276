import "./figure.css";
import type { RateCell, RateMapView } from "../view/rates.ts";

type Panel = RateMapView["panels"][number];

const LABEL = 62;
const HEAD = 40;
const CELL = 28;
const GAP = 2;
const BETWEEN = 24;

/** Pixels that the map needs. */
export const rateHeight = (panels: readonly Panel[]): number =>
  HEAD + Math.max(...panels.map(({ rows }) => rows.length)) * (CELL + GAP);

interface Props {
  readonly panels: readonly Panel[];
  readonly width: number;
}

/** Held-out loss by learning rate and width as a drawing: a panel beside the other. */
export function RateDrawing({ panels, width }: Props) {
  const room = (width - BETWEEN * (panels.length - 1)) / panels.length;
  return (
    <g class="rate-map">
      {panels.map((panel, i) => (
        <g key={panel.label} transform={`translate(${(i * (room + BETWEEN)).toFixed(1)} 0)`}>
          <DrawnPanel panel={panel} width={room} />
        </g>
      ))}
    </g>
  );
}

function DrawnPanel({
  panel: { label, widths, rows },
  width,
}: {
  readonly panel: Panel;
  readonly width: number;
}) {
  const column = (width - LABEL) / widths.length;
  return (
    <>
      <text class="drawn-panel" y="12">
        {label}
      </text>
      {widths.map((one, i) => (
        <text key={one} class="drawn-head across" x={LABEL + (i + 0.5) * column} y={HEAD - 8}>
          {one}
        </text>
      ))}
      {rows.map(({ rate, variant, cells }, r) => (
        <g key={variant} transform={`translate(0 ${HEAD + r * (CELL + GAP)})`}>
          <text class="drawn-head beside" x={LABEL - 8} y={CELL / 2 + 4}>
            {rate}
          </text>
          {cells.map((cell, i) => (
            <DrawnCell key={widths[i]} cell={cell} x={LABEL + i * column} width={column - GAP} />
          ))}
        </g>
      ))}
    </>
  );
}

interface CellProps {
  readonly cell: RateCell;
  readonly x: number;
  readonly width: number;
}

function DrawnCell({ cell: { text, strength, isBest }, x, width }: CellProps) {
  const best = isBest ? " best" : "";
  return (
    <g transform={`translate(${x.toFixed(2)} 0)`} style={{ "--p": `${(strength * 100).toFixed(1)}%` }}>
      <rect class={`drawn-rate${best}`} width={width} height={CELL} rx="4" />
      <text class={`drawn-number${best}`} x={width / 2} y={CELL / 2 + 4}>
        {text}
      </text>
    </g>
  );
}
