import { Worker } from "node:worker_threads";
import nodeEndpoint from "comlink/dist/umd/node-adapter.js";
import type { WorkerHandle } from "../client/connection.ts";

const ENTRY = new URL("../../workers/trainer.node.mjs", import.meta.url);

/**
 * Starts the trainer in a worker thread of Node. What it prints goes to stderr: stdout belongs to `--json`.
 *
 * @param entry the worker's first module; tests give others
 */
export function spawnNodeWorker(entry: URL = ENTRY): WorkerHandle {
  // execArgv: the loader of the main thread does not work in the worker, which registers its own
  const worker = new Worker(entry, { stdout: true, execArgv: [] });
  worker.stdout.pipe(process.stderr, { end: false });
  let ended = false;
  return {
    endpoint: nodeEndpoint(worker),
    terminate() {
      ended = true;
      void worker.terminate();
    },
    onError(listener) {
      worker.on("error", listener);
      worker.on("exit", (code) => {
        if (!ended) listener(new Error(`it ended with code ${code}`));
        ended = true;
      });
    },
  };
}
