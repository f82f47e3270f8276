import { useEffect, useRef, useState } from "preact/hooks";
import type { Store, Sweep } from "../../store/store.ts";
import { wantsLessMotion } from "../hooks.ts";
import { createLossPlot, type LossPlot, type PlotColours } from "./lossPlot.ts";

/** Redraws a second at most. */
const REDRAWS = 10;

type Ref<T> = { readonly current: T | null };

/** Makes the plot anew where its frame changes, and redraws it, at most ten times a second, where data came. */
export function useLossPlot(
  host: Ref<HTMLDivElement>,
  figure: Ref<HTMLElement>,
  sweep: Sweep | null,
  behind: Sweep | null,
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
    const made = createLossPlot(host.current, { sweep, behind, colours, log, width, height, onCursor });
    plot.current = made;
    const stop = redrawAfter(host.current, follow, () => made.redraw());
    return () => {
      stop();
      made.destroy();
      plot.current = null;
      onCursor(null);
    };
  }, [sweep, behind, width, log, theme, follow]);
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
