import type { Preparation } from "../engine/engine.ts";
import type { Building, TrainerSink } from "../protocol.ts";

/** Milliseconds between two pieces of news of the same kind. */
const INTERVAL = 100;

/** Tells how far a start is: at once where it comes to something else, else at most ten times a second. */
export class BuildingNews {
  readonly #sink: TrainerSink;
  readonly #widths: number;
  readonly #now: () => number;
  #last: Building | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;

  /** @param widths how many widths will be built */
  constructor(sink: TrainerSink, widths: number, now: () => number = () => performance.now()) {
    this.#sink = sink;
    this.#widths = widths;
    this.#now = now;
  }

  /** What the engine prepares before it builds a width. */
  readonly engine = ({ phase, done, of }: Preparation): void => {
    this.#tell({ type: "building", phase, width: 0, place: 0, widths: this.#widths, done, of });
  };

  /**
   * A width is begun.
   *
   * @param place its place in the ladder, from 1
   * @returns takes what the engine prepares for it
   */
  width(width: number, place: number): (news: Preparation) => void {
    const widths = this.#widths;
    this.#tell({ type: "building", phase: "width", width, place, widths, done: 0, of: 0 });
    return ({ phase, done, of }) => this.#tell({ type: "building", phase, width, place, widths, done, of });
  }

  #tell(news: Building): void {
    const isOther = news.phase !== this.#last?.phase || news.place !== this.#last.place;
    if (!isOther && news.done < news.of && this.#now() - this.#toldAt < INTERVAL) return;
    this.#last = news;
    this.#toldAt = this.#now();
    this.#sink([news]);
  }
}
