/** Sweeps beside the present one, and the table of runs. */
export const study = {
  /** Where a sweep comes from, within a line. */
  origins: { recorded: "recorded", earlier: "earlier", imported: "imported" },
  /** What begins the line that says what is shown. */
  labels: { recorded: "Recorded", earlier: "Earlier", imported: "Imported" },
  /** Beside a title: what is shown there is no sweep of now. */
  from: (origin: string) => ` · ${origin}`,
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
  full: (title: string, unsaved: string, most: number, megabytes: number) =>
    `“${title}” was not opened: this visit keeps ${most} sweeps, at most ${megabytes} MB, and “${unsaved}” would have to go unsaved. Save or remove a sweep of the list, then open it again.`,
  sweeps: "Sweeps",
  sweepsHelp: (most: number, megabytes: number) =>
    `Press Train again, and the sweep before stays here: up to ${most}, at most ${megabytes} MB, until this tab is closed.`,
  openFile: "Open a sweep file",
  openFileHelp: "A .widthwise file, or run.json with loss-log.jsonl; or drop it anywhere.",
  now: "now",
  name: "Name of this sweep",
  seeds: (seeds: number) => (seeds === 1 ? "1 seed" : `${seeds} seeds`),
  changed: (field: string, before: string, after: string) => `${field} ${before} → ${after}`,
  more: (n: number) => `and ${n} more`,
  sameRecipe: "same recipe",
  fromYours: (changes: string) => `differs from yours: ${changes}`,
  noneYet: "no scores yet",
  there: (n: number, of: number) => `${n} of ${of} abilities emerged`,
  show: "Show",
  shown: "Showing",
  lay: "Lay over",
  laid: "Laid over",
  layHelp: "Draws it dashed behind what is shown, in the charts of loss and of ability against width",
  layOtherTasks: "It has other abilities than what is shown: there is nothing to compare",
  save: "Save",
  saveSweep: "Save sweep (one file)",
  saveSweepHelp: "Every point, note and mark; opened here, it shows the same charts.",
  remove: "Remove",
  removed: (title: string) => `“${title}” is off the list.`,
  undo: "Undo",
  drawn: "Drawn",
  mark: "Mark",
  note: "Note",
  marks: { circle: "circle", triangle: "triangle", square: "square", star: "star" },
  draw: (width: number, seed: number) => `Draw width ${width}, seed ${seed} in the loss chart`,
  markOf: (width: number, seed: number) => `Mark of width ${width}, seed ${seed}`,
  noteOf: (width: number, seed: number) => `Note on width ${width}, seed ${seed}`,
  addNote: "Add a note",
  filter: "Filter the runs",
  filterExample: "width:4..8 seed:0 loss<0.5 note:odd",
  unknownKey: (keys: string) => `No column is called ${keys}; the rest of the filter holds.`,
  shownOf: (shown: number, all: number) => `${shown} of ${all} runs`,
  drawAll: (hidden: number) => `${hidden} not drawn: draw all`,
};
