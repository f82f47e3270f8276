import type { Remark } from "../metrics/remark.ts";
import type { Asked, Inspected, Question } from "../protocol.ts";
import type { FieldName } from "../recipe/schema.ts";
import type { Notice, Sweep } from "../store/store.ts";
import type { Language } from "../strings/language.ts";

export type { Remark } from "../metrics/remark.ts";

/** What a person can do with the sweeps of a visit and their runs; null stands for the present sweep. */
export interface StudyActions {
  rename(id: string | null, title: string): void;
  /** Takes a sweep off the list; {@link StudyActions.restore} brings it back. */
  remove(id: string): void;
  restore(): void;
  /** Downloads a sweep as one file. */
  save(id: string | null): void;
  /** Writes something beside a run. */
  remark(sweep: Sweep, run: string, remark: Remark): void;
}

/** What a person can do. `main` wires each to the client; components receive it as props. */
export interface Actions {
  train(): void;
  pause(): void;
  resume(): void;
  /** One update of every run; starts a paused sweep where there is none. */
  step(): void;
  stop(): void;
  /** Asks runs of the visitor's own sweep; rejects where a worker has died. */
  ask(question: Question): Promise<Asked>;
  /** What one of them computes on its way to an answer. */
  inspect(run: string, question: Question): Promise<Inspected>;
  /** Puts the finished sweep among the earlier ones, and makes room for another. */
  startOver(): void;
  /** Downloads loss-log.csv, loss-log.jsonl and run.json. */
  exportAll(): void;
  /** Sets one recipe field from text; a problem is shown, the last good value stays in force. */
  setField(name: FieldName, text: string): void;
  /** Changes the ladder that is shown: of a recorded sweep it becomes the visitor's plan, with that recipe. */
  setWidths(widths: readonly number[]): void;
  /** Takes a preset's whole recipe. */
  setPreset(name: string): void;
  /** Shows another sweep; the visitor's own goes on and is not lost. */
  showSweep(id: string): void;
  /** Shows the visitor's own sweep again, or the plan for one. */
  showOwn(): void;
  /** Takes the recipe of the sweep that is shown, for this machine. */
  useShownRecipe(): void;
  /** Draws another sweep of the same tasks behind the one that is shown; null draws none. */
  setAgainst(id: string | null): void;
  /** Opens files by what is in them: sweeps beside the present one, or data to train on. */
  openFiles(files: readonly File[]): void;
  readonly study: StudyActions;
  dropFile(): void;
  dismiss(notice: Notice): void;
  /** Says everything in another language, now and at the next visit. */
  speak(language: Language): void;
  /** Loads the newer version of the page (asks first where points are unexported). */
  reload(): void;
  /** Hides the news of a newer version until the next visit. */
  reloadLater(): void;
}
