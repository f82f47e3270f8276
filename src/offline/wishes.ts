/** What the page asks its service worker for; `keep the rest` is answered on the port that comes with it. */
export type Wish = "keep the rest" | "tidy" | "take over";

/** The files of one built version, by their path beside the page. */
export interface FilesToKeep {
  /** Changes with any of the files. */
  readonly version: string;
  /** The script that a page of this version loads. */
  readonly entry: string;
  /** What the page needs for its first picture. */
  readonly first: readonly string[];
  /** Everything else, the smallest first. */
  readonly later: readonly string[];
}
