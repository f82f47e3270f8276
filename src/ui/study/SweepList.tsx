import { useRef } from "preact/hooks";
import { isSameTasks } from "../../recorded/match.ts";
import { MOST_KEPT, MOST_MEGABYTES } from "../../store/shelf.ts";
import type { OtherSweep, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import { sweepLines } from "../view/sweeps.ts";
import { SweepRow } from "./SweepRow.tsx";

interface Props {
  readonly own: Sweep | null;
  /** What the visitor's present sweep is called. */
  readonly title: string;
  readonly kept: readonly OtherSweep[];
  readonly removed: OtherSweep | null;
  /** The sweep that is shown; null before there is one. */
  readonly whole: Sweep | null;
  readonly shown: OtherSweep | null;
  /** The one that it is set against. */
  readonly other: OtherSweep | null;
  /** Rises where scores of the present sweep may have changed. */
  readonly version: number;
  readonly actions: Actions;
}

/** The sweeps of this visit and those out of files: each can be shown, laid over what is shown, named and saved. */
export function SweepList(props: Props) {
  const { own, title, kept, whole, shown, other, version, actions } = props;
  const words = strings().study;
  const lines = sweepLines(own, title, kept);
  return (
    <section class="sweeps" aria-labelledby="sweeps-title">
      <div class="sweeps-head">
        <h2 id="sweeps-title">{words.sweeps}</h2>
        <OpenFile actions={actions} />
      </div>
      {lines.length > 0 ? (
        <ul>
          {lines.map((line) => (
            <SweepRow
              key={line.id ?? "present"}
              {...{ line, version, actions }}
              isShown={line.id === (shown?.id ?? null)}
              isLaid={line.id !== null && line.id === other?.id}
              isLike={whole !== null && isSameTasks(whole.summary.recipe, line.sweep.summary.recipe)}
            />
          ))}
        </ul>
      ) : (
        <p class="quiet">{words.sweepsHelp(MOST_KEPT, MOST_MEGABYTES)}</p>
      )}
      <Undo removed={props.removed} actions={actions} />
    </section>
  );
}

/** Brings back what was removed last; it keeps no room where nothing was. */
function Undo({ removed, actions }: Pick<Props, "removed" | "actions">) {
  const words = strings().study;
  return (
    <p class="undo" role="status">
      {removed && (
        <>
          {words.removed(removed.head.title)}{" "}
          <button type="button" class="quiet-button" onClick={() => actions.study.restore()}>
            {words.undo}
          </button>
        </>
      )}
    </p>
  );
}

function OpenFile({ actions }: Pick<Props, "actions">) {
  const input = useRef<HTMLInputElement>(null);
  const words = strings().study;
  return (
    <>
      <button
        type="button"
        class="quiet-button"
        title={words.openFileHelp}
        onClick={() => input.current?.click()}
      >
        {words.openFile}
      </button>
      <input
        ref={input}
        class="unseen"
        type="file"
        multiple
        accept=".widthwise,.json,.jsonl"
        aria-label={words.openFile}
        tabIndex={-1}
        onChange={(event) => {
          actions.openFiles([...(event.currentTarget.files ?? [])]);
          // So that the same file can be chosen again.
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
