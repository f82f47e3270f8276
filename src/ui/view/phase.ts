import type { Phase } from "../../store/store.ts";

/** Which buttons do something, by phase. */
export interface Allowed {
  readonly train: boolean;
  readonly pause: boolean;
  readonly resume: boolean;
  readonly step: boolean;
  readonly stop: boolean;
  readonly startOver: boolean;
}

/** True while a sweep exists that is not over: the recipe cannot change under it. */
export const isBusy = (phase: Phase): boolean =>
  phase === "starting" || phase === "training" || phase === "paused" || phase === "stopping";

/** True once a sweep is over, however it ended. */
export const isOver = (phase: Phase): boolean =>
  phase === "finished" || phase === "stopped" || phase === "failed";

/** True once a sweep's results stand: it came to its end or the person ended it. */
export const isSettled = (phase: Phase): boolean => phase === "finished" || phase === "stopped";

/** What a person may do now. */
export function allowed(phase: Phase, hasProblems: boolean): Allowed {
  const ready = !isBusy(phase) && !hasProblems;
  return {
    train: ready,
    pause: phase === "training",
    resume: phase === "paused",
    step: phase === "paused" || (phase === "idle" && !hasProblems),
    stop: phase === "starting" || phase === "training" || phase === "paused",
    startOver: isOver(phase),
  };
}
