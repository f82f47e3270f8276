import type { Recipe } from "../../recipe/schema.ts";
import { comparable } from "../../recorded/match.ts";
import type { Store, Sweep } from "../../store/store.ts";
import type { Actions } from "../actions.ts";
import type { RecordedHead } from "../types.ts";
import { recordedWords } from "../view/recorded.ts";
import { RecordedLabel } from "./RecordedLabel.tsx";

interface Props {
  readonly heads: readonly RecordedHead[];
  /** The recorded sweep that is shown; null where the visitor's own is. */
  readonly shown: NonNullable<Store["recorded"]["value"]> | null;
  readonly own: Sweep | null;
  readonly recipe: Recipe;
  readonly comparing: boolean;
  /** True while the recipe cannot change. */
  readonly off: boolean;
  readonly actions: Actions;
}

/** What recorded sweeps there are, and of what is shown whether it is one. It keeps its room, whatever it says. */
export function RecordedBar(props: Props) {
  const { heads, shown, own, actions } = props;
  const others = heads.filter(({ name }) => name !== shown?.head.name);
  return (
    <section class={shown ? "recorded shown" : "recorded"} aria-label="Recorded sweeps">
      {shown && <RecordedLabel {...props} head={shown.head} own={own !== null} />}
      {others.length > 0 && (
        <p class="others">
          <span>{shown ? "Others:" : "Recorded sweeps:"}</span>
          {others.map((head) => (
            <button
              key={head.name}
              type="button"
              class="quiet-button"
              title={recordedWords(head)}
              onClick={() => actions.openRecorded(head.name)}
            >
              {head.title}
            </button>
          ))}
        </p>
      )}
      {!shown && own && <Compare {...props} own={own} />}
    </section>
  );
}

/** The switch that sets the visitor's own sweep against the recorded one of the same tasks. */
function Compare({ heads, own, comparing, actions }: Props & { readonly own: Sweep }) {
  const head = comparable(heads, own.summary.recipe);
  if (!head) return null;
  return (
    <label class="toggle">
      <input
        type="checkbox"
        checked={comparing}
        onChange={(event) => actions.compare(event.currentTarget.checked)}
      />
      <span>Compare with recorded</span>
      {comparing && <small>dashed: {recordedWords(head)}</small>}
    </label>
  );
}
