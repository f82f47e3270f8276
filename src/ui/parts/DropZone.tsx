import { useEffect, useState } from "preact/hooks";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** The whole page takes a dropped file; a calm sheet says so while one hangs over it. */
export function DropZone({ off, actions }: { readonly off: boolean; readonly actions: Actions }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hold = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      // Without this the browser would leave the page and show the file.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      actions.openFiles([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener("dragover", hold);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", hold);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, [actions]);
  if (!over) return null;
  return (
    <div class="drop-sheet" aria-hidden="true">
      <p>{off ? strings().study.dropBusy : strings().study.drop}</p>
    </div>
  );
}
