/** Milliseconds of GPU time a submit should hold: long enough to hide its cost, short enough to stay polite. */
const TARGET_MS = 12;

/** Weight of the newest measurement. */
const FRESH = 0.4;

/** How many steps a submit should hold, learned from how long the last ones took. */
export class Pace {
  readonly #most: number;
  #stepMs = Number.NaN;
  #steps = 1;

  /** @param most steps in a submit */
  constructor(most: number) {
    this.#most = most;
  }

  /** k: steps for the next submit. */
  get steps(): number {
    return this.#steps;
  }

  /** Takes note that a submit of `steps` took `ms`; k grows at most twofold at a time. */
  learn(steps: number, ms: number): void {
    const now = ms / steps;
    this.#stepMs = Number.isNaN(this.#stepMs) ? now : FRESH * now + (1 - FRESH) * this.#stepMs;
    const fitting = Math.floor(TARGET_MS / Math.max(this.#stepMs, TARGET_MS / this.#most));
    this.#steps = Math.max(1, Math.min(fitting, 2 * this.#steps, this.#most));
  }
}
