import { type Endpoint, type Remote, releaseProxy, wrap } from "comlink";
import { messageOf, namedError } from "../lib/errors.ts";
import type { TrainerApi } from "../protocol.ts";

/** A started worker, of the page's kind or Node's. */
export interface WorkerHandle {
  readonly endpoint: Endpoint;
  terminate(): void;
  /** Tells when the worker could not load, or died. */
  onError(listener: (error: Error) => void): void;
}

/** Starts a worker; may throw. */
export type Spawn = () => WorkerHandle;

/** A worker that answers calls, watched: a call fails as soon as the worker has died, instead of never. */
export interface Connection {
  call<T>(method: (api: Remote<TrainerApi>) => Promise<T>): Promise<T>;
  /** Ends the worker; calls that wait for its answer fail with the reason. */
  terminate(reason: Error): void;
}

/** How long a worker may take to load on a slow machine, milliseconds. */
const START_TIMEOUT = 60_000;

/**
 * Starts a worker and waits for its first answer.
 *
 * @param onDeath called once if the worker breaks after it has started; by then it has been terminated, since
 *   a browser's worker lives on after an uncaught error
 * @throws WorkerError where it cannot be started, fails to load, or does not answer in time
 */
export async function connect(
  spawn: Spawn,
  onDeath: (error: Error) => void,
  timeout = START_TIMEOUT,
): Promise<Connection> {
  const handle = trySpawn(spawn);
  const api = wrap<TrainerApi>(handle.endpoint);
  let state: "starting" | "working" | "ended" = "starting";
  let fail: (error: Error) => void = () => undefined;
  const died = new Promise<never>((_, reject) => {
    fail = reject;
    handle.onError((cause) => {
      if (state === "ended") return;
      const error = workerError(
        state === "working" ? "died while it was working" : "did not load",
        messageOf(cause),
      );
      const wasWorking = state === "working";
      state = "ended";
      handle.terminate();
      reject(error);
      if (wasWorking) onDeath(error);
    });
  });
  died.catch(() => undefined); // a death between two calls is told by onDeath
  const clock = expire(timeout);
  try {
    await Promise.race([api.hello(), died, clock.expired]);
  } catch (error) {
    state = "ended";
    handle.terminate();
    throw error;
  } finally {
    clock.cancel();
  }
  state = "working";
  return {
    call: (method) => Promise.race([method(api), died]),
    terminate: (reason) => {
      if (state === "ended") return;
      state = "ended";
      fail(reason);
      api[releaseProxy]();
      handle.terminate();
    },
  };
}

function trySpawn(spawn: Spawn): WorkerHandle {
  try {
    return spawn();
  } catch (error) {
    throw workerError("could not be started", messageOf(error));
  }
}

function expire(timeout: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_, reject) => {
    const giveUp = () => reject(workerError("did not answer", `nothing within ${timeout / 1000} s`));
    timer = setTimeout(giveUp, timeout);
  });
  return { expired, cancel: () => clearTimeout(timer) };
}

function workerError(what: string, got: string): Error {
  const remedy =
    "Press Train again; if that does not help, reload the page (on the command line, run it again)";
  return namedError(
    "WorkerError",
    `The training worker ${what}: expected a running worker; got: ${got}. ${remedy}.`,
  );
}
