import type { DeviceWatch } from "./watch.ts";

/** Told when a submit is done, with the milliseconds the GPU spent on it as far as the host can tell. */
type Done = (ms: number) => void;

/**
 * Counts the submits in flight, of all cohorts of an engine, and times them. More than a few would starve the
 * page's own drawing, and be hard to stop.
 */
export class Gate {
  readonly #queue: GPUQueue;
  readonly #watch: DeviceWatch;
  readonly #most: number;
  /** Milliseconds from an empty queue to its news: no part of the work. */
  #latency = 0;
  #inFlight = 0;
  #lastDone = 0;
  #waiting: (() => void)[] = [];

  /** @param most submits in flight */
  constructor(device: GPUDevice, watch: DeviceWatch, most: number) {
    this.#queue = device.queue;
    this.#watch = watch;
    this.#most = most;
  }

  /** Measures how long the news of an empty queue takes: the least of three. */
  async calibrate(): Promise<void> {
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const start = performance.now();
      await this.#watch.guard(this.#queue.onSubmittedWorkDone());
      times.push(performance.now() - start);
    }
    this.#latency = Math.min(...times);
  }

  /** Call right after `queue.submit`. */
  submitted(done: Done): void {
    const start = performance.now();
    this.#inFlight++;
    const finish = () => {
      const now = performance.now();
      // With several in flight, this one's work began when the one before it ended.
      const ms = this.#lastDone > start ? now - this.#lastDone : now - start - this.#latency;
      this.#lastDone = now;
      this.#inFlight--;
      done(Math.max(0, ms));
      for (const resolve of this.#waiting.splice(0)) resolve();
    };
    this.#queue.onSubmittedWorkDone().then(finish, finish);
  }

  /** Resolves when another submit may follow. GPU → CPU synchronisation. */
  async room(): Promise<void> {
    while (this.#inFlight >= this.#most) {
      await this.#watch.guard(new Promise<void>((resolve) => this.#waiting.push(resolve)));
    }
  }
}
