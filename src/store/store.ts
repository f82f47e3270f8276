import { type ReadonlySignal, signal } from "@preact/signals";
import type { Speed } from "../analysis/cost.ts";
import { workInSlices } from "../lib/pieces.ts";
import { completing } from "../metrics/forecast.ts";
import type { Remark } from "../metrics/remark.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../metrics/sweep.ts";
import type { Building, DataSummary, SweepSummary, TrainerEvent } from "../protocol.ts";
import type { Problem, Recipe } from "../recipe/schema.ts";
import type { RecordedHead } from "../recorded/format.ts";
import { shelfControl } from "./shelf.ts";

/**
 * Where the page stands: `idle` (nothing trained yet), `starting`, `training`, `paused`,
 * `finished` (every run ended by itself), `stopped` (by the person), `failed` (engine or worker broke).
 */
export type Phase =
  | "idle"
  | "starting"
  | "training"
  | "paused"
  | "stopping"
  | "finished"
  | "stopped"
  | "failed";

/** A sweep with its runs; metric tables are plain arrays, `version` says when to look again. */
export type Sweep = SweepLog;

/** Where a sweep beside the present one comes from: recorded with the page, trained earlier in this visit, or a file. */
export type Origin = "recorded" | "earlier" | "imported";

/** A sweep beside the present one: its log is as that of a sweep that is trained here. */
export interface OtherSweep {
  /** Unlike that of any other; of a recorded one its name. */
  readonly id: string;
  readonly origin: Origin;
  readonly head: RecordedHead;
  readonly sweep: Sweep;
  /** Points of its log that no export has written. */
  readonly unexported: number;
}

/** What is known of how fast this machine trains. */
export interface Machine {
  /** null before it has been measured. */
  readonly speed: Speed | null;
  /** How many workers share a sweep, at most. */
  readonly workers: number;
}

/** Something to tell the person; an error stays until dismissed. */
export interface Notice {
  readonly kind: "error" | "info";
  /** A function where it is to follow the page's language. */
  readonly text: string | (() => string);
}

/** What a notice says now. */
export const noticeText = ({ text }: Notice): string => (typeof text === "string" ? text : text());

/** The page's state. Only the functions of this module change it. */
export interface Store {
  readonly recipe: ReadonlySignal<Recipe>;
  /** What is wrong with the recipe as it stands; Train is off while there is anything. */
  readonly problems: ReadonlySignal<readonly Problem[]>;
  readonly data: ReadonlySignal<DataSummary | null>;
  readonly machine: ReadonlySignal<Machine>;
  readonly phase: ReadonlySignal<Phase>;
  /** True while it is not known yet what the page opens with: a recorded sweep, or the plan of the recipe. */
  readonly opening: ReadonlySignal<boolean>;
  /** How far a start is; null where none is under way, or it has not told yet. */
  readonly building: ReadonlySignal<Building | null>;
  readonly sweep: ReadonlySignal<Sweep | null>;
  /** The recorded sweeps that may be opened, the cheapest first. */
  readonly recordings: ReadonlySignal<readonly RecordedHead[]>;
  /** What the visitor's present sweep is called; empty before there is one. */
  readonly title: ReadonlySignal<string>;
  /** Earlier sweeps of this visit and those out of files, the oldest first. */
  readonly beside: ReadonlySignal<readonly OtherSweep[]>;
  /** The one that was taken off that list last, as long as it can come back. */
  readonly removed: ReadonlySignal<OtherSweep | null>;
  /** The sweep that is shown instead of the visitor's present one, or the plan for it; null where that is shown. */
  readonly shown: ReadonlySignal<OtherSweep | null>;
  /** The sweep that the shown one is to be set against, where both have the same tasks. */
  readonly against: ReadonlySignal<OtherSweep | null>;
  /** Rises with every batch of metrics: read it to follow the tables. */
  readonly version: ReadonlySignal<number>;
  readonly notices: ReadonlySignal<readonly Notice[]>;
  /** Points in the logs that no export has written yet. */
  readonly unexported: ReadonlySignal<number>;
  /** Everything is kept in this browser: the page opens and trains without a network. */
  readonly kept: ReadonlySignal<boolean>;
  /** A newer version of the page waits to be loaded. */
  readonly update: ReadonlySignal<boolean>;
}

/**
 * The store and the functions that change it.
 *
 * @param workers share a sweep, at most
 */
export function createStore(initial: Recipe, workers = 1) {
  const recipe = signal(initial);
  const problems = signal<readonly Problem[]>([]);
  const data = signal<DataSummary | null>(null);
  const machine = signal<Machine>({ speed: null, workers });
  const phase = signal<Phase>("idle");
  const opening = signal(false);
  const building = signal<Building | null>(null);
  const sweep = signal<Sweep | null>(null);
  const recordings = signal<readonly RecordedHead[]>([]);
  const title = signal("");
  const beside = signal<readonly OtherSweep[]>([]);
  const removed = signal<OtherSweep | null>(null);
  const shown = signal<OtherSweep | null>(null);
  const against = signal<OtherSweep | null>(null);
  const version = signal(0);
  const notices = signal<readonly Notice[]>([]);
  const unexported = signal(0);
  const kept = signal(false);
  const update = signal(false);
  const complete = completer(() => version.value++);
  const told = { version, notices, unexported, kept, update };
  const store: Store = {
    ...{ recipe, problems, data, machine, phase, opening, building, sweep },
    ...{ recordings, title, beside, removed, shown, against, ...told },
  };
  /** A sweep's predictions get their intervals once it is looked at. */
  const completed = (other: OtherSweep | null): OtherSweep | null => {
    if (other) completer(() => version.value++)(other.sweep);
    return other;
  };
  const { change, ...shelf } = shelfControl({ beside, removed, shown, against });

  return {
    store,
    ...shelf,
    setRecipe(next: Recipe, wrong: readonly Problem[]): void {
      recipe.value = next;
      problems.value = wrong;
    },
    setData(summary: DataSummary | null): void {
      data.value = summary;
    },
    setSpeed(speed: Speed): void {
      machine.value = { ...machine.value, speed };
    },
    setPhase(next: Phase): void {
      phase.value = next;
      building.value = null;
    },
    /** A new sweep takes the place of the last one. */
    beginSweep(summary: SweepSummary, name = ""): void {
      sweep.value = createSweepLog(summary);
      title.value = name;
      unexported.value = 0;
      version.value++;
    },
    setOpening(on: boolean): void {
      opening.value = on;
    },
    setRecordings(heads: readonly RecordedHead[]): void {
      recordings.value = heads;
    },
    /** Calls a sweep otherwise: one of the list, or with null the present one. */
    rename(id: string | null, name: string): void {
      if (id === null) title.value = name;
      else change(id, (one) => ({ ...one, head: { ...one.head, title: name } }));
    },
    /** Writes something beside a run of a sweep. */
    setRemark(of: Sweep, run: string, remark: Remark): void {
      of.remarks.set(run, remark);
      version.value++;
    },
    /** Shows another sweep; null shows the visitor's own again. */
    show(other: OtherSweep | null): void {
      shown.value = completed(other);
      version.value++;
    },
    /** Sets what is shown against another sweep; null ends that. */
    setAgainst(other: OtherSweep | null): void {
      against.value = completed(other);
    },
    clearSweep(): void {
      sweep.value = null;
      unexported.value = 0;
      version.value++;
    },
    /** Accepts what the worker told: the only way metrics come in. */
    accept(events: readonly TrainerEvent[]): void {
      const news = events.findLast((event) => event.type === "building");
      if (news && phase.value === "starting") building.value = news;
      const current = sweep.value;
      if (!current) return;
      let added = 0;
      for (const event of events) added += applyEvent(current, event);
      complete(current);
      unexported.value += added;
      version.value++;
    },
    /** A kept sweep has been written to a file. */
    exportedKept(id: string): void {
      change(id, (one) => ({ ...one, unexported: 0 }));
    },
    /** `points` have been written to files; what came in meanwhile has not. */
    exported(points: number): void {
      unexported.value = Math.max(0, unexported.value - points);
    },
    setKept(): void {
      kept.value = true;
    },
    setUpdate(waits: boolean): void {
      update.value = waits;
    },
    tell(notice: Notice): void {
      // of what is only good to know, the newest is enough
      const isOver = (old: Notice) =>
        noticeText(old) === noticeText(notice) || (old.kind === "info" && notice.kind === "info");
      const others = notices.value.filter((old) => !isOver(old));
      notices.value = [...others, notice];
    },
    dismiss(notice: Notice): void {
      notices.value = notices.value.filter((old) => old !== notice);
    },
  };
}

/** Milliseconds that the page may be kept busy at a time by what can wait. */
const SLICE = 6;

/** Adds the intervals of a sweep's predictions, a little at a time; `onDone` when they are there. */
function completer(onDone: () => void) {
  let isBusy = false;
  const complete = ({ forecasts }: Sweep): void => {
    if (isBusy || forecasts.every((forecast) => forecast.isComplete)) return;
    isBusy = true;
    workInSlices(completing(forecasts), SLICE, () => {
      isBusy = false;
      onDone();
    });
  };
  return complete;
}

export type StoreControl = ReturnType<typeof createStore>;
