import type { Snapshot } from "./ask.ts";
import type { Runner } from "./runner.ts";

/** Most bytes of weights that are kept of a sweep that has ended: a tab's memory is not only ours. */
const MOST_KEPT = 256 * 2 ** 20;

interface Wish {
  readonly runs: readonly string[] | undefined;
  resolve(found: readonly Snapshot[]): void;
  reject(reason: unknown): void;
}

/**
 * The weights of a worker's runs, for those who ask: read from the engine by the sweep's loop while it lives, where
 * no step is under way; and once it has ended, those that were kept.
 */
export class Holder {
  /** null once the engine is gone. */
  #runners: readonly Runner[] | null;
  #kept: readonly Snapshot[] = [];
  #wishes: Wish[] = [];
  readonly #onWish: () => void;

  /** @param onWish called where the loop has to call {@link serve} */
  constructor(runners: readonly Runner[], onWish: () => void) {
    this.#runners = runners;
    this.#onWish = onWish;
  }

  /** The runs' weights as they are now; those that are not held are left out. */
  read(runs: readonly string[] | undefined): Promise<readonly Snapshot[]> {
    if (!this.#runners) return Promise.resolve(this.#kept.filter(isAsked(runs)));
    const found = new Promise<readonly Snapshot[]>((resolve, reject) => {
      this.#wishes.push({ runs, resolve, reject });
    });
    this.#onWish();
    return found;
  }

  /** Reads for everyone who waits. What goes wrong is theirs to know: the training goes on. */
  async serve(): Promise<void> {
    for (let wish = this.#wishes.shift(); wish; wish = this.#wishes.shift()) {
      try {
        const sources = (this.#runners ?? []).flatMap((runner) => runner.sources());
        wish.resolve(await Promise.all(sources.filter(isAsked(wish.runs)).map((source) => source.read())));
      } catch (error) {
        wish.reject(error);
      }
    }
  }

  /** Keeps the weights, the first seeds of all cohorts before the second ones, as far as there is room. */
  async keep(): Promise<void> {
    await this.serve();
    const bySeed = (this.#runners ?? []).flatMap((runner) =>
      runner.sources().map((source, i) => ({ source, i })),
    );
    const ordered = bySeed.sort((a, b) => a.i - b.i).map(({ source }) => source);
    let bytes = 0;
    const fitting = ordered.filter(({ spec }) => {
      bytes += 4 * spec.size;
      return bytes <= MOST_KEPT;
    });
    this.#kept = await Promise.all(fitting.map((source) => source.read()));
  }

  /** From now on only what was kept is there. */
  close(): void {
    this.#runners = null;
    for (const { runs, resolve } of this.#wishes.splice(0)) resolve(this.#kept.filter(isAsked(runs)));
  }
}

const isAsked =
  (runs: readonly string[] | undefined) =>
  ({ run }: { readonly run: string }): boolean =>
    runs === undefined || runs.includes(run);
