import { laterStrings } from "../../strings/later.ts";
import { signed } from "../format.ts";

/** How many numbers are told beside a strip. */
const TOLD = 3;

interface Props {
  readonly label: string;
  readonly values: Float32Array;
  /** The value of the deepest colour. */
  readonly most: number;
  /** Beside the strip; without it the first numbers are told. */
  readonly note?: string;
}

/** Numbers as a row of cells: the sign by hue, the size by depth; the first of them in words. */
export function Strip({ label, values, most, note }: Props) {
  const words = laterStrings().how;
  const first = Array.from(values.subarray(0, TOLD), signed).join(", ");
  const told = words.begins(first, values.length - Math.min(TOLD, values.length));
  return (
    <div class="strip">
      <span class="strip-label">{label}</span>
      <svg
        viewBox={`0 0 ${values.length} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label} ${told}`}
      >
        {Array.from(values, (value, i) => (
          <rect
            key={i}
            class={value < 0 ? "below" : "above"}
            x={i}
            width={1}
            height={1}
            fill-opacity={Math.min(1, Math.abs(value) / most).toFixed(2)}
          />
        ))}
      </svg>
      <span class="strip-note">{note ?? told}</span>
    </div>
  );
}

/** The largest size among numbers, for strips that share a scale. */
export const largest = (...rows: readonly Float32Array[]): number =>
  Math.max(1e-9, ...rows.map((row) => row.reduce((most, value) => Math.max(most, Math.abs(value)), 0)));
