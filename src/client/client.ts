import { proxy, transfer } from "comlink";
import { messageOf, nameOf } from "../lib/errors.ts";
import type { DataSummary, StartResult, TrainerEvent } from "../protocol.ts";
import type { Recipe } from "../recipe/schema.ts";
import { type Connection, connect, type Spawn } from "./connection.ts";

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
  /** Ends the worker. */
  dispose(): void;
}

/** A file as the browser or Node gives it: read again whenever a new worker needs it. */
export interface UserFile {
  readonly name: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Receives the worker's news. */
export type Listener = (events: readonly TrainerEvent[]) => void;

/**
 * A client with one worker, started at the first call. A worker that dies, or whose engine breaks (a lost GPU
 * stays lost in its worker), is given up and told as a `failed` event; the next call starts a new one and
 * hands it the user's file again.
 */
export function createClient(spawn: Spawn, listener: Listener): Client {
  let connection: Promise<Connection> | null = null;
  let file: UserFile | null = null;
  let current: Inbox | null = null;

  const retire = () => {
    void connection?.then((open) => open.terminate()).catch(() => undefined);
    connection = null;
    current?.close();
  };
  const onDeath = (error: Error) => {
    retire();
    listener([{ type: "failed", name: nameOf(error), message: messageOf(error) }]);
  };
  const hear: Listener = (events) => {
    if (events.some((event) => event.type === "failed")) retire();
    listener(events);
  };

  const open = (): Promise<Connection> => {
    connection ??= connect(spawn, onDeath)
      .then(async (fresh) => {
        if (file) await sendFile(fresh, file);
        return fresh;
      })
      .catch((error: unknown) => {
        connection = null;
        throw error;
      });
    return connection;
  };

  /** A call that only makes sense while a worker runs. */
  const ifOpen = async (method: Parameters<Connection["call"]>[0]): Promise<void> => {
    if (connection) await (await connection).call(method);
  };

  return {
    async loadData(next) {
      const summary = await sendFile(await open(), next);
      file = next;
      return summary;
    },
    async dropData() {
      file = null;
      await ifOpen((api) => api.dropData());
    },
    async start(recipe, paused) {
      const inbox = createInbox(hear);
      const sink = proxy(inbox.receive);
      const result = await (await open()).call(
        (api) => api.start(recipe, paused, sink) as Promise<StartResult>, // comlink splits the union's promise
      );
      if (!result.ok) {
        inbox.close();
        return result; // a sweep that is under way goes on, and so does its inbox
      }
      current?.close();
      current = inbox;
      setTimeout(inbox.open); // after the caller has seen the summary
      return result;
    },
    pause: () => ifOpen((api) => api.pause()),
    resume: () => ifOpen((api) => api.resume()),
    step: () => ifOpen((api) => api.step()),
    stop: () => ifOpen((api) => api.stop()),
    dispose: retire,
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
 * the start itself passes at once, and is dropped once the start is over.
 */
function createInbox(listener: Listener): Inbox {
  let held: TrainerEvent[] | null = [];
  let closed = false;
  return {
    receive(events) {
      if (closed) return;
      const building = events.filter(isBuilding);
      const others = events.filter((event) => !isBuilding(event));
      if (held) {
        held.push(...others);
        if (building.length > 0) listener(building);
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

async function sendFile(connection: Connection, file: UserFile): Promise<DataSummary> {
  const bytes = await file.arrayBuffer();
  return connection.call((api) => api.loadData(file.name, transfer(bytes, [bytes])));
}
