/** What a person may mark a run with: a shape, each of which the page draws in a colour of its own. */
export const MARKS = ["circle", "triangle", "square", "star"] as const;
export type Mark = (typeof MARKS)[number];

/** What a person has written beside a run. */
export interface Remark {
  readonly note: string;
  readonly mark: Mark | null;
}

/** Characters of a note at most: it stands in one line of a table. */
export const MOST_NOTE = 500;

/** Beside a run that nobody has remarked on. */
export const NO_REMARK: Remark = { note: "", mark: null };

/** True where there is nothing in it. */
export const isEmpty = ({ note, mark }: Remark): boolean => note === "" && mark === null;
