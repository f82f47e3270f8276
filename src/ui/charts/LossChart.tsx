import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { spread } from "../../analysis/statistics.ts";
import type { Store, Sweep } from "../../store/store.ts";
import { count, nats } from "../format.ts";
import { useWidth, wantsLessMotion } from "../hooks.ts";
import { rampStyle } from "../ramp.ts";
import { lastLosses, lossWords, type WidthLoss } from "../view/loss.ts";
import { createLossPlot, type LossPlot, type PlotColours } from "./lossPlot.ts";

interface Props {
  readonly sweep: Sweep | null;
  readonly widths: readonly number[];
  readonly follow: Store["version"];
  /** The version that the numbers are of: tables change in place, so props must say when. */
  readonly version: number;
}

/** Redraws a second at most. */
const REDRAWS = 10;

/** Loss of every run against steps, with the widths' values at the cursor or the end below it. */
export function LossChart({ sweep, widths, follow, version }: Props) {
  const [log, setLog] = useState(true);
  const [slot, setSlot] = useState<number | null>(null);
  const [keyed, setKeyed] = useState(false);
  const { ref, width } = useWidth<HTMLDivElement>();
  const figure = useRef<HTMLElement>(null);
  const plot = usePlot(ref, figure, sweep, follow, width, log, setSlot);
  const losses = useMemo(() => (sweep ? lastLosses(sweep) : []), [sweep, version]);
  const words = lossWords(losses);
  const read = slot === null ? null : (plot.current?.read(slot) ?? null);
  const walk = (event: KeyboardEvent) => {
    const pixels = MOVES[event.key];
    if (!pixels || !plot.current) return;
    event.preventDefault();
    setKeyed(true);
    plot.current.move(pixels);
  };
  return (
    <figure class="chart" ref={figure}>
      <Head log={log} setLog={setLog} />
      <figcaption>{words || "Nats per answer token against steps, one line a run."}</figcaption>
      <div
        class="plot"
        ref={ref}
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read values off
        tabIndex={0}
        aria-label={`Loss chart. ${words} Arrow keys read values off.`}
        onBlur={() => setKeyed(false)}
        onKeyDown={walk}
      >
        {!sweep && <p class="empty">Empty until training starts</p>}
      </div>
      <ReadOut spoken={keyed} widths={widths} losses={losses} at={read} />
      <LastValues losses={losses} />
    </figure>
  );
}

/** Pixels that a key moves the cursor. */
const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -8, ArrowRight: 8 };

function Head({ log, setLog }: { readonly log: boolean; setLog(on: boolean): void }) {
  return (
    <div class="chart-head">
      <h2>Loss</h2>
      <label class="toggle">
        <input type="checkbox" checked={log} onChange={(event) => setLog(event.currentTarget.checked)} />
        Log scale
      </label>
    </div>
  );
}

interface ReadOutProps {
  /** True while the keyboard moves the cursor: a screen reader then hears the values. */
  readonly spoken: boolean;
  readonly widths: readonly number[];
  readonly losses: readonly WidthLoss[];
  readonly at: ReturnType<LossPlot["read"]> | null;
}

/** Key and read-out in one: each width's colour, and its loss at the cursor or, without one, now. */
function ReadOut({ spoken, widths, losses, at }: ReadOutProps) {
  const value = (width: number) =>
    at ? spread(at.losses.get(width) ?? []).mean : losses.find((loss) => loss.width === width)?.train;
  return (
    <dl class="read-out" aria-live={spoken ? "polite" : "off"}>
      <dt>
        {at ? `At step ${count(at.step)}` : "Now"} <span>lines: training, smoothed · dots: held out</span>
      </dt>
      {widths.map((width, i) => (
        <dd key={width} class="ramp" style={rampStyle(i, widths.length)} data-width={width}>
          <i class="swatch" />
          <b>{width}</b> {nats(value(width) ?? Number.NaN)}
        </dd>
      ))}
    </dl>
  );
}

function LastValues({ losses }: { readonly losses: readonly WidthLoss[] }) {
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

type Ref<T> = { readonly current: T | null };

/** Makes the plot anew where its frame changes, and redraws it, at most ten times a second, where data came. */
function usePlot(
  host: Ref<HTMLDivElement>,
  figure: Ref<HTMLElement>,
  sweep: Sweep | null,
  follow: Store["version"],
  width: number,
  log: boolean,
  onCursor: (slot: number | null) => void,
) {
  const plot = useRef<LossPlot | null>(null);
  const theme = useTheme();
  useEffect(() => {
    if (!host.current || !figure.current || !sweep || width === 0) return;
    const height = host.current.clientHeight;
    const colours = coloursOf(figure.current);
    const made = createLossPlot(host.current, { sweep, colours, log, width, height, onCursor });
    plot.current = made;
    const stop = redrawAfter(host.current, follow, () => made.redraw());
    return () => {
      stop();
      made.destroy();
      plot.current = null;
      onCursor(null);
    };
  }, [sweep, width, log, theme, follow]);
  return plot;
}

/** Calls `redraw` in an animation frame after the version has changed, while `element` can be seen. */
function redrawAfter(element: Element, follow: Store["version"], redraw: () => void): () => void {
  const least = wantsLessMotion() ? 1000 : 1000 / REDRAWS;
  let drawn = follow.value;
  let last = 0;
  let frame = 0;
  let visible = true;
  const tick = (now: number) => {
    frame = 0;
    if (!visible || drawn === follow.value) return;
    if (now - last < least) return ask();
    last = now;
    drawn = follow.value;
    redraw();
  };
  const ask = () => {
    if (frame === 0) frame = requestAnimationFrame(tick);
  };
  const observer = new IntersectionObserver(([entry]) => {
    visible = entry?.isIntersecting ?? true;
    if (visible) ask();
  });
  observer.observe(element);
  const stop = follow.subscribe(ask);
  return () => {
    stop();
    observer.disconnect();
    cancelAnimationFrame(frame);
  };
}

/** Reads the theme's colours off the elements that have them. */
function coloursOf(figure: HTMLElement): PlotColours {
  const probe = (selector: string, property: "color" | "borderTopColor" | "backgroundColor") => {
    const element = figure.querySelector(selector);
    return element ? getComputedStyle(element)[property] : "gray";
  };
  const widths = new Map<number, string>();
  for (const entry of figure.querySelectorAll<HTMLElement>("[data-width]")) {
    const swatch = entry.querySelector(".swatch");
    if (swatch) widths.set(Number(entry.dataset.width), getComputedStyle(swatch).backgroundColor);
  }
  return {
    text: probe("figcaption", "color"),
    line: probe(".plot", "borderTopColor"),
    paper: probe(".plot", "backgroundColor"),
    widths,
  };
}

/** Changes when the system's theme does. */
function useTheme(): boolean {
  const [dark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setDark(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return dark;
}
