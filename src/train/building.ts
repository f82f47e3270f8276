import type { Preparation } from "../engine/engine.ts";
import type { Building, TrainerSink } from "../protocol.ts";

/** Milliseconds between two pieces of news of the same kind. */
const INTERVAL = 100;

/** Tells how far a start is: at once where it comes to something else, else at most ten times a second. */
export class BuildingNews {
  readonly #sink: TrainerSink;
  readonly #cohorts: number;
  readonly #before: number;
  readonly #now: () => number;
  #last: Building | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;

  /**
   * @param cohorts how many will be built, by all workers
   * @param before how many of them by the workers before this one
   */
  constructor(sink: TrainerSink, cohorts: number, before = 0, now: () => number = () => performance.now()) {
    this.#sink = sink;
    this.#cohorts = cohorts;
    this.#before = before;
    this.#now = now;
  }

  /** What the engine prepares before it builds a cohort. */
  readonly engine = ({ phase, done, of }: Preparation): void => {
    this.#tell({ type: "building", phase, width: 0, place: 0, cohorts: this.#cohorts, done, of });
  };

  /**
   * A cohort is begun.
   *
   * @param nth its place among this worker's, from 1
   * @returns takes what the engine prepares for it
   */
  cohort(width: number, nth: number): (news: Preparation) => void {
    const cohorts = this.#cohorts;
    const place = this.#before + nth;
    this.#tell({ type: "building", phase: "width", width, place, cohorts, done: 0, of: 0 });
    return ({ phase, done, of }) => this.#tell({ type: "building", phase, width, place, cohorts, done, of });
  }

  #tell(news: Building): void {
    const isOther = news.phase !== this.#last?.phase || news.place !== this.#last.place;
    if (!isOther && news.done < news.of && this.#now() - this.#toldAt < INTERVAL) return;
    this.#last = news;
    this.#toldAt = this.#now();
    this.#sink([news]);
  }
}
