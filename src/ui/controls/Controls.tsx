import type { ComponentChildren } from "preact";
import type { Phase } from "../../store/store.ts";
import type { Actions } from "../actions.ts";
import { allowed } from "../view/phase.ts";

interface Props {
  readonly phase: Phase;
  readonly actions: Actions;
  readonly hasProblems: boolean;
  readonly hasPoints: boolean;
  /** What else can be done with what there is, beside Export. */
  readonly children: ComponentChildren;
}

/** The buttons. Every one keeps its place whatever the phase; Pause and Resume share one. */
export function Controls({ phase, actions, hasProblems, hasPoints, children }: Props) {
  const can = allowed(phase, hasProblems);
  const paused = phase === "paused";
  return (
    <fieldset class="controls">
      <legend class="unseen">Training</legend>
      <button type="button" class="primary" disabled={!can.train} onClick={() => actions.train()}>
        Train
      </button>
      <button
        type="button"
        disabled={!can.pause && !can.resume}
        onClick={() => (paused ? actions.resume() : actions.pause())}
      >
        {paused ? "Resume" : "Pause"}
      </button>
      <button type="button" disabled={!can.step} onClick={() => actions.step()}>
        Step
      </button>
      <button type="button" disabled={!can.stop} onClick={() => actions.stop()}>
        Stop
      </button>
      <button type="button" disabled={!hasPoints} onClick={() => actions.exportAll()}>
        Export
      </button>
      {children}
      <button
        type="button"
        class={can.startOver ? undefined : "vacant"}
        disabled={!can.startOver}
        onClick={() => actions.startOver()}
      >
        Start over
      </button>
    </fieldset>
  );
}
