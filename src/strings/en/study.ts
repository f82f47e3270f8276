/** Sweeps beside the present one, and the table of runs. */
export const study = {
  /** Where a sweep comes from, within a line. */
  origins: { recorded: "recorded", earlier: "earlier", imported: "imported" },
  /** What begins the line that says what is shown. */
  labels: { recorded: "Recorded", earlier: "Earlier", imported: "Imported" },
  /** Beside a title: what is shown there is no sweep of now. */
  mark: (origin: string) => ` · ${origin}`,
  dashedDiamonds: (name: string) => ` · dashed, ◇: ${name}`,
  drop: "Drop it here: a sweep opens beside yours, other files are data to train on. It stays in this tab.",
  dropBusy: "Drop it here: a sweep opens beside yours. Data to train on has to wait until training stops.",
  dataBusy: (file: string) =>
    `${file} is data to train on, and a sweep is under way. Stop training first, then open it again.`,
  saved: (file: string) => `Saved ${file} to your downloads: whoever opens it here sees the same charts.`,
  savedMeans: (file: string) =>
    `Saved ${file} to your downloads. The sweep is long: its training losses are means of several steps there; Export writes every point.`,
  notSaved: (got: string) =>
    `Save sweep: expected to write one file; got: ${got}. The sweep is still here; try again.`,
  tooLarge: (title: string, megabytes: number) =>
    `“${title}” takes more memory than the ${megabytes} MB that sweeps of a visit may; open one of fewer runs or steps.`,
  noRoom: (titles: readonly string[], most: number, megabytes: number) =>
    `This visit keeps ${most} sweeps, at most ${megabytes} MB. To make room, ${titles.map((title) => `“${title}”`).join(", ")} must go, and has not been saved. Go on without?`,
};
