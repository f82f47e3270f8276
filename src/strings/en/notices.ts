/** Messages over the page's lower edge, questions before something is lost, and what a dragged file is told. */
export const notices = {
  error: "Error.",
  dismiss: "Dismiss",
  /** A button that unfolds messages that have been seen. */
  older: (n: number) => `${n} more`,
  language: "The words of that language could not be loaded; check the connection and choose it again.",
  /** @param names of the files, separated by commas */
  exported: (names: string) => `Exported ${names} to your downloads.`,
  exportFailed: (why: string) =>
    `Export: expected to write three files; got: ${why}. The log is still here; try again.`,
  recordedFailed: (why: string) => `Recorded sweep ${why}.`,
  /** @param points as `1,500` */
  discard: (points: string) => `${points} points of the last sweep have not been exported. Discard them?`,
};
