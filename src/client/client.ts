import type { Speed } from "../analysis/cost.ts";
import { messageOf, namedError, nameOf } from "../lib/errors.ts";
import type {
  Asked,
  DataSummary,
  Inspected,
  Question,
  StartResult,
  SweepSummary,
  TrainerEvent,
} from "../protocol.ts";
import type { Recipe } from "../recipe/schema.ts";
import { askWorkers, inspectOnWorker } from "./ask.ts";
import type { Spawn } from "./connection.ts";
import { Merge } from "./merge.ts";
import { Pool, type UserFile } from "./pool.ts";
import { startSweep } from "./start.ts";

/** The trainer as the page and the command line see it, however many workers stand behind it. */
export interface Client {
  /** Reads a user's file; rejects with a DataError whose message says what was expected, got and to do. */
  loadData(file: UserFile): Promise<DataSummary>;
  dropData(): Promise<void>;
  /** How fast this machine trains; see `TrainerApi.measure`. Gives way to a start. */
  measure(): Promise<Speed | null>;
  /** Validates, builds and starts; see `TrainerApi.start`. */
  start(recipe: Recipe, paused: boolean): Promise<StartResult>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  step(): Promise<void>;
  stop(): Promise<void>;
  /**
   * What runs of the last sweep that was started answer; see `TrainerApi.ask`. Answers come in the order in which the
   * runs were asked for, or of workers.
   */
  ask(question: Question): Promise<Asked>;
  /** What one of them computes on its way to an answer. */
  inspect(run: string, question: Question): Promise<Inspected>;
  /** Ends the workers. */
  dispose(): void;
}

/** Receives the workers' news, as if there were one. */
export type Listener = (events: readonly TrainerEvent[]) => void;

/**
 * A client whose workers are started when they are needed. One that dies, or whose engine breaks (a lost GPU
 * stays lost in its worker), ends the sweep: all are given up, a `failed` event tells it, and the next call
 * starts new ones and hands them the user's file again.
 *
 * @param workers share a sweep, at most; the engine may want fewer
 */
export function createClient(spawn: Spawn, listener: Listener, workers = 1): Client {
  return new PoolClient(spawn, listener, workers);
}

/** A sweep and the way of its news. */
interface Told {
  readonly inbox: Inbox;
  readonly merge: Merge;
  /** Which runs each worker trains. */
  readonly workers: SweepSummary["workers"];
}

class PoolClient implements Client {
  readonly #pool: Pool;
  readonly #listener: Listener;
  readonly #workers: number;
  #current: Told | null = null;
  /** Of the sweep that is being started. */
  #starting: Merge | null = null;
  /** Rises with every start and stop: a start that finds a later one gives up. */
  #wish = 0;
  /** Starts and files take their turns, so that all workers of a sweep get one file. */
  #turn: Promise<unknown> = Promise.resolve();
  /** The last start: the other wishes but stop wait for it. */
  #started: Promise<unknown> = Promise.resolve();

  constructor(spawn: Spawn, listener: Listener, workers: number) {
    this.#pool = new Pool(spawn, (index, error) => this.#bury(index, error));
    this.#listener = listener;
    this.#workers = workers;
  }

  loadData(file: UserFile): Promise<DataSummary> {
    return this.#inTurn(() => this.#pool.loadData(file));
  }

  dropData(): Promise<void> {
    return this.#inTurn(() => this.#pool.dropData());
  }

  async measure(): Promise<Speed | null> {
    const first = await this.#pool.ready(0, false);
    return first.call((api) => api.measure());
  }

  start(recipe: Recipe, paused: boolean): Promise<StartResult> {
    const mine = ++this.#wish;
    const started = this.#inTurn(() => this.#begin(recipe, paused, () => mine === this.#wish));
    this.#started = started.catch(() => undefined);
    return started;
  }

  async pause(): Promise<void> {
    await this.#started;
    await this.#pool.each((api) => api.pause());
  }

  async resume(): Promise<void> {
    await this.#started;
    this.#current?.merge.goOn();
    await this.#pool.each((api) => api.resume());
  }

  async step(): Promise<void> {
    await this.#started;
    this.#current?.merge.goOn();
    await this.#pool.each((api) => api.step());
  }

  async stop(): Promise<void> {
    this.#wish++;
    await this.#pool.each((api) => api.stop());
  }

  async ask(question: Question): Promise<Asked> {
    await this.#started;
    return askWorkers(this.#pool, this.#current?.workers ?? [], question);
  }

  async inspect(run: string, question: Question): Promise<Inspected> {
    await this.#started;
    return inspectOnWorker(this.#pool, this.#current?.workers ?? [], run, question);
  }

  dispose(): void {
    this.#retire(namedError("WorkerError", "The training workers are no longer needed."));
  }

  #inTurn<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(job);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** A worker has died. Of an idle one nothing is told: whoever needs it next starts another. */
  #bury(index: number, error: Error): void {
    const breaksSweep = this.#current?.merge.needs(index) === true;
    if (!breaksSweep && !this.#starting?.needs(index)) return;
    this.#retire(error);
    if (breaksSweep) this.#listener([{ type: "failed", name: nameOf(error), message: messageOf(error) }]);
  }

  #retire(reason: Error): void {
    this.#pool.terminate(reason);
    this.#current?.inbox.close();
    this.#current = null;
  }

  readonly #hear: Listener = (events) => {
    const failure = events.find((event) => event.type === "failed");
    if (failure) this.#retire(Object.assign(new Error(failure.message), { name: failure.name }));
    this.#listener(events);
  };

  async #begin(recipe: Recipe, paused: boolean, isWanted: () => boolean): Promise<StartResult> {
    const inbox = createInbox(this.#hear, isWanted);
    const merge = new Merge(inbox.receive);
    this.#starting = merge;
    const pool = this.#pool;
    try {
      const result = await startSweep({ pool, merge, recipe, paused, workers: this.#workers, isWanted });
      if (!result.ok) return result; // a sweep that is under way goes on, and so does its inbox
      this.#current?.inbox.close();
      this.#current = { inbox, merge, workers: result.summary.workers };
      setTimeout(inbox.open); // after the caller has seen the summary
      return result;
    } finally {
      this.#starting = null;
      if (this.#current?.merge !== merge) this.#giveUp(inbox, merge);
    }
  }

  /** Of a start that came to nothing no more is told; nor is there anybody to ask where it had ended what was there. */
  #giveUp(inbox: Inbox, merge: Merge): void {
    inbox.close();
    if (merge.hasBegun && this.#current) this.#current = { ...this.#current, workers: [] };
  }
}

interface Inbox {
  receive(events: readonly TrainerEvent[]): void;
  open(): void;
  close(): void;
}

/**
 * One sweep's news. The worker's first steps may arrive before its answer to `start` (they come by
 * another port), so they are held until the inbox is opened; what comes after its close is dropped. News of
 * the start itself passes at once, and is dropped once the start is over or no longer wanted.
 */
function createInbox(listener: Listener, isWanted: () => boolean): Inbox {
  let held: TrainerEvent[] | null = [];
  let closed = false;
  return {
    receive(events) {
      if (closed) return;
      const building = events.filter(isBuilding);
      const others = events.filter((event) => !isBuilding(event));
      if (held) {
        held.push(...others);
        if (building.length > 0 && isWanted()) listener(building);
      } else if (others.length > 0) listener(others);
    },
    open() {
      const waiting = held ?? [];
      held = null;
      if (!closed && waiting.length > 0) listener(waiting);
    },
    close() {
      closed = true;
    },
  };
}

const isBuilding = ({ type }: TrainerEvent): boolean => type === "building";
