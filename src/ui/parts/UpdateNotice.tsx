import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";

interface Props {
  /** A newer version waits, and nothing is training. */
  readonly shown: boolean;
  readonly actions: Pick<Actions, "reload" | "reloadLater">;
}

/** A newer version of the page is there; it comes when the visitor says so, never by itself. */
export function UpdateNotice({ shown, actions }: Props) {
  if (!shown) return null;
  const words = strings().offline;
  return (
    <div class="notice" role="status">
      <p>{words.update}</p>
      <button type="button" onClick={() => actions.reload()}>
        {words.reload}
      </button>
      <button type="button" onClick={() => actions.reloadLater()}>
        {words.later}
      </button>
    </div>
  );
}
