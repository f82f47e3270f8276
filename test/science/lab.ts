/** Trains the checks' recipes as the command line does: worker threads behind the same client. */
import { userFile } from "../../src/cli/data-file.ts";
import { spawnNodeWorker } from "../../src/cli/spawn.ts";
import { type Client, createClient } from "../../src/client/client.ts";
import { ABILITY_MEASURES, abilityColumn } from "../../src/metrics/columns.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../../src/metrics/sweep.ts";
import type { TrainerEvent } from "../../src/protocol.ts";
import { DEFAULT_RECIPE, type Recipe, type RecipeOverride } from "../../src/recipe/schema.ts";

export interface LabOptions {
  readonly engine: Recipe["engine"];
  readonly workers: number;
  /** A file to train on; null where there is none. */
  readonly data?: string | null;
  /** Takes a line on how far it is. */
  readonly say?: (line: string) => void;
}

/** One client for all sweeps of a check, and their record. */
export class Lab {
  readonly engine: Recipe["engine"];
  readonly say: (line: string) => void;
  readonly #client: Client;
  readonly #data: string | null;
  readonly #sweeps: SweepLog[] = [];
  #events: TrainerEvent[] = [];
  #end: (error?: Error) => void = () => undefined;
  #isDataLoaded = false;

  constructor({ engine, workers, data = null, say = () => undefined }: LabOptions) {
    this.engine = engine;
    this.say = say;
    this.#data = data;
    this.#client = createClient(() => spawnNodeWorker(), this.#hear, workers);
  }

  /**
   * Trains one recipe to its end.
   *
   * @param override what differs from the defaults
   * @throws Error where the recipe is refused or training breaks
   */
  async train(override: RecipeOverride): Promise<SweepLog> {
    await this.#loadData();
    this.#events = [];
    const ended = new Promise<void>((resolve, reject) => {
      this.#end = (error) => (error ? reject(error) : resolve());
    });
    ended.catch(() => undefined); // told by the await below, but a start that throws does not come there
    const recipe: Recipe = { ...DEFAULT_RECIPE, engine: this.engine, ...override };
    const result = await this.#client.start(recipe, false);
    if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join("; "));
    await ended;
    const log = createSweepLog(result.summary);
    for (const event of this.#events) applyEvent(log, event);
    this.#sweeps.push(log);
    return log;
  }

  /** All sweeps so far for a log: what differs from the default recipe, and each run's evaluations. */
  record(): unknown {
    return this.#sweeps.map((sweep) => ({
      engine: sweep.summary.engine,
      recipe: changedFields(sweep.summary.recipe),
      runs: sweep.runs.map((run) => ({
        id: run.id,
        parameters: run.parameters,
        status: run.status,
        steps: [...run.eval.column("step")],
        heldOutLoss: rounded(run.eval.column("loss/heldout")),
        tasks: Object.fromEntries(sweep.summary.tasks.map(({ name }) => [name, scoresOf(run.eval, name)])),
      })),
    }));
  }

  dispose(): void {
    this.#client.dispose();
  }

  async #loadData(): Promise<void> {
    if (this.#data === null || this.#isDataLoaded) return;
    await this.#client.loadData(userFile(this.#data));
    this.#isDataLoaded = true;
  }

  readonly #hear = (events: readonly TrainerEvent[]): void => {
    this.#events.push(...events);
    for (const event of events) {
      if (event.type === "finished") this.#end();
      if (event.type === "failed") this.#end(new Error(event.message));
    }
  };
}

type EvalTable = SweepLog["runs"][number]["eval"];

const scoresOf = (table: EvalTable, task: string) =>
  Object.fromEntries(
    ABILITY_MEASURES.map((measure) => [measure, rounded(table.column(abilityColumn(task, measure)))]),
  );

const rounded = (values: ArrayLike<number>): number[] =>
  Array.from(values, (value) => Number(value.toPrecision(5)));

/** What of a recipe is not the default. */
const changedFields = (recipe: Recipe): RecipeOverride =>
  Object.fromEntries(
    Object.entries(recipe).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULT_RECIPE[name as keyof Recipe]),
    ),
  );
