import { useEffect, useRef, useState } from "preact/hooks";
import type { Store, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { wantsLessMotion } from "../hooks.ts";
import type { PlotColours } from "./lossPaint.ts";
import { createLossPlot, type LossPlot } from "./lossPlot.ts";
import { UNZOOMED, type Zoom } from "./lossView.ts";
import type { LossChoices } from "./useLossLook.ts";

/** Redraws a second at most. */
const REDRAWS = 10;

/** Where a plot is drawn. */
interface Place {
  readonly ref: { readonly current: HTMLDivElement | null };
  readonly figure: { readonly current: HTMLElement | null };
  readonly width: number;
}

/** What is drawn. */
interface Subject {
  readonly sweep: Sweep | null;
  readonly behind: Sweep | null;
  readonly choices: LossChoices;
  readonly marker: number | null;
  readonly against: number | null;
}

/** The plot, what the cursor is at, and whether it shows a part only. */
interface Drawn {
  readonly plot: LossPlot | null;
  readonly at: number | null;
  readonly isZoomed: boolean;
}

/** Makes the plot anew where its frame changes, and redraws it, at most ten times a second, where data came. */
export function useLossPlot(place: Place, subject: Subject, follow: Store["version"]): Drawn {
  const { ref, figure, width } = place;
  const { sweep, behind, choices, marker, against } = subject;
  const { look, logX, logY, limits } = choices;
  const [plot, setPlot] = useState<LossPlot | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const theme = useTheme();
  const unit = look.axis === "wall_time" ? "" : strings().loss.axes[look.axis]; // seconds say it at each number
  const { zoom, isZoomed, onZoom } = useZoom(subject);
  useEffect(() => {
    if (!ref.current || !figure.current || !sweep || width === 0) return;
    const made = createLossPlot(ref.current, {
      ...{ sweep, behind, look, logX, logY, limits, marker, against, unit, width, onZoom },
      ...{ height: ref.current.clientHeight, colours: coloursOf(figure.current) },
      zoom: zoom.current,
      onCursor: setAt,
    });
    setPlot(made);
    const stop = limits ? () => {} : redrawAfter(ref.current, follow, () => made.redraw());
    return () => {
      stop();
      made.destroy();
      setPlot(null);
      setAt(null);
    };
  }, [sweep, behind, width, look, logX, logY, limits, marker, against, unit, theme, follow]);
  return { plot, at, isZoomed };
}

/** The part that is shown; all of it again where the axes are others. */
function useZoom({ sweep, choices }: Subject) {
  const { look, logX, logY } = choices;
  const zoom = useRef(UNZOOMED);
  const [isZoomed, setZoomed] = useState(false);
  const onZoom = (next: Zoom) => {
    zoom.current = next;
    setZoomed(next.x !== null || next.y !== null);
  };
  const axes = useRef<readonly unknown[]>([]);
  const now = [sweep, look.axis, logX, logY];
  if (now.some((one, i) => one !== axes.current[i])) {
    axes.current = now;
    zoom.current = UNZOOMED;
    if (isZoomed) setZoomed(false);
  }
  return { zoom, isZoomed, onZoom };
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
    if (swatch) widths.set(Number(entry.dataset.width), getComputedStyle(swatch).color);
  }
  return {
    text: probe("figcaption", "color"),
    line: probe(".plot", "borderTopColor"),
    paper: probe(".plot", "backgroundColor"),
    accent: probe(".plot", "color"),
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
