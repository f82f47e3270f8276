import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { strings } from "../../strings/strings.ts";
import { partsOf, type TermName } from "../view/glossary.ts";

interface ProseProps {
  readonly text: string;
  /** Which words are explained at their first place in it. */
  readonly terms: readonly TermName[];
}

/** A sentence in which some words can be asked what they mean. */
export function Prose({ text, terms }: ProseProps) {
  return (
    <>
      {partsOf(text, terms).map((part, i) =>
        part.term ? (
          <Term key={part.term} term={part.term} text={part.text} />
        ) : (
          <span key={i}>{part.text}</span>
        ),
      )}
    </>
  );
}

/**
 * A word with dots under it. Hover, focus or a touch shows what it means; that stays while the pointer is on it,
 * and goes with Escape (WCAG 1.4.13).
 */
export function Term({ term, text }: { readonly term: TermName; readonly text: string }) {
  const tip = useTip();
  const { open, show, hide, hideSoon } = tip;
  const id = useId();
  const word = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={word}
        type="button"
        class="term"
        aria-describedby={open ? id : undefined}
        onClick={show}
        onFocus={show}
        onBlur={hide}
        onMouseEnter={show}
        onMouseLeave={hideSoon}
      >
        {text}
      </button>
      {open && <Tip {...{ id, word, tip }} means={strings().glossary.terms[term].means} />}
    </>
  );
}

/** Milliseconds in which the pointer may cross from the word to its explanation. */
const GRACE = 200;

/** Whether the explanation is shown. */
function useTip() {
  const [open, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [show, hide, hideSoon] = useMemo(() => {
    const set = (on: boolean, after: number) => {
      clearTimeout(timer.current);
      if (after === 0) setOpen(on);
      else timer.current = setTimeout(() => setOpen(on), after);
    };
    return [() => set(true, 0), () => set(false, 0), () => set(false, GRACE)] as const;
  }, []);
  useEffect(() => {
    if (!open) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // a drawer behind it stays
      setOpen(false);
    };
    addEventListener("keydown", listen, { capture: true });
    return () => removeEventListener("keydown", listen, { capture: true });
  }, [open]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { open, show, hide, hideSoon };
}

interface TipProps {
  readonly id: string;
  readonly means: string;
  readonly word: { readonly current: HTMLElement | null };
  readonly tip: ReturnType<typeof useTip>;
}

/** The explanation, in the browser's top layer, so that nothing cuts it off. */
function Tip({ id, means, word, tip: { show, hideSoon } }: TipProps) {
  const tip = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      if (tip.current && word.current) put(tip.current, word.current);
    };
    tip.current?.showPopover?.(); // without one it is a box above the page
    place();
    tip.current?.addEventListener("mouseenter", show);
    tip.current?.addEventListener("mouseleave", hideSoon);
    addEventListener("scroll", place, { capture: true, passive: true });
    addEventListener("resize", place);
    return () => {
      removeEventListener("scroll", place, { capture: true });
      removeEventListener("resize", place);
    };
  }, [word, show, hideSoon]);
  return (
    <span ref={tip} id={id} class="tip" role="tooltip" popover="manual">
      <span>{means}</span>
    </span>
  );
}

/** Pixels kept free to the window's edge. */
const EDGE = 12;

/** Below the word, or above it where there is no room. */
function put(tip: HTMLElement, word: HTMLElement): void {
  const { left, top, bottom } = word.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = tip;
  const most = document.documentElement.clientWidth - EDGE - offsetWidth;
  const x = Math.max(EDGE, Math.min(left, most));
  const y = bottom + offsetHeight + EDGE > innerHeight ? top - offsetHeight : bottom;
  tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}
