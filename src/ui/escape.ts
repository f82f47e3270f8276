import { useEffect, useRef } from "preact/hooks";

/** What Escape closes, the newest last. */
const open: (() => void)[] = [];

/** Menus and windows over the page close by themselves, and before anything that lies beside it. */
const ABOVE = "[popover=auto]:popover-open, dialog:modal";

function onKey(event: KeyboardEvent): void {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector(ABOVE)) return;
  event.preventDefault();
  open.at(-1)?.();
}

/**
 * Has Escape close something, wherever the focus is, unless something newer is open: one press, one thing.
 *
 * @returns forgets it
 */
export function closeByEscape(close: () => void): () => void {
  if (open.push(close) === 1) document.addEventListener("keydown", onKey);
  return () => {
    open.splice(open.indexOf(close), 1);
    if (open.length === 0) document.removeEventListener("keydown", onKey);
  };
}

/** The same for as long as a component is there. */
export function useEscape(close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => closeByEscape(() => latest.current()), []);
}
