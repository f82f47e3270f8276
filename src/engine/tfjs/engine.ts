import { namedError } from "../../lib/errors.ts";
import type { Cohort, CohortSpec, Engine, EngineInfo } from "../engine.ts";
import { type BackendName, backendDetails, deviceLost, openBackend, type WasmPaths } from "./backend.ts";
import { TfjsCohort } from "./cohort.ts";
import { enqueue } from "./queue.ts";
import * as tf from "./tf.ts";

/** What {@link createTfjsEngine} may be told. */
export interface TfjsOptions {
  /** Addresses of the WebAssembly binaries by file name; needed in the browser. */
  readonly wasmPaths?: WasmPaths;
  /** Why this backend: for the page's words. */
  readonly reason?: string;
  /** What computes, for the page's words. */
  readonly device?: string;
}

const DEVICES = { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "JavaScript" } as const;

/**
 * The reference engine: plain tfjs ops and autodiff on one of tfjs's backends.
 *
 * @throws EngineError where the backend does not start
 */
export async function createTfjsEngine(backend: BackendName, options: TfjsOptions = {}): Promise<Engine> {
  const details = await enqueue(async () => {
    await openBackend(backend, options.wasmPaths);
    return backendDetails(backend);
  });
  const info: EngineInfo = {
    engine: "tfjs",
    backend,
    device: options.device ?? DEVICES[backend],
    reason: options.reason ?? `tfjs on ${backend} was asked for.`,
    details,
  };
  const engine = new TfjsEngine(info);
  if (backend === "webgpu") engine.watch(deviceLost());
  return engine;
}

class TfjsEngine implements Engine {
  readonly info: EngineInfo;
  readonly #listeners: ((error: Error) => void)[] = [];
  readonly #cohorts: Cohort[] = [];
  #lost: Error | null = null;
  /** Resolves after the listeners have been told; never where nothing can be lost. */
  #loss: Promise<void> = new Promise(() => {});
  #disposed = false;

  constructor(info: EngineInfo) {
    this.info = info;
  }

  async build(spec: CohortSpec, weights: readonly Float32Array[]): Promise<Cohort> {
    if (weights.length !== spec.replicas) {
      throw namedError(
        "ShapeError",
        `tfjs engine, build: expected one weight vector for each of ${spec.replicas} replicas, got ${weights.length}.`,
      );
    }
    const run = <T>(job: () => Promise<T>) => this.#run(job);
    const cohort = await run(async () => new TfjsCohort(spec, weights, run));
    this.#cohorts.push(cohort);
    return cohort;
  }

  onLost(listener: (error: Error) => void): void {
    this.#listeners.push(listener);
    if (this.#lost !== null) listener(this.#lost);
  }

  dispose(): void {
    for (const cohort of this.#cohorts) cohort.dispose();
    this.#disposed = true;
  }

  /** Tells the listeners when the device is lost, unless the engine was disposed before. */
  watch(lost: Promise<string>): void {
    this.#loss = lost.then((reason) => {
      if (this.#disposed) return;
      this.#lost = namedError(
        "EngineError",
        `The GPU was lost: expected the device to stay; got: ${reason}. The log is kept; press Train to start again on a new device, or choose backend wasm.`,
      );
      for (const listener of this.#listeners) listener(this.#lost);
    });
  }

  /** All work of all engines of this thread, one job at a time: tfjs has one current backend. */
  #run<T>(job: () => Promise<T>): Promise<T> {
    return enqueue(async () => {
      if (this.#lost !== null) throw this.#lost;
      await tf.setBackend(this.info.backend);
      try {
        return await job();
      } catch (error) {
        throw await this.#causeOf(error);
      }
    });
  }

  /** A read that a device's loss aborts fails a moment before the loss is told: name the loss instead. */
  async #causeOf(error: unknown): Promise<unknown> {
    if (this.info.backend !== "webgpu") return error;
    await Promise.race([this.#loss, new Promise((resolve) => setTimeout(resolve, 100))]);
    return this.#lost ?? error;
  }
}
