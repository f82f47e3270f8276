/**
 * Debiased exponential moving average (as Adam's first moment, Kingma & Ba, arXiv:1412.6980): the start
 * is not dragged towards zero. A non-finite value leaves the average where it was.
 *
 * @param weight how much of the past is kept per step, 0 (no smoothing) up to below 1
 * @param steps of the values, ascending, where they are not one a step: a value stands for the steps since the one
 *   before, so that a decimated series is smoothed as the whole one
 * @returns as many values as were given; NaN before the first finite one
 */
export function smooth(values: ArrayLike<number>, weight: number, steps?: ArrayLike<number>): Float64Array {
  const smoothed = new Float64Array(values.length);
  new Smoother(weight).extend(smoothed, values, steps);
  return smoothed;
}

/** The same average over a series that grows: each value is taken once. */
export class Smoother {
  readonly weight: number;
  #sum = 0;
  #bias = 1;
  #taken = 0;

  constructor(weight: number) {
    this.weight = weight;
  }

  /** Values taken so far. */
  get length(): number {
    return this.#taken;
  }

  /** Goes on where it stopped; `smoothed`, `values` and `steps` are whole columns, their old parts as they were. */
  extend(smoothed: Float64Array, values: ArrayLike<number>, steps?: ArrayLike<number>): void {
    if (this.#taken === 1) this.#restart(); // how many steps the first one stands for is known from the second
    for (let i = this.#taken; i < values.length; i++) {
      const value = values[i] as number;
      if (Number.isFinite(value)) this.#take(value, gapBefore(steps, i));
      smoothed[i] = this.#bias < 1 ? this.#sum / (1 - this.#bias) : Number.NaN;
    }
    this.#taken = values.length;
  }

  #take(value: number, gap: number): void {
    const kept = gap === 1 ? this.weight : this.weight ** gap;
    this.#sum = kept * this.#sum + (1 - kept) * value;
    this.#bias *= kept;
  }

  #restart(): void {
    this.#sum = 0;
    this.#bias = 1;
    this.#taken = 0;
  }
}

/** The steps that a value stands for; the first one's are taken to be as many as the second's. */
function gapBefore(steps: ArrayLike<number> | undefined, i: number): number {
  if (!steps || steps.length < 2) return 1;
  const second = Math.max(1, i);
  return (steps[second] as number) - (steps[second - 1] as number);
}

/** The smoothing weight whose memory is about a hundredth of the series: calm at every length. */
export const weightFor = (length: number): number => 1 - 1 / Math.min(50, Math.max(1, length / 60));
