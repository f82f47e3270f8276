import type { TrainerEvent } from "../protocol.ts";

/**
 * Makes one stream of the news of all workers of a sweep: it has paused when all have, finished when all have,
 * and failed with the first that fails, after which no more is told. Of a start, which workers make side by side,
 * only what is further than before is told.
 */
export class Merge {
  readonly #listener: (events: readonly TrainerEvent[]) => void;
  /** How many workers there are; null until the first has decided. */
  #workers: number | null = null;
  #isOver = false;
  #wasStopped = false;
  /** Of the furthest cohort that was being built. */
  #place = 0;
  readonly #finished = new Set<number>();
  /** Those that take no step before the next wish to go on, the finished ones among them. */
  #resting = new Set<number>();

  constructor(listener: (events: readonly TrainerEvent[]) => void) {
    this.#listener = listener;
  }

  /** From now on so many workers are waited for. */
  expect(workers: number): void {
    this.#workers = workers;
    this.#tell(this.#endings());
  }

  /** True once the first worker has taken up a sweep. */
  get hasBegun(): boolean {
    return this.#workers !== null;
  }

  /** True while a worker takes part in a sweep that has not ended. */
  needs(index: number): boolean {
    return !this.#isOver && this.#workers !== null && index < this.#workers;
  }

  /** What the worker of an index tells. */
  receive(index: number, events: readonly TrainerEvent[]): void {
    this.#tell(events.flatMap((event) => this.#take(index, event)));
  }

  /** A wish to go on is on its way: those that have paused will not rest any more. */
  goOn(): void {
    this.#resting = new Set(this.#finished);
  }

  #take(index: number, event: TrainerEvent): readonly TrainerEvent[] {
    if (this.#isOver) return [];
    switch (event.type) {
      case "paused":
        this.#resting.add(index);
        return this.#endings();
      case "finished": {
        const isNews = !this.#resting.has(index);
        this.#resting.add(index);
        this.#finished.add(index);
        this.#wasStopped ||= event.stopped;
        return isNews || this.#all(this.#finished) ? this.#endings() : [];
      }
      case "building":
        if (event.place < this.#place) return [];
        this.#place = event.place;
        return [event];
      case "failed":
        this.#isOver = true;
        return [event];
      default:
        return [event];
    }
  }

  /** The end where all have finished, or else the pause where all rest. */
  #endings(): TrainerEvent[] {
    if (this.#all(this.#finished)) {
      this.#isOver = true;
      return [{ type: "finished", stopped: this.#wasStopped }];
    }
    return this.#all(this.#resting) ? [{ type: "paused" }] : [];
  }

  #all(workers: ReadonlySet<number>): boolean {
    return workers.size === this.#workers;
  }

  #tell(events: readonly TrainerEvent[]): void {
    if (events.length > 0) this.#listener(events);
  }
}
