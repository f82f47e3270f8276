/** The table of runs. */
export const runs = {
  title: "Runs",
  empty: "One row per width and seed appears here when training starts.",
  columns: {
    width: "Width",
    seed: "Seed",
    parameters: "Parameters",
    steps: "Steps",
    train: "Train loss",
    heldOut: "Held-out loss",
    stepsPerSecond: "Steps/s",
    tokensPerSecond: "Tokens/s",
    left: "Time left",
    state: "State",
  },
  divergedAt: (step: string) => `diverged at step ${step}`,
  states: {
    training: "training",
    paused: "paused",
    failed: "ended by an error",
    notStarted: "not started",
    waiting: "waiting",
    done: "done",
    stopped: "stopped",
  },
};
