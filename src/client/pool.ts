import { type Remote, transfer } from "comlink";
import type { DataSummary, TrainerApi } from "../protocol.ts";
import { type Connection, connect, type Spawn } from "./connection.ts";

/** More workers than this are not worth their memory for models this small. */
export const MOST_WORKERS = 8;

/** A file as the browser or Node gives it: read again whenever a new worker needs it. */
export interface UserFile {
  readonly name: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

interface Slot {
  readonly connection: Promise<Connection>;
  /** The file that the worker holds. */
  file: UserFile | null;
}

/** Workers by their index, each started when it is first needed and then kept. */
export class Pool {
  readonly #spawn: Spawn;
  readonly #onDeath: (index: number, error: Error) => void;
  #slots: (Slot | undefined)[] = [];
  #file: UserFile | null = null;

  /** @param onDeath called where a worker dies; it is no longer in the pool then */
  constructor(spawn: Spawn, onDeath: (index: number, error: Error) => void) {
    this.#spawn = spawn;
    this.#onDeath = onDeath;
  }

  /** Has the first worker read a file, which every other gets where a sweep needs it. */
  async loadData(file: UserFile): Promise<DataSummary> {
    const slot = this.#open(0);
    const summary = await sendFile(await slot.connection, file);
    slot.file = file;
    this.#file = file;
    return summary;
  }

  async dropData(): Promise<void> {
    this.#file = null;
    for (const slot of this.#slots) if (slot) slot.file = null;
    await this.each((api) => api.dropData());
  }

  /** The worker of an index, with the user's file where that is wanted. */
  async ready(index: number, withFile: boolean): Promise<Connection> {
    const slot = this.#open(index);
    const connection = await slot.connection;
    if (withFile && this.#file && slot.file !== this.#file) {
      const file = this.#file;
      slot.file = null; // where it cannot be read the worker keeps an older one
      await sendFile(connection, file);
      slot.file = file;
    }
    return connection;
  }

  /** The worker of an index where there is one; none is started. */
  alive(index: number): Promise<Connection> | undefined {
    return this.#slots[index]?.connection;
  }

  /** Calls every worker there is, from an index on. */
  async each(method: (api: Remote<TrainerApi>) => Promise<void>, from = 0): Promise<void> {
    const open = this.#slots.slice(from).filter((slot) => slot !== undefined);
    await Promise.all(open.map(async ({ connection }) => (await connection).call(method)));
  }

  /** Ends every worker; calls that wait for an answer fail with the reason. */
  terminate(reason: Error): void {
    for (const slot of this.#slots) {
      void slot?.connection.then((open) => open.terminate(reason)).catch(() => undefined);
    }
    this.#slots = [];
  }

  #open(index: number): Slot {
    const before = this.#slots[index];
    if (before) return before;
    const forget = () => {
      if (this.#slots[index] === slot) this.#slots[index] = undefined;
    };
    const onDeath = (error: Error) => {
      forget();
      this.#onDeath(index, error);
    };
    const connection = connect(this.#spawn, onDeath).catch((error: unknown) => {
      forget();
      throw error;
    });
    const slot: Slot = { connection, file: null };
    this.#slots[index] = slot;
    return slot;
  }
}

async function sendFile(connection: Connection, file: UserFile): Promise<DataSummary> {
  const bytes = await file.arrayBuffer();
  return connection.call((api) => api.loadData(file.name, transfer(bytes, [bytes])));
}
