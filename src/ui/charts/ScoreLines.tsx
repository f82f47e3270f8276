import { percent } from "../format.ts";

interface Props {
  readonly left: number;
  readonly right: number;
  /** Pixels between the numbers and the lines. */
  readonly gap: number;
  y(score: number): number;
}

/** The grid lines of nothing, half and all, with their numbers. */
export const ScoreLines = ({ left, right, gap, y }: Props) => (
  <>
    {[0, 0.5, 1].map((score) => (
      <g key={score}>
        <line x1={left} x2={right} y1={y(score)} y2={y(score)} />
        <text x={left - gap} y={y(score) + 4} text-anchor="end">
          {percent(score)}
        </text>
      </g>
    ))}
  </>
);
