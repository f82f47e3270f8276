/** Axes of losses: ranges and the values worth a grid line. */

/** A little air around the data; an empty chart shows 0.1 to 3. */
export function logRange(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null || !(min > 0)) return [0.1, 3];
  return [min / 1.15, Math.max(max * 1.15, min * 2)];
}

/** From 0 up to a little above the greatest. */
export const linearRange = (max: number | null): [number, number] => [0, max && max > 0 ? max * 1.06 : 3];

/** 1, 2, 5 in each decade, or 1 and 3, or powers of ten alone: about four to seven lines. */
export function logTicks(min: number, max: number): number[] {
  const decades = Math.log10(max / min);
  const steps = decades < 1.6 ? [1, 2, 5] : decades < 3 ? [1, 3] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const step of steps) {
      const tick = Number(`${step}e${power}`);
      if (tick >= min && tick <= max) ticks.push(tick);
    }
  }
  return ticks;
}

/** `0.03`, `2`, `1e-4`. */
export const tickText = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(0) : String(Number(value.toPrecision(4)));
