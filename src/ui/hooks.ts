import { useEffect, useRef, useState } from "preact/hooks";

/** A signal as far as a component needs it. */
interface Followed<T> {
  readonly value: T;
  subscribe(listener: (value: T) => void): () => void;
}

/** True where the person asked their system for less motion. */
export const wantsLessMotion = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Follows a signal, but at most every `milliseconds` (once a second where less motion is asked for):
 * numbers that change faster cannot be read.
 */
export function useCalm<T>(source: Followed<T>, milliseconds: number): T {
  const [value, setValue] = useState(source.value);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      timer = undefined;
      setValue(() => source.value);
    };
    const stop = source.subscribe(() => {
      timer ??= setTimeout(take, wantsLessMotion() ? 1000 : milliseconds);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [source, milliseconds]);
  return value;
}

/**
 * A text to be read aloud: at most one every `milliseconds`, and the newest one then. What changed faster is left
 * out, so that a screen reader keeps up. An empty text says nothing new.
 */
export function useSpoken(text: string, milliseconds: number): string {
  const [spoken, setSpoken] = useState(text);
  const last = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (text === "" || text === spoken) return;
    const say = () => {
      last.current = performance.now();
      setSpoken(text);
    };
    const timer = setTimeout(say, Math.max(0, last.current + milliseconds - performance.now()));
    return () => clearTimeout(timer);
  }, [text, spoken, milliseconds]);
  return spoken;
}

/** The inner width of an element in CSS pixels, followed while it changes; 0 before the first layout. */
export function useWidth<E extends Element>() {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
