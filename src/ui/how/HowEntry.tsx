import { useCallback, useState } from "preact/hooks";
import type { Store, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import { useLazy } from "../lazy.ts";
import type { DataSummary } from "../types.ts";

export interface HowView {
  /** The sweep of the models that may be asked; null where nothing was trained here yet. */
  readonly own: Sweep | null;
  /** The sweep that is shown, own or not: what width costs is told of it. */
  readonly shown: Sweep | null;
  readonly data: DataSummary | null;
  readonly follow: Store["version"];
  readonly actions: Pick<Actions, "ask" | "inspect">;
}

const loadPanel = async () => (await import("./HowItWorks.tsx")).HowItWorks;

/** The button that opens the explanation, and the panel, which comes when it is first asked for. */
export function HowEntry({ view }: { readonly view: HowView }) {
  const [open, setOpen] = useState(false);
  const [wanted, want] = useState(false);
  const Panel = useLazy(loadPanel, wanted);
  const close = useCallback(() => setOpen(false), []);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => {
          want(true);
          setOpen(!open);
        }}
      >
        {strings().frame.how}
      </button>
      {Panel && <Panel {...{ view, open, close }} />}
    </>
  );
}
