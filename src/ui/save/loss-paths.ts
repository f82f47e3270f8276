/** Lines of losses as the data of paths. What is not a number is a gap. */

/** Where places on the axes lie, in pixels. */
export interface Scales {
  x(at: number): number;
  y(loss: number): number;
}

const pair = (x: number, y: number): string => `${round(x)} ${round(y)}`;
const round = (n: number): number => Number(n.toFixed(1));

/** A line through the slots that have a value. */
export function linePath(values: ArrayLike<number>, x: ArrayLike<number>, scales: Scales): string {
  let path = "";
  let isOn = false;
  for (let slot = 0; slot < values.length; slot++) {
    const value = values[slot] as number;
    if (!Number.isFinite(value)) {
      isOn = false;
      continue;
    }
    path += (isOn ? "L" : "M") + pair(scales.x(x[slot] as number), scales.y(value));
    isOn = true;
  }
  return path;
}

interface Extremes {
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
}

const slotsWith = ({ low }: Extremes): number[] =>
  Array.from({ length: low.length }, (_, slot) => slot).filter((slot) => Number.isFinite(low[slot]));

/** The area between least and greatest. */
export function bandPath(extremes: Extremes, x: ArrayLike<number>, scales: Scales): string {
  const slots = slotsWith(extremes);
  if (slots.length === 0) return "";
  const place = (values: ArrayLike<number>) => (slot: number) =>
    pair(scales.x(x[slot] as number), scales.y(values[slot] as number));
  return `M${[...slots.map(place(extremes.low)), ...slots.reverse().map(place(extremes.high))].join("L")}Z`;
}

/** From the least to the greatest of each slot, and on to the next. */
export function stripesPath(extremes: Extremes, x: ArrayLike<number>, scales: Scales): string {
  const places = slotsWith(extremes).flatMap((slot) => {
    const at = scales.x(x[slot] as number);
    const [low, high] = [extremes.low[slot] as number, extremes.high[slot] as number];
    return high > low ? [pair(at, scales.y(low)), pair(at, scales.y(high))] : [pair(at, scales.y(low))];
  });
  return places.length > 0 ? `M${places.join("L")}` : "";
}

/** Where a line ends; null where it has no value. */
export function endOf(values: ArrayLike<number>, x: ArrayLike<number>, scales: Scales) {
  for (let slot = values.length - 1; slot >= 0; slot--) {
    const value = values[slot] as number;
    if (Number.isFinite(value)) return { x: scales.x(x[slot] as number), y: scales.y(value) };
  }
  return null;
}
