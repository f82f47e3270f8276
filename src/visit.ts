import { findingLines } from "./export/finding.ts";
import { workInSlices } from "./lib/pieces.ts";
import { nearestPreset, trainCommand } from "./recipe/command.ts";
import { recipeOf } from "./recipe/presets.ts";
import type { Recipe } from "./recipe/schema.ts";
import type { RecordedHead, Recording } from "./recorded/format.ts";
import { isSameTasks } from "./recorded/match.ts";
import { replaying } from "./recorded/replay.ts";
import { bytesOf, isTooLarge, leavingFor } from "./store/shelf.ts";
import type { OtherSweep, StoreControl, Sweep } from "./store/store.ts";

/** What trains here: it stands in the files that are saved. */
export interface Here {
  readonly app: { readonly version: string; readonly commit: string };
  readonly runtime: string;
  /** `8 logical cores`. */
  readonly hardware: string;
}

/** The sweeps of this visit: keeps earlier ones, takes in those out of files, and hands each out as a file. */
export class Visit {
  readonly #control: StoreControl;
  readonly #here: Here;
  #count = 0;

  constructor(control: StoreControl, here: Here) {
    this.#control = control;
    this.#here = here;
  }

  /** Sweeps that would be lost, were the present one kept now: unsaved ones that have no room any more. */
  losing(): string[] {
    const { sweep, kept, unexported, title } = this.#control.store;
    if (!sweep.value) return [];
    if (isTooLarge(sweep.value)) return unexported.value > 0 ? [title.value] : [];
    const leaving = leavingFor(kept.value, bytesOf(sweep.value));
    return leaving.filter((one) => one.unexported > 0).map(({ head }) => head.title);
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

  /** Takes in a sweep out of a file; hands back what it is known by. */
  async take(recording: Recording): Promise<string> {
    const sweep = await new Promise<Sweep>((resolve) => workInSlices(replaying(recording), SLICE, resolve));
    return this.takeLog(recording.head, sweep);
  }

  /** The same of one that is a log already. */
  takeLog(head: RecordedHead, sweep: Sweep): string {
    const id = this.#nextId("imported");
    this.#control.keep({ id, origin: "imported", head, sweep, unexported: 0 });
    return id;
  }

  /** A name for a sweep that begins: its preset's or its tasks', with a number where there is one of that name. */
  nameFor({ recipe, tasks }: Sweep["summary"]): string {
    const preset = nearestPreset(recipe);
    const titles = tasks.map(({ title }) => title);
    const many = titles.length > MOST_TITLES ? `${titles.length} abilities` : titles.join(", ");
    const name = isSameTasks(recipe, recipeOf(preset)) ? preset.title : many;
    const { kept, title } = this.#control.store;
    const taken = new Set([title.value, ...kept.value.map(({ head }) => head.title)]);
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

/** Milliseconds that the page may be kept busy at a time. */
const SLICE = 8;

/** More tasks than these are counted. */
const MOST_TITLES = 3;

/** True where a sweep has anything to show. */
const hasPoints = ({ runs }: Sweep): boolean => runs.some((run) => run.train.length + run.eval.length > 0);

/** A part of a file's name: small letters, digits and hyphens. */
export const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "") || "sweep";
