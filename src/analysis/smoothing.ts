/**
 * Debiased exponential moving average (as Adam's first moment, Kingma & Ba, arXiv:1412.6980): the start
 * is not dragged towards zero. A non-finite value leaves the average where it was.
 *
 * @param weight how much of the past is kept per value, 0 (no smoothing) up to below 1
 * @returns as many values as were given; NaN before the first finite one
 */
export function smooth(values: ArrayLike<number>, weight: number, out?: Float64Array): Float64Array {
  const smoothed = out ?? new Float64Array(values.length);
  let sum = 0;
  let bias = 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isFinite(value)) {
      sum = weight * sum + (1 - weight) * value;
      bias *= weight;
    }
    smoothed[i] = bias < 1 ? sum / (1 - bias) : Number.NaN;
  }
  return smoothed;
}

/** The smoothing weight whose memory is about a hundredth of the series: calm at every length. */
export const weightFor = (length: number): number => 1 - 1 / Math.min(50, Math.max(1, length / 60));
