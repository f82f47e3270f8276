import { useEffect, useRef } from "preact/hooks";
import { closeByEscape } from "../escape.ts";

/**
 * A dialog beside the page, which stays usable: shown while there is something to show, anew for something else, so
 * that the focus goes back to what asked last. Escape closes it wherever the focus is.
 *
 * @param shown what it is about; null while it is closed
 */
export function useDialog(shown: string | null) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || shown === null) return dialog?.close();
    if (dialog.open) dialog.close();
    dialog.show();
    dialog.scrollTop = 0;
    return closeByEscape(() => dialog.close());
  }, [shown]);
  return ref;
}
