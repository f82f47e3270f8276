import { messageOf, namedError, nameOf } from "../lib/errors.ts";
import type { DataSummary, StartResult, TrainerEvent } from "../protocol.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { Spawn } from "./connection.ts";
import { Merge } from "./merge.ts";
import { Pool, type UserFile } from "./pool.ts";
import { startSweep } from "./start.ts";

/** The trainer as the page and the command line see it, however many workers stand behind it. */
export interface Client {
  /** Reads a user's file; rejects with a DataError whose message says what was expected, got and to do. */
  loadData(file: UserFile): Promise<DataSummary>;
  dropData(): Promise<void>;
  /** Validates, builds and starts; see `TrainerApi.start`. */
  start(recipe: Recipe, paused: boolean): Promise<StartResult>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  step(): Promise<void>;
  stop(): Promise<void>;
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
  let current: { readonly inbox: Inbox; readonly merge: Merge } | null = null;
  /** The sweep that is being started, or else the current one. */
  let latest: Merge | null = null;
  /** Rises with every start and stop: a start that finds a later one gives up. */
  let wish = 0;
  /** Starts take their turns; the other wishes but stop wait for one that is under way. */
  let turn: Promise<unknown> = Promise.resolve();

  const pool = new Pool(spawn, (index, error) => {
    if (index > 0 && !latest?.needs(index)) return; // an idle one: the next sweep that needs it starts another
    retire(error);
    listener([{ type: "failed", name: nameOf(error), message: messageOf(error) }]);
  });
  const retire = (reason: Error) => {
    pool.terminate(reason);
    current?.inbox.close();
  };
  const hear: Listener = (events) => {
    const failure = events.find((event) => event.type === "failed");
    if (failure) retire(Object.assign(new Error(failure.message), { name: failure.name }));
    listener(events);
  };

  const begin = async (recipe: Recipe, paused: boolean, isWanted: () => boolean): Promise<StartResult> => {
    const inbox = createInbox(hear, isWanted);
    const merge = new Merge(inbox.receive);
    latest = merge;
    try {
      const result = await startSweep({ pool, merge, recipe, paused, workers, isWanted });
      if (!result.ok) return result; // a sweep that is under way goes on, and so does its inbox
      current?.inbox.close();
      current = { inbox, merge };
      setTimeout(inbox.open); // after the caller has seen the summary
      return result;
    } finally {
      latest = current?.merge ?? null;
      if (latest !== merge) inbox.close(); // of a start that came to nothing no more is told
    }
  };

  return {
    loadData: (file) => pool.loadData(file),
    dropData: () => pool.dropData(),
    start(recipe, paused) {
      const mine = ++wish;
      const started = turn.then(() => begin(recipe, paused, () => mine === wish));
      turn = started.catch(() => undefined);
      return started;
    },
    async pause() {
      await turn;
      await pool.each((api) => api.pause());
    },
    async resume() {
      await turn;
      current?.merge.goOn();
      await pool.each((api) => api.resume());
    },
    async step() {
      await turn;
      current?.merge.goOn();
      await pool.each((api) => api.step());
    },
    async stop() {
      wish++;
      await pool.each((api) => api.stop());
    },
    dispose: () => retire(namedError("WorkerError", "The training workers are no longer needed.")),
  };
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
