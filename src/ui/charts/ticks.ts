/** Axes of losses: ranges and the values worth a grid line. */

/** A little air around the data; an empty chart shows 0.1 to 3. */
export function logRange(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null || !(min > 0)) return [0.1, 3];
  return [min / 1.15, Math.max(max * 1.15, min * 2)];
}

/** From 0 up to a little above the greatest. */
export const linearRange = (max: number | null): [number, number] => [0, max && max > 0 ? max * 1.06 : 3];

/** Values worth a line in each decade, coarse to fine. */
const LADDERS = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 8]] as const;

/** From this many lines on an axis needs no finer ones. */
const ENOUGH = 3;

/**
 * The coarsest ladder that gives an axis its lines: about three to seven. The finest has two values in
 * every span from some value to its double, so that two are always labelled.
 */
export function logTicks(min: number, max: number): number[] {
  const decades = Math.log10(max / min);
  const from = decades < 1.6 ? 2 : decades < 3 ? 1 : 0;
  const tried = LADDERS.slice(from).map((steps) => ticksOf(steps, min, max));
  return tried.find((ticks) => ticks.length >= ENOUGH) ?? tried[tried.length - 1]!;
}

function ticksOf(steps: readonly number[], min: number, max: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const step of steps) {
      const tick = Number(`${step}e${power}`);
      if (tick >= min && tick <= max) ticks.push(tick);
    }
  }
  return ticks;
}

/** Shares of the whole at which the axis of steps ends while training comes nearer. */
const STAGES = [1 / 8, 1 / 4, 1 / 2];

/** Up to this many steps the whole axis is shown from the start. */
const FEW = 80;

/** The last step that the axis shows: the first stage that holds all of the data, so that it seldom moves. */
export function lastShown(newest: number, steps: number): number {
  if (steps <= FEW) return steps;
  const stage = STAGES.find((share) => newest <= Math.ceil(steps * share));
  return stage ? Math.ceil(steps * stage) : steps;
}

/** `0.03`, `2`, `1.5e-4`. */
export const tickText = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.001
    ? Number(value.toPrecision(2)).toExponential()
    : String(Number(value.toPrecision(4)));

/** A range of a logarithmic axis with ends at sixths of a decade, so that it seldom moves while losses fall. */
export function steadyRange([from, to]: readonly [number, number]): [number, number] {
  return [10 ** (Math.floor(Math.log10(from) * 6) / 6), 10 ** (Math.ceil(Math.log10(to) * 6) / 6)];
}

/** Round values of a linear axis, about `enough` of them. */
export function linearTicks(min: number, max: number, enough = 6): number[] {
  const rough = (max - min) / enough;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = decade * ([1, 2, 5, 10].find((round) => round * decade >= rough) ?? 10);
  const first = Math.ceil(min / step);
  const n = Math.floor(max / step) - first + 1;
  return Array.from({ length: Math.max(0, n) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
