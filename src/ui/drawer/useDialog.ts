import { useEffect, useRef } from "preact/hooks";

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
    const listen = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) dialog.close();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [shown]);
  return ref;
}
