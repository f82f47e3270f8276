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
        <Act does={words.save} title={title} onClick={() => actions.study.save(id)} />
        {id !== null && <Act does={words.remove} title={title} onClick={() => actions.study.remove(id)} />}
      </div>
    </li>
  );
}

interface ActProps extends Pick<SweepLine, "title"> {
  /** What it does, in words; its name tells to which sweep as well. */
  readonly does: string;
  /** Of a switch. */
  readonly isOn?: boolean;
  readonly help?: string;
  readonly off?: boolean;
  onClick(): void;
}

const Act = ({ title, does, isOn, help, off, onClick }: ActProps) => (
  <button
    type="button"
    class="quiet-button"
    aria-pressed={isOn}
    aria-label={`${does}: ${title}`}
    title={help}
    disabled={off}
    onClick={onClick}
  >
    {does}
  </button>
);

type ButtonProps = Pick<Props, "isShown" | "actions"> & Pick<SweepLine, "title">;

function Show({ id, title, isShown, actions }: ButtonProps & Pick<SweepLine, "id">) {
  const words = strings().study;
  return (
    <Act
      title={title}
      does={isShown ? words.shown : words.show}
      isOn={isShown}
      onClick={() => (id === null ? actions.showOwn() : actions.showSweep(id))}
    />
  );
}

function Lay(props: ButtonProps & Pick<Props, "isLaid" | "isLike"> & { readonly id: string }) {
  const { id, title, isShown, isLaid, isLike, actions } = props;
  const words = strings().study;
  return (
    <Act
      title={title}
      does={isLaid ? words.laid : words.lay}
      isOn={isLaid}
      help={isLike ? words.layHelp : words.layOtherTasks}
      off={isShown || !isLike}
      onClick={() => actions.setAgainst(isLaid ? null : id)}
    />
  );
}
