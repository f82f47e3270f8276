import type { ComponentChildren } from "preact";
import type { Phase } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import { Press } from "../parts/Press.tsx";
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
      <Press class="primary" off={!can.train} onPress={() => actions.train()}>
        {words.train}
      </Press>
      <Press off={!can.step} onPress={() => actions.step()}>
        {words.step}
      </Press>
      <Press off={!can.pause && !can.resume} onPress={() => (paused ? actions.resume() : actions.pause())}>
        {paused ? words.resume : words.pause}
      </Press>
      <Press off={!can.stop} onPress={() => actions.stop()}>
        {words.stop}
      </Press>
      <Press off={!hasPoints} onPress={() => actions.exportAll()}>
        {words.export}
      </Press>
      {children}
      <Press off={!can.startOver} away="vacant" onPress={() => actions.startOver()}>
        {words.startOver}
      </Press>
    </fieldset>
  );
}
