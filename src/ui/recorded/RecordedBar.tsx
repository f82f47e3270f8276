import type { Recipe } from "../../recipe/schema.ts";
import { comparable } from "../../recorded/match.ts";
import type { OtherSweep, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import type { RecordedHead } from "../types.ts";
import { recordedWords, titleOf } from "../view/recorded.ts";
import { RecordedLabel } from "./RecordedLabel.tsx";

interface Props {
  readonly heads: readonly RecordedHead[];
  /** The sweep that is shown instead of the visitor's own; null where that is. */
  readonly shown: OtherSweep | null;
  readonly own: Sweep | null;
  readonly recipe: Recipe;
  /** The sweep that the shown one is set against; null where there is none. */
  readonly against: OtherSweep | null;
  /** True while the recipe cannot change. */
  readonly off: boolean;
  readonly actions: Actions;
}

/** What recorded sweeps there are, and of what is shown whether it is one. It keeps its room, whatever it says. */
export function RecordedBar(props: Props) {
  const { heads, shown, own, off, actions } = props;
  const isOwn = own !== null || off; // from the moment when Train is pressed, so that nothing moves when it begins
  const words = strings().recorded;
  const others = heads.filter(({ name }) => name !== shown?.id);
  return (
    <section class={shown ? "recorded shown" : isOwn ? "recorded own" : "recorded"} aria-label={words.title}>
      {shown && (
        <RecordedLabel {...props} shown={shown} own={own !== null}>
          <Others heads={others} title={words.others} show={actions.showSweep} />
        </RecordedLabel>
      )}
      {!shown && isOwn && heads.length > 0 && (
        <details class="how">
          <summary>{words.title}</summary>
          <Others heads={heads} title="" show={actions.showSweep} />
        </details>
      )}
      {!shown && !isOwn && <Others heads={heads} title={words.label} show={actions.showSweep} />}
      {!shown && own && <Compare {...props} own={own} />}
    </section>
  );
}

interface OthersProps {
  readonly heads: readonly RecordedHead[];
  readonly title: string;
  show(name: string): void;
}

function Others({ heads, title, show }: OthersProps) {
  if (heads.length === 0) return null;
  return (
    <p class="others">
      {title && <span>{title}</span>}
      {heads.map((head) => (
        <button
          key={head.name}
          type="button"
          class="quiet-button"
          title={recordedWords(head)}
          onClick={() => show(head.name)}
        >
          {titleOf(head)}
        </button>
      ))}
    </p>
  );
}

/** The switch that sets the visitor's own sweep against the recorded one of the same tasks. */
function Compare({ heads, own, against, actions }: Props & { readonly own: Sweep }) {
  const head = comparable(heads, own.summary.recipe);
  if (!head) return null;
  const comparing = against?.origin === "recorded";
  const words = strings().recorded;
  return (
    <label class="toggle">
      <input
        type="checkbox"
        checked={comparing}
        onChange={(event) => actions.setAgainst(event.currentTarget.checked ? head.name : null)}
      />
      <span>{words.compare}</span>
      {comparing && <small>{words.dashed(recordedWords(head))}</small>}
    </label>
  );
}
