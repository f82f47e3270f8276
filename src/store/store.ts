import { type ReadonlySignal, signal } from "@preact/signals";
import { createRun, type Run, stepsDone } from "../metrics/run.ts";
import type { DataSummary, Sample, SweepSummary, TrainerEvent } from "../protocol.ts";
import type { Problem, Recipe } from "../recipe/schema.ts";

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
export interface Sweep {
  readonly summary: SweepSummary;
  /** In the order of widths, then seeds. */
  readonly runs: readonly Run[];
  /** The newest samples of each run, by run id. */
  readonly samples: Map<string, { readonly step: number; readonly samples: readonly Sample[] }>;
  /** Unix milliseconds. */
  readonly startedAt: number;
  endedAt: number | null;
}

/** Something to tell the person; an error stays until dismissed. */
export interface Notice {
  readonly kind: "error" | "info";
  readonly text: string;
}

/** The page's state. Only the functions of this module change it. */
export interface Store {
  readonly recipe: ReadonlySignal<Recipe>;
  /** What is wrong with the recipe as it stands; Train is off while there is anything. */
  readonly problems: ReadonlySignal<readonly Problem[]>;
  readonly data: ReadonlySignal<DataSummary | null>;
  readonly phase: ReadonlySignal<Phase>;
  readonly sweep: ReadonlySignal<Sweep | null>;
  /** Rises with every batch of metrics: read it to follow the tables. */
  readonly version: ReadonlySignal<number>;
  readonly notices: ReadonlySignal<readonly Notice[]>;
  /** Points in the logs that no export has written yet. */
  readonly unexported: ReadonlySignal<number>;
}

/** The store and the functions that change it. */
export function createStore(initial: Recipe) {
  const recipe = signal(initial);
  const problems = signal<readonly Problem[]>([]);
  const data = signal<DataSummary | null>(null);
  const phase = signal<Phase>("idle");
  const sweep = signal<Sweep | null>(null);
  const version = signal(0);
  const notices = signal<readonly Notice[]>([]);
  const unexported = signal(0);
  const store: Store = { recipe, problems, data, phase, sweep, version, notices, unexported };

  return {
    store,
    setRecipe(next: Recipe, wrong: readonly Problem[]): void {
      recipe.value = next;
      problems.value = wrong;
    },
    setData(summary: DataSummary | null): void {
      data.value = summary;
    },
    setPhase(next: Phase): void {
      phase.value = next;
    },
    /** A new sweep takes the place of the last one. */
    beginSweep(summary: SweepSummary): void {
      sweep.value = createSweep(summary);
      unexported.value = 0;
      version.value++;
    },
    clearSweep(): void {
      sweep.value = null;
      unexported.value = 0;
      version.value++;
    },
    /** Accepts what the worker told: the only way metrics come in. */
    accept(events: readonly TrainerEvent[]): void {
      const current = sweep.value;
      if (!current) return;
      for (const event of events) unexported.value += applyEvent(current, event);
      version.value++;
    },
    exported(): void {
      unexported.value = 0;
    },
    tell(notice: Notice): void {
      notices.value = [...notices.value.filter((old) => old.text !== notice.text), notice];
    },
    dismiss(notice: Notice): void {
      notices.value = notices.value.filter((old) => old !== notice);
    },
  };
}

export type StoreControl = ReturnType<typeof createStore>;

function createSweep(summary: SweepSummary): Sweep {
  const tasks = summary.tasks.map((task) => task.name);
  const runs = summary.cohorts.flatMap((cohort) =>
    cohort.seeds.map((seed) => createRun({ ...cohort, seed }, tasks)),
  );
  return { summary, runs, samples: new Map(), startedAt: Date.now(), endedAt: null };
}

/** Applies one event to the sweep's tables; returns how many points it added. */
function applyEvent(sweep: Sweep, event: TrainerEvent): number {
  if (event.type === "finished") return endSweep(sweep);
  if (!("run" in event)) return 0;
  const run = sweep.runs.find((candidate) => candidate.id === event.run);
  if (!run) return 0;
  switch (event.type) {
    case "rows": {
      const table = run[event.table];
      table.append(event.rows);
      if (run.status === "waiting" && stepsDone(run) > 0) run.status = "training";
      return (event.rows.length / table.columns.length) * (table.columns.length - 3);
    }
    case "samples":
      sweep.samples.set(run.id, { step: event.step, samples: event.samples });
      return 0;
    case "diverged":
      run.status = "diverged";
      run.divergedAt = event.step;
      return 0;
    case "done":
      if (run.status !== "diverged") run.status = "done";
      return 0;
  }
}

function endSweep(sweep: Sweep): number {
  sweep.endedAt = Date.now();
  for (const run of sweep.runs) {
    if (run.status === "training" || run.status === "waiting") run.status = "stopped";
  }
  return 0;
}
