import type { Endpoint } from "comlink";
import type { WorkerHandle } from "./client/connection.ts";
import { MOST_WORKERS } from "./client/pool.ts";

/** One worker a core but one, which is the page's; at least one, where the browser does not say, too. */
export const pageWorkers = (cores: number | undefined): number =>
  Math.max(1, Math.min(MOST_WORKERS, (cores ?? 1) - 1));

/** Starts the trainer in a worker of this page. */
export function spawnWorker(): WorkerHandle {
  const worker = new Worker(new URL("../workers/trainer.worker.ts", import.meta.url), { type: "module" });
  return {
    endpoint: worker as Endpoint,
    terminate: () => worker.terminate(),
    onError: (listener) => {
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        listener(new Error(event.message || "its script could not be loaded"));
      });
    },
  };
}
