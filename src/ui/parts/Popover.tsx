import type { ComponentChildren, TargetedToggleEvent } from "preact";
import { useId, useRef } from "preact/hooks";

interface Props {
  /** What stands on the button. */
  readonly label: string;
  /** The panel's name for a screen reader; the button's where not given. */
  readonly name?: string;
  readonly class?: string;
  readonly disabled?: boolean;
  readonly children: ComponentChildren;
  /** Told when the panel opens or closes. */
  onToggle?(open: boolean): void;
}

/** A button and the small panel of choices that it opens below itself; arrow keys walk the choices, Escape closes it. */
export function Popover({ label, name = label, disabled = false, children, onToggle, ...rest }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const toggle = (event: TargetedToggleEvent<HTMLDivElement>) => {
    const open = event.newState === "open";
    if (open) entriesOf(event.currentTarget)[0]?.focus();
    onToggle?.(open);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class={`opens ${rest.class ?? ""}`.trim()}
        popovertarget={id}
        aria-haspopup="dialog"
        disabled={disabled}
        aria-label={name === label ? undefined : name}
      >
        {label}
      </button>
      <div
        id={id}
        popover="auto"
        class="popover"
        role="dialog"
        aria-label={name}
        onBeforeToggle={(event) => button.current && place(event.currentTarget, button.current)}
        onToggle={toggle}
        onKeyDown={walk}
      >
        {children}
      </div>
    </>
  );
}

/** The least pixels between a panel and the window's edge, and the most that it is wide (share.css). */
const EDGE = 8;
const MOST = 360;

/** Puts a panel below its button, or above where there is no room, and inside the window. */
function place(panel: HTMLElement, button: HTMLElement): void {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const page = document.documentElement;
  const isLow = bottom > innerHeight * 0.62;
  const isRight = left > page.clientWidth / 2 && right > MOST;
  const room = document.body.clientWidth; // without the gutter that is kept for the scroll bar
  const most = room - Math.min(MOST, room - 2 * EDGE) - EDGE;
  // Of the first screen of the page: there absolute panels of the top layer begin.
  Object.assign(panel.style, {
    top: isLow ? "auto" : `${bottom + scrollY + 4}px`,
    bottom: isLow ? `${page.clientHeight - top - scrollY + 4}px` : "auto",
    left: isRight ? "auto" : `${Math.max(EDGE, Math.min(left, most))}px`,
    right: isRight ? `${Math.max(EDGE, page.clientWidth - right)}px` : "auto",
  });
}

const entriesOf = (panel: HTMLElement) => [
  ...panel.querySelectorAll<HTMLElement>("button:not(:disabled), input:not([type=radio]:not(:checked))"),
];

/** Up and down move among the choices, Home and End to the first and last. */
function walk(event: KeyboardEvent): void {
  const panel = event.currentTarget as HTMLElement;
  const entries = entriesOf(panel).filter((entry) => entry instanceof HTMLButtonElement);
  const at = entries.indexOf(document.activeElement as HTMLButtonElement);
  const to: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % entries.length,
    ArrowUp: (at - 1 + entries.length) % entries.length,
    Home: 0,
    End: entries.length - 1,
  };
  const next = entries[to[event.key] ?? -1];
  if (!next || at < 0) return;
  event.preventDefault();
  next.focus();
}
