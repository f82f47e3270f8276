import { useRef } from "preact/hooks";
import type { Axis } from "../../metrics/axis.ts";
import { strings } from "../../strings/strings.ts";
import { nats } from "../format.ts";
import { rampStyle } from "../ramp.ts";
import { tickWords, type WidthLoss } from "../view/loss.ts";
import { alone, toggled } from "./lossData.ts";
import type { LossPlot } from "./lossPlot.ts";
import type { Reading } from "./lossReading.ts";

/** `step 1,500`, `1.5 M tokens`, `2.3 GFLOPs`, `61 s`. */
const placeWords = (axis: Axis, at: number) => strings().loss.place[axis](tickWords(axis, at));

const lossAt = (at: Reading, width: number) => at.losses.get(width)?.mean ?? Number.NaN;

interface SliderProps {
  readonly widths: readonly number[];
  readonly axis: Axis;
  readonly at: Reading | null;
  readonly plot: LossPlot | null;
  readonly describedBy: string;
}

/** Zooms and moves that a key makes. */
const CLOSER = 0.7;
const ASIDE = 0.15;

/** Reads values off by keyboard: a slider along what is shown, unseen, since the chart shows its cursor. */
export function ReadSlider({ widths, axis, at, plot, describedBy }: SliderProps) {
  const words = strings().loss;
  const stops = plot?.stops() ?? [];
  const last = Math.max(0, stops.length - 1);
  const found = at ? stops.findIndex((stop) => stop >= at.at) : -1;
  const told = at
    ? words.values(
        placeWords(axis, at.at),
        widths.map((width) => words.value(width, nats(lossAt(at, width)))),
      )
    : words.newest(placeWords(axis, stops[last] ?? 0));
  return (
    <input
      type="range"
      aria-label={words.slider}
      aria-valuetext={told}
      aria-describedby={describedBy}
      disabled={stops.length < 2}
      min={0}
      max={last}
      step={1}
      value={found < 0 ? last : found}
      onInput={(event) => plot?.moveTo(stops[event.currentTarget.valueAsNumber] ?? 0)}
      onKeyDown={(event) => plot && onKey(event, plot, at?.at ?? null)}
      onBlur={() => plot?.leave()}
    />
  );
}

/** What keys do beside those of any slider. */
function onKey(event: KeyboardEvent, plot: LossPlot, at: number | null): void {
  const { key, shiftKey } = event;
  const actions: Readonly<Record<string, (() => void) | undefined>> = {
    "+": () => plot.zoomAround(at, CLOSER),
    "=": () => plot.zoomAround(at, CLOSER),
    "-": () => plot.zoomAround(at, 1 / CLOSER),
    Escape: () => plot.reset(),
    ArrowLeft: shiftKey ? () => plot.panBy(-ASIDE) : undefined,
    ArrowRight: shiftKey ? () => plot.panBy(ASIDE) : undefined,
  };
  const action = actions[key];
  if (!action || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  action();
}

interface ReadOutProps {
  readonly widths: readonly number[];
  readonly losses: readonly WidthLoss[];
  readonly axis: Axis;
  readonly at: Reading | null;
  /** Where nothing is pointed at. */
  readonly when: string;
  /** What the marks mean. */
  readonly keys: readonly string[];
  readonly hidden: ReadonlySet<number>;
  setHidden(hidden: ReadonlySet<number>): void;
}

/**
 * Key, read-out and switch in one: each width's colour, and its loss at the cursor or, without one, now. A click
 * hides a width or shows it, with Shift or Alt, or twice, it is alone.
 */
export function ReadOut({ widths, losses, axis, at, when, keys, hidden, setHidden }: ReadOutProps) {
  const words = strings().loss;
  const before = useRef(hidden);
  const value = (width: number) =>
    at ? lossAt(at, width) : (losses.find((loss) => loss.width === width)?.train ?? Number.NaN);
  const press = (event: MouseEvent, width: number) => {
    if (event.shiftKey || event.altKey) return setHidden(alone(hidden, width, widths));
    if (event.detail > 1) return setHidden(alone(before.current, width, widths));
    before.current = hidden;
    setHidden(toggled(hidden, width, widths));
  };
  return (
    <dl class="read-out">
      <dt>
        {at ? words.at(placeWords(axis, at.at)) : when} <span>{keys.join(" · ")}</span>
      </dt>
      {widths.map((width, i) => (
        <dd key={width} class="ramp" style={rampStyle(i, widths.length)} data-width={width}>
          <button
            type="button"
            aria-pressed={!hidden.has(width)}
            title={words.widthHint}
            onClick={(event) => press(event, width)}
          >
            <i class="swatch" />
            <span class="unseen">{words.width(width)}</span>
            <b aria-hidden="true">{width}</b> {nats(value(width))}
          </button>
        </dd>
      ))}
    </dl>
  );
}
