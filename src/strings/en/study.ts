/** Sweeps beside the present one, and the table of runs. */
export const study = {
  /** Where a sweep comes from, within a line. */
  origins: { recorded: "recorded", earlier: "earlier", imported: "imported" },
  /** What begins the line that says what is shown. */
  labels: { recorded: "Recorded", earlier: "Earlier", imported: "Imported" },
  /** Beside a title: what is shown there is no sweep of now. */
  mark: (origin: string) => ` · ${origin}`,
  dashedDiamonds: (name: string) => ` · dashed, ◇: ${name}`,
};
