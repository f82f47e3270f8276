import "../css/tour.css";
import { useEffect, useState } from "preact/hooks";
import { strings } from "../../strings/strings.ts";
import { useEscape } from "../escape.ts";
import { Press } from "../parts/Press.tsx";
import { type TourView, tourSteps } from "../view/tour.ts";
import { useAnchor } from "./useAnchor.ts";

interface Props {
  readonly view: TourView;
  /** Ends the tour; the focus goes back to what started it. */
  end(): void;
}

/**
 * The guided tour: a card beside one part of the page after the other, with the numbers that are shown there. The
 * page stays usable beneath it. Arrow keys go on and back, Escape ends it from anywhere.
 */
export function Tour({ view, end }: Props) {
  const [at, setAt] = useState(0);
  const steps = tourSteps(view);
  const last = steps.length - 1;
  const step = steps[at]!;
  const { frame, card } = useAnchor(step.target);
  const go = (to: number) => setAt(Math.max(0, Math.min(last, to)));
  useKeys(
    card,
    () => go(at + 1),
    () => go(at - 1),
    end,
  );
  const words = strings().tour;
  const place = words.place(at + 1, steps.length);
  return (
    <>
      <div ref={frame} class="tour-frame" aria-hidden="true" />
      <div ref={card} class="tour-card" role="dialog" aria-label={words.label} aria-describedby="tour-text">
        <h2>{step.title}</h2>
        <p id="tour-text">{step.text}</p>
        <p class="unseen" role="status">
          <Said key={at} text={`${place}. ${step.title}. ${step.text}`} />
        </p>
        <div class="tour-steps">
          <small aria-hidden="true">{place}</small>
          <button type="button" class="end" onClick={end}>
            {words.end}
          </button>
          <Press class="back" off={at === 0} onPress={() => go(at - 1)}>
            {words.back}
          </Press>
          <button type="button" class="primary" onClick={() => (at === last ? end() : go(at + 1))}>
            {at === last ? words.done : words.next}
          </button>
        </div>
      </div>
    </>
  );
}

/** The words of a step as they were when it came: what changes while training would be read out again and again. */
function Said({ text }: { readonly text: string }) {
  const [said] = useState(text);
  return <>{said}</>;
}

/** Moves the focus into the card when the tour begins, and takes its keys while it lasts. */
function useKeys(
  card: { readonly current: HTMLDivElement | null },
  next: () => void,
  back: () => void,
  end: () => void,
): void {
  useEscape(end);
  useEffect(() => {
    card.current?.querySelector<HTMLElement>(".primary")?.focus({ preventScroll: true });
  }, [card]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const inside = event.target === document.body || card.current?.contains(event.target as Node);
      const action = inside ? { ArrowRight: next, ArrowLeft: back }[event.key] : undefined;
      if (!action || event.defaultPrevented) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  });
}
