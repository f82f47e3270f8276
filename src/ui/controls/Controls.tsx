import type { ComponentChildren } from "preact";
import type { Phase } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
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

/** The buttons. Every one keeps its place whatever the phase; before Train all others are quiet. Pause and Resume share one. */
export function Controls({ phase, actions, hasProblems, hasPoints, children }: Props) {
  const can = allowed(phase, hasProblems);
  const paused = phase === "paused";
  const words = strings().desk;
  return (
    <fieldset class={phase === "idle" && !hasPoints ? "controls at-rest" : "controls"}>
      <legend class="unseen">{words.training}</legend>
      <button type="button" class="primary" disabled={!can.train} onClick={() => actions.train()}>
        {words.train}
      </button>
      <button type="button" disabled={!can.step} onClick={() => actions.step()}>
        {words.step}
      </button>
      <button
        type="button"
        disabled={!can.pause && !can.resume}
        onClick={() => (paused ? actions.resume() : actions.pause())}
      >
        {paused ? words.resume : words.pause}
      </button>
      <button type="button" disabled={!can.stop} onClick={() => actions.stop()}>
        {words.stop}
      </button>
      <button type="button" disabled={!hasPoints} onClick={() => actions.exportAll()}>
        {words.export}
      </button>
      {children}
      <button
        type="button"
        class={can.startOver ? undefined : "vacant"}
        disabled={!can.startOver}
        onClick={() => actions.startOver()}
      >
        {words.startOver}
      </button>
    </fieldset>
  );
}
