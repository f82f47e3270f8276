import { useRef, useState } from "preact/hooks";
import { strings } from "../../strings/strings.ts";
import { useLazy } from "../lazy.ts";
import type { TourView } from "../view/tour.ts";

const loadTour = async () => (await import("./Tour.tsx")).Tour;

/** The button that starts the tour, at the first visit with one line that says what it is, and the tour itself. */
export function TourEntry({ view }: { readonly view: TourView }) {
  const [open, setOpen] = useState(false);
  const [hinted, dismiss] = useHint();
  const button = useRef<HTMLButtonElement>(null);
  const Tour = useLazy(loadTour, open);
  const words = strings().tour;
  const start = () => {
    dismiss();
    setOpen(true);
  };
  const end = () => {
    setOpen(false);
    button.current?.focus({ preventScroll: true });
  };
  return (
    <>
      {hinted && <span class="tour-hint">{words.hint}</span>}
      <button ref={button} type="button" onClick={start}>
        {words.start}
      </button>
      {hinted && (
        <button type="button" class="tour-dismiss" aria-label={words.dismissHint} onClick={dismiss}>
          ×
        </button>
      )}
      {open && Tour && <Tour view={view} end={end} />}
    </>
  );
}

const KEY = "widthwise.tour";

/** Whether the first visit's line is to be shown, and the way to be rid of it for good. */
function useHint(): [boolean, () => void] {
  const [hinted, setHinted] = useState(isFirstVisit);
  const dismiss = () => {
    setHinted(false);
    try {
      localStorage.setItem(KEY, "seen");
    } catch {
      // Where nothing may be kept, the line comes again at the next visit.
    }
  };
  return [hinted, dismiss];
}

function isFirstVisit(): boolean {
  try {
    return localStorage.getItem(KEY) === null;
  } catch {
    return false;
  }
}
