/** What can be saved of a chart, and the tables of its numbers. */
export const save = {
  save: "Save",
  /** The panel's name. */
  saveChart: (chart: string) => `Save: ${chart}`,
  png: "Picture (PNG)",
  svg: "Drawing (SVG)",
  csv: "Numbers (CSV)",
  saved: (file: string) => `${file} is in your downloads.`,
  failed: (why: string) => `Expected to save a file; got: ${why}. Nothing is lost; try again.`,
  data: "Data",
  /** After the above, for a screen reader. */
  of: (chart: string) => `: ${chart}`,
  captions: {
    grid: "Exact match in per cent, mean over seeds",
    now: "Newest losses, nats per answer token",
    way: "Smoothed training loss on the way, mean over seeds, nats per answer token",
    ability: "Ability against width, per cent; loss in nats per answer token",
  },
  columns: {
    run: "Run",
    task: "Task",
    width: "Width",
    seed: "Seed",
    step: "Step",
    emerged: "Emerged at",
    exact: "Exact, mean",
    interval: "Interval",
    passed: "Seeds that have it",
    shareInterval: "Interval of the share",
    given: "Mean of those",
    independent: "p to the power L",
    loss: "Loss",
    train: "Training, smoothed",
    heldOut: "Held out",
  },
  range: (low: string, high: string) => `${low} to ${high}`,
  share: (part: number, whole: number) => `${part} of ${whole}`,
};
