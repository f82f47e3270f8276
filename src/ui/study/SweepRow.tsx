import { useMemo } from "preact/hooks";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import { type SweepLine, verdictWords } from "../view/sweeps.ts";
import { EditableText } from "./EditableText.tsx";

interface Props {
  readonly line: SweepLine;
  readonly isShown: boolean;
  /** True where it is laid over what is shown. */
  readonly isLaid: boolean;
  /** True where it has the abilities of what is shown. */
  readonly isLike: boolean;
  /** Rises where scores of the present sweep may have changed. */
  readonly version: number;
  readonly actions: Actions;
}

/** One sweep: its name, what was different, what it found, and what can be done with it. */
export function SweepRow({ line, isShown, isLaid, isLike, version, actions }: Props) {
  const words = strings().study;
  const { id, origin, sweep, title } = line;
  const scored = id === null ? version : 0; // the others are over
  const verdict = useMemo(() => verdictWords(sweep), [sweep, scored, words]);
  const where = origin ? words.origins[origin] : words.now;
  const facts = [where, line.when, words.seeds(sweep.summary.recipe.seeds.length), line.changed];
  return (
    <li class={isShown ? "shown" : undefined}>
      <EditableText
        class="sweep-name"
        label={words.name}
        text={title}
        save={(text) => actions.study.rename(id, text)}
      />
      <p class="sweep-facts">{facts.filter((fact) => fact !== "").join(" · ")}</p>
      <p class="sweep-verdict">{verdict}</p>
      <div class="sweep-actions">
        <Show {...{ id, title, isShown, actions }} />
        {id !== null && <Lay {...{ id, title, isShown, isLaid, isLike, actions }} />}
        <button
          type="button"
          class="quiet-button"
          aria-label={`${words.save}: ${title}`}
          onClick={() => actions.study.save(id)}
        >
          {words.save}
        </button>
        {id !== null && (
          <button
            type="button"
            class="quiet-button"
            aria-label={`${words.remove}: ${title}`}
            onClick={() => actions.study.remove(id)}
          >
            {words.remove}
          </button>
        )}
      </div>
    </li>
  );
}

type ButtonProps = Pick<Props, "isShown" | "actions"> & Pick<SweepLine, "title">;

function Show({ id, title, isShown, actions }: ButtonProps & Pick<SweepLine, "id">) {
  const words = strings().study;
  return (
    <button
      type="button"
      class="quiet-button"
      aria-pressed={isShown}
      aria-label={`${isShown ? words.shown : words.show}: ${title}`}
      onClick={() => (id === null ? actions.showOwn() : actions.showSweep(id))}
    >
      {isShown ? words.shown : words.show}
    </button>
  );
}

function Lay(props: ButtonProps & Pick<Props, "isLaid" | "isLike"> & { readonly id: string }) {
  const { id, title, isShown, isLaid, isLike, actions } = props;
  const words = strings().study;
  return (
    <button
      type="button"
      class="quiet-button"
      aria-pressed={isLaid}
      aria-label={`${isLaid ? words.laid : words.lay}: ${title}`}
      title={isLike ? words.layHelp : words.layOtherTasks}
      disabled={isShown || !isLike}
      onClick={() => actions.setAgainst(isLaid ? null : id)}
    >
      {isLaid ? words.laid : words.lay}
    </button>
  );
}
