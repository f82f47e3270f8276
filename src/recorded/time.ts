/**
 * The time of a step, laid on the line between the evaluations around it; beyond the last one its pace goes on.
 *
 * @param steps of the evaluations, ascending
 * @param seconds one an evaluation
 * @returns seconds; NaN where fewer than two evaluations tell a pace
 */
export function timeAt(steps: readonly number[], seconds: readonly number[], step: number): number {
  if (steps.length < 2) return Number.NaN;
  const found = steps.findIndex((at) => at >= step);
  const next = found < 0 ? steps.length - 1 : Math.max(1, found);
  const [from, to] = [steps[next - 1] as number, steps[next] as number];
  const [before, after] = [seconds[next - 1] as number, seconds[next] as number];
  return before + ((after - before) * (step - from)) / (to - from);
}
