import { findingLines } from "./export/finding.ts";
import { messageOf, namedError } from "./lib/errors.ts";
import { workInSlices } from "./lib/pieces.ts";
import { nearestPreset, trainCommand } from "./recipe/command.ts";
import { recipeOf } from "./recipe/presets.ts";
import type { RecordedHead, Recording } from "./recorded/format.ts";
import { isSameTasks } from "./recorded/match.ts";
import { replaying } from "./recorded/replay.ts";
import { bytesOf, hasPoints, isTooLarge, leavingFor, MOST_KEPT, MOST_MEGABYTES } from "./store/shelf.ts";
import type { OtherSweep, StoreControl, Sweep } from "./store/store.ts";
import { strings } from "./strings/strings.ts";
import type { Remark, StudyActions } from "./ui/actions.ts";
import { inLanguage } from "./ui/view/tasks.ts";

/** What trains here: it stands in the files that are saved. */
export interface Here {
  readonly app: { readonly version: string; readonly commit: string };
  readonly runtime: string;
  /** `8 logical cores`. */
  readonly hardware: string;
}

/** The sweeps of this visit: keeps earlier ones, takes in those out of files, and hands each out as a file. */
export class Visit implements StudyActions {
  readonly #control: StoreControl;
  readonly #here: Here;
  #count = 0;

  constructor(control: StoreControl, here: Here) {
    this.#control = control;
    this.#here = here;
  }

  /** Sweeps that would be lost, were the present one kept now: unsaved ones that have no room any more. */
  losing(): string[] {
    const { sweep, beside, unexported, title } = this.#control.store;
    if (!sweep.value) return [];
    if (isTooLarge(sweep.value)) return unexported.value > 0 ? [title.value] : [];
    const leaving = leavingFor(beside.value, bytesOf(sweep.value));
    return leaving.filter((one) => one.unexported > 0).map(({ head }) => head.title);
  }

  /** Points of all sweeps that no file holds. */
  unsaved(): number {
    const { unexported, beside } = this.#control.store;
    return beside.value.reduce((sum, other) => sum + other.unexported, unexported.value);
  }

  /** Puts the present sweep among the earlier ones, where it has points and there is room. */
  keepPresent(): void {
    const { sweep, unexported } = this.#control.store;
    const present = sweep.value;
    if (!present || isTooLarge(present) || !hasPoints(present)) return;
    const head = this.headOf(present);
    const id = this.#nextId("earlier");
    this.#control.keep({ id, origin: "earlier", head, sweep: present, unexported: unexported.value });
  }

  rename = (id: string | null, title: string): void => {
    const name = title.trim().slice(0, MOST_TITLE);
    if (name !== "") this.#control.rename(id, name);
  };

  remove = (id: string): void => this.#control.remove(id);

  restore = (): void => this.#control.restore();

  remark = (sweep: Sweep, run: string, remark: Remark): void => this.#control.setRemark(sweep, run, remark);

  save = (id: string | null): void => void this.#save(id);

  /**
   * Takes in every sweep among some files, beside what there is.
   *
   * @returns the last one's id, null where there was none; and the files that are none
   * @throws RecordingError for the first that cannot be read
   */
  async take(
    files: readonly File[],
  ): Promise<{ readonly id: string | null; readonly data: readonly File[] }> {
    const { openFiles } = await import("./open-files.ts");
    const { recordings, log, data } = await openFiles(files);
    let id: string | null = null;
    for (const recording of recordings) id = this.#taken(recording.head, await recordOf(recording));
    if (log) {
      const { sweep, app, runtime } = log.log;
      const head = this.headOf(sweep, this.nameFor(sweep.summary));
      id = this.#taken({ ...head, app, runtime, hardware: "" }, sweep);
    }
    return { id, data };
  }

  #taken(head: RecordedHead, sweep: Sweep): string {
    const { beside } = this.#control.store;
    const unsaved = leavingFor(beside.value, bytesOf(sweep)).find((one) => one.unexported > 0);
    if (isTooLarge(sweep)) throw refusal(strings().study.tooLarge(head.title, MOST_MEGABYTES));
    if (unsaved)
      throw refusal(strings().study.full(head.title, unsaved.head.title, MOST_KEPT, MOST_MEGABYTES));
    const id = this.#nextId("imported");
    this.#control.keep({ id, origin: "imported", head, sweep, unexported: 0 });
    return id;
  }

  /** Downloads the three files of the present sweep. */
  async exportAll(): Promise<void> {
    const { sweep, unexported } = this.#control.store;
    const exporting = sweep.value;
    if (!exporting) return;
    const { app, runtime } = this.#here;
    try {
      const { downloadSweep } = await import("./export/download.ts");
      const points = unexported.value; // the files take their moment now
      const names = await downloadSweep(exporting, { ...app, runtime, exportedAt: Date.now() });
      if (sweep.value === exporting) this.#control.exported(points); // not another one that began meanwhile
      this.#control.tell({ kind: "info", text: () => strings().notices.exported(names.join(", ")) });
    } catch (error) {
      this.#control.tell({ kind: "error", text: () => strings().notices.exportFailed(messageOf(error)) });
    }
  }

  async #save(id: string | null): Promise<void> {
    const { beside, shown, sweep, unexported } = this.#control.store;
    const other = [...beside.value, shown.value].find((one) => one?.id === id);
    const saved = id === null ? sweep.value : other?.sweep;
    if (!saved) return;
    const points = unexported.value;
    const head = other?.head ?? this.headOf(saved);
    try {
      const [{ saveFile }, { packed }, { sweepLines, fitsWhole }] = await Promise.all([
        import("./export/download.ts"),
        import("./recorded/pack.ts"),
        import("./recorded/write.ts"),
      ]);
      const isWhole = fitsWhole(saved);
      const { blob, ending } = await packed(sweepLines(saved, { ...head, name: slugOf(head.title) }));
      const name = fileNameOf(head.title) + ending;
      saveFile({ name, blob });
      if (id !== null) this.#control.exportedKept(id);
      else if (sweep.value === saved && isWhole) this.#control.exported(points);
      const words = () => (isWhole ? strings().study.saved(name) : strings().study.savedMeans(name));
      this.#control.tell({ kind: "info", text: words });
    } catch (error) {
      this.#control.tell({ kind: "error", text: () => strings().study.notSaved(messageOf(error)) });
    }
  }

  /** A name for a sweep that begins, in the page's language: its preset's or its tasks', with a number where there is one of that name. */
  nameFor({ recipe, tasks }: Sweep["summary"]): string {
    const { named, share } = strings();
    const preset = nearestPreset(recipe);
    const titles = tasks.map((task) => inLanguage(task).title);
    const many = titles.length > MOST_TITLES ? share.tasks(titles.length) : titles.join(", ");
    const presetTitle = named.presets[preset.name]?.title ?? preset.title;
    const name = isSameTasks(recipe, recipeOf(preset)) ? presetTitle : many;
    const { beside, title } = this.#control.store;
    const taken = new Set([title.value, ...beside.value.map(({ head }) => head.title)]);
    let number = 1;
    const numbered = () => (number === 1 ? name : `${name} (${number})`);
    while (taken.has(numbered())) number++;
    return numbered();
  }

  /** What a file says of a sweep that was trained here. */
  headOf(sweep: Sweep, title: string = this.#control.store.title.value): RecordedHead {
    const { recipe, engine } = sweep.summary;
    return {
      ...{ name: slugOf(title), title, command: trainCommand(recipe), ...this.#here },
      startedAt: sweep.startedAt,
      endedAt: sweep.endedAt ?? Date.now(),
      ...{ engine, finding: findingLines(sweep), recipe },
    };
  }

  #nextId = (origin: OtherSweep["origin"]): string => `${origin}:${++this.#count}`;
}

/** The record of a sweep out of a file, made a little at a time. */
const recordOf = (recording: Recording): Promise<Sweep> =>
  new Promise((resolve) => workInSlices(replaying(recording), SLICE, resolve));

const refusal = (message: string) => namedError("RecordingError", message);

/** Characters of a sweep's name at most. */
const MOST_TITLE = 80;

/** Milliseconds that the page may be kept busy at a time. */
const SLICE = 8;

/** More tasks than these are counted. */
const MOST_TITLES = 3;

/** A title as a file's name: letters of any script, digits and hyphens. */
export const fileNameOf = (title: string): string => hyphenated(title.normalize("NFC"), /[^\p{L}\p{N}]+/gu);

/** A title as a recording's name: small letters from a to z, digits and hyphens. */
export const slugOf = (title: string): string => hyphenated(title.normalize("NFKD"), /[^a-z0-9]+/g);

const hyphenated = (title: string, others: RegExp): string =>
  title
    .toLowerCase()
    .replace(others, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "") || "sweep";
