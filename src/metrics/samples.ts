import type { Sample } from "../protocol.ts";

/** What a run answered at one evaluation. */
export interface Answered {
  readonly step: number;
  readonly samples: readonly Sample[];
}

/** Moments of a run whose answers are kept, at most. */
const MOST = 64;

/** What is kept of one run: of its moments every so many-th, and the newest. */
interface Kept {
  readonly moments: readonly Answered[];
  readonly newest: Answered;
  /** Moments so far. */
  readonly seen: number;
  readonly every: number;
}

/**
 * The answers of each run at its evaluations. Memory is bounded: the longer a sweep, the further apart are the
 * moments whose answers are kept, evenly over its steps. Prompts that come back are kept once.
 */
export class SampleHistory implements Iterable<readonly [run: string, newest: Answered]> {
  readonly #runs = new Map<string, Kept | null>();

  /** Runs that answer. */
  get size(): number {
    return this.#runs.size;
  }

  /** How many moments of a run are kept. */
  count(run: string): number {
    const kept = this.#runs.get(run);
    return kept ? kept.moments.length + (kept.moments.at(-1) === kept.newest ? 0 : 1) : 0;
  }

  /** The newest of a run; undefined before its first. */
  get(run: string): Answered | undefined {
    return this.#runs.get(run)?.newest;
  }

  /** Takes what a run answers now. */
  set(run: string, { step, samples }: Answered): void {
    const { moments, newest: last, seen, every } = this.#runs.get(run) ?? FIRST;
    const newest = { step, samples: last ? shared(samples, last.samples) : samples };
    const all = seen % every === 0 ? [...moments, newest] : moments;
    const isFull = all.length >= MOST;
    this.#runs.set(run, {
      moments: isFull ? all.filter((_, i) => i % 2 === 0) : all,
      newest,
      seen: seen + 1,
      every: isFull ? 2 * every : every,
    });
  }

  /** What was known when every run had taken so many steps; it is not to be added to. */
  upTo(step: number): SampleHistory {
    const then = new SampleHistory();
    for (const [run, kept] of this.#runs) then.#runs.set(run, kept && keptUpTo(kept, step));
    return then;
  }

  /** The newest of every run. */
  *values(): IterableIterator<Answered> {
    for (const [, newest] of this) yield newest;
  }

  *[Symbol.iterator](): Iterator<readonly [string, Answered]> {
    for (const [run, kept] of this.#runs) if (kept) yield [run, kept.newest];
  }
}

const FIRST = { moments: [], newest: null, seen: 0, every: 1 };

function keptUpTo({ moments, newest, ...rest }: Kept, step: number): Kept | null {
  const before = moments.filter((moment) => moment.step <= step);
  const last = newest.step <= step ? newest : before.at(-1);
  return last ? { ...rest, moments: before, newest: last } : null;
}

/** Samples whose prompts and expected answers are the former ones' where they are equal. */
const shared = (samples: readonly Sample[], former: readonly Sample[]): Sample[] =>
  samples.map((sample, i) => {
    const before = former[i];
    if (!before || before.task !== sample.task || !isSame(before.prompt, sample.prompt)) return sample;
    const { prompt } = before;
    return {
      ...sample,
      prompt,
      expected: isSame(before.expected, sample.expected) ? before.expected : sample.expected,
    };
  });

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((symbol, i) => symbol === b[i]);
