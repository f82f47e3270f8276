import { useEffect, useRef } from "preact/hooks";

/** What Escape closes, the newest last. */
const open: (() => void)[] = [];

/** True while menus or windows lie over the page: they close by themselves, before anything that lies beside it. */
const isCovered = (): boolean => document.querySelector("[popover=auto]:popover-open, dialog:modal") !== null;

function onKey(event: KeyboardEvent): void {
  if (event.key !== "Escape" || event.defaultPrevented || isCovered()) return;
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
