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
  let sum = 0;
  let bias = 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isFinite(value)) {
      const gap = gapBefore(steps, i);
      const kept = gap === 1 ? weight : weight ** gap;
      sum = kept * sum + (1 - kept) * value;
      bias *= kept;
    }
    smoothed[i] = bias < 1 ? sum / (1 - bias) : Number.NaN;
  }
  return smoothed;
}

/** The steps that a value stands for; the first one's are taken to be as many as the second's. */
function gapBefore(steps: ArrayLike<number> | undefined, i: number): number {
  if (!steps || steps.length < 2) return 1;
  const second = Math.max(1, i);
  return (steps[second] as number) - (steps[second - 1] as number);
}

/** The smoothing weight whose memory is about a hundredth of the series: calm at every length. */
export const weightFor = (length: number): number => 1 - 1 / Math.min(50, Math.max(1, length / 60));
