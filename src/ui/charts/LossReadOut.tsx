import { spread } from "../../analysis/statistics.ts";
import { strings } from "../../strings/strings.ts";
import { count, nats } from "../format.ts";
import { rampStyle } from "../ramp.ts";
import type { WidthLoss } from "../view/loss.ts";
import type { Reading } from "./lossPlot.ts";

const lossAt = (at: Reading, width: number) => spread(at.losses.get(width) ?? []).mean;

interface SliderProps {
  readonly widths: readonly number[];
  readonly newest: number;
  readonly at: Reading | null;
  moveTo(step: number): void;
  leave(): void;
}

/** Reads values off by keyboard: a slider over the steps so far, unseen, since the chart shows its cursor. */
export function ReadSlider({ widths, newest, at, moveTo, leave }: SliderProps) {
  const words = at
    ? `step ${count(at.step)}: ${widths.map((width) => `width ${width} ${nats(lossAt(at, width))}`).join(", ")}`
    : `step ${count(newest)}, the newest`;
  return (
    <input
      type="range"
      aria-label="Read values at step"
      aria-valuetext={words}
      disabled={newest < 2}
      min={1}
      max={newest}
      step={Math.max(1, Math.round(newest / MOVES))}
      value={at?.step ?? newest}
      onInput={(event) => moveTo(event.currentTarget.valueAsNumber)}
      onBlur={leave}
    />
  );
}

/** About so many presses of a key from end to end. */
const MOVES = 100;

interface ReadOutProps {
  readonly widths: readonly number[];
  readonly losses: readonly WidthLoss[];
  readonly at: Reading | null;
  /** True where a sweep is shown that is over. */
  readonly recorded: boolean;
  /** What the sweep is called that is drawn behind; empty where there is none. */
  readonly behindName: string;
}

/** Key and read-out in one: each width's colour, and its loss at the cursor or, without one, now. */
export function ReadOut({ widths, losses, at, recorded, behindName }: ReadOutProps) {
  const value = (width: number) =>
    at ? lossAt(at, width) : (losses.find((loss) => loss.width === width)?.train ?? Number.NaN);
  return (
    <dl class="read-out">
      <dt>
        {at ? `At step ${count(at.step)}` : recorded ? "At the end" : "Now"}{" "}
        <span>
          lines: training, smoothed · dots: held out{behindName && strings().study.dashed(behindName)}
        </span>
      </dt>
      {widths.map((width, i) => (
        <dd key={width} class="ramp" style={rampStyle(i, widths.length)} data-width={width}>
          <i class="swatch" />
          <b>{width}</b> {nats(value(width))}
        </dd>
      ))}
    </dl>
  );
}

/** The newest losses as a table, for those who cannot see the lines. */
export function LastValues({ losses }: { readonly losses: readonly WidthLoss[] }) {
  return (
    <div class="unseen">
      <table>
        <caption>Last losses, nats per answer token</caption>
        <thead>
          <tr>
            <th scope="col">Width</th>
            <th scope="col">Step</th>
            <th scope="col">Training, smoothed</th>
            <th scope="col">Held out</th>
          </tr>
        </thead>
        <tbody>
          {losses.map((loss) => (
            <tr key={loss.width}>
              <th scope="row">{loss.width}</th>
              <td>{count(loss.step)}</td>
              <td>{nats(loss.train)}</td>
              <td>{nats(loss.heldOut)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
