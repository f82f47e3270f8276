import type { Remark } from "../metrics/remark.ts";
import type { Sample, SweepSummary, TrainerEvent } from "../protocol.ts";
import type { Recipe } from "../recipe/schema.ts";

/**
 * Recorded sweeps: logs of real sweeps, small enough to be opened with the page (`public/recorded/NAME.json`).
 * One JSON object a file:
 *
 * - `format`, `version`: {@link FORMAT} and {@link VERSION}; other versions are refused.
 * - `head`: {@link RecordedHead}. In the file the recipe is an object of texts by the fields' keys, as in an address
 *   (`"widths": "2,4"`), every field; a field that came later has its default.
 * - `context`, `vocabulary`, `tasks`, `cohorts`: as in the sweep's summary.
 * - `runs`, in the order of widths, then seeds: `id`, `status` (done, diverged or stopped), `divergedAt` (a step, or
 *   null), `train` and `eval` as columns of equal lengths, `samples` (the last answers, or null).
 *   `train` has `step` and `loss/train`, the mean of the steps since the point before. `eval` has every evaluation:
 *   `step`, `wall_time` (seconds of training), `timestamp` (whole seconds since `startedAt`), `loss/heldout`, and three
 *   measures a task under their public names.
 *
 * Numbers are rounded to {@link DIGITS} significant digits; those that are not finite are the texts `NaN`, `Infinity`
 * and `-Infinity`. Not recorded: gradient norms and learning rates; times of training steps are laid between those of
 * the evaluations.
 *
 * `public/recorded/index.json` lists the heads, the cheapest sweep first.
 *
 * A sweep file (`NAME.widthwise`, gzip; or the same unpacked) is a recorded sweep of version {@link WHOLE_VERSION}:
 * every number as it was measured, and beside the above
 *
 * - `data`: the facts of a file of one's own, or null.
 * - a run's `note` and `mark`, where somebody has made them.
 * - `train` with `wall_time`, `timestamp`, `grad_norm` and `lr` too, a row a step; of a sweep of more than
 *   {@link MOST_ROWS} steps in all only `step` and `loss/train`, means as above.
 * - `timestamp` in Unix seconds.
 * - {@link AS_BEFORE} instead of a column: the same as in the run before.
 */
export const FORMAT = "widthwise-recorded-sweep";
export const INDEX_FORMAT = "widthwise-recorded-index";
export const VERSION = 1;

/** Of the format, where the whole log is in the file. */
export const WHOLE_VERSION = 2;

/** Instead of a column: the same as in the run before. */
export const AS_BEFORE = "=";

/** Training steps of all runs that a sweep file has one by one, at most. */
export const MOST_ROWS = 2_000_000;

/** Numbers of a sweep file at most, all columns of all runs: about what a tab can hold beside a sweep. */
export const MOST_NUMBERS = 60_000_000;

/** Significant digits of a recorded number. */
export const DIGITS = 4;

/** Points of a run's training loss at most: about what a chart shows, and 48 runs stay under 40 kB gzip. */
export const MOST_POINTS = 150;

/** The file that lists the others. */
export const INDEX_FILE = "index.json";

/** The file of a recorded sweep. */
export const fileOf = (name: string): string => `${name}.json`;

/** What a name may be: it is a part of an address. */
export const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What ran when, where, and made by which command. */
export interface RecordedHead {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly title: string;
  /** The command that trains the same sweep. */
  readonly command: string;
  /** `2 x86-64 cores, no GPU`: in words, since a log does not know it. */
  readonly hardware: string;
  /** `Node 20.20.2 on linux x64`. */
  readonly runtime: string;
  readonly app: { readonly version: string; readonly commit: string };
  /** Unix milliseconds; dates in the file. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly engine: SweepSummary["engine"];
  /** Where the abilities emerged, in the words that the whole log gave; a line an ability from three seeds on. */
  readonly finding: string;
  readonly recipe: Recipe;
}

/** A recorded sweep, ready to be told again: its events in the order in which a trainer would tell them. */
export interface Recording {
  readonly head: RecordedHead;
  readonly summary: SweepSummary;
  readonly events: readonly TrainerEvent[];
  /** What a person has written beside runs, by run id. */
  readonly remarks: ReadonlyMap<string, Remark>;
}

/** The last answers of a run. */
export interface LastSamples {
  readonly step: number;
  readonly samples: readonly Sample[];
}

/** The columns of a run's recorded training loss. */
export const RECORDED_TRAIN = ["step", "loss/train"] as const;

/** How a recorded run ended. */
export const STATUSES = ["done", "diverged", "stopped"] as const;
