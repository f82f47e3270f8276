/**
 * Charts of long series: about two points a pixel, chosen so that no peak is lost. Every run of a
 * chart is laid on one common grid of steps, because the chart wants aligned columns.
 */

/** Where the chart has points: `size` slots over the steps 0 to `last`. */
export interface Grid {
  /** The step of each slot. */
  readonly x: Float64Array;
  /** Steps per slot. */
  readonly stride: number;
}

/** A grid of at most `slots` (even) slots over steps 0 to `last`; one a step where they are few. */
export function makeGrid(last: number, slots: number): Grid {
  const steps = Math.max(1, last + 1);
  const size = Math.min(steps, Math.max(2, slots - (slots % 2)));
  const stride = steps / size;
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) x[i] = stride === 1 ? i : (i + 0.5) * stride - 0.5;
  return { x, stride };
}

/** The last step that a grid has a slot for. */
export const lastOf = ({ x, stride }: Grid): number => Math.round(x.length * stride) - 1;

/** One value per slot of a grid. */
export type Slots = (number | null)[];

const slotOf = (grid: Grid, step: number): number =>
  Math.min(grid.x.length - 1, Math.floor(step / grid.stride));

/**
 * Least and greatest value of each pair of slots, in the order in which they came; null where a slot
 * has no value. Where the grid has a slot a step, every value stays as it is.
 */
export function minMaxOnto(grid: Grid, steps: ArrayLike<number>, values: ArrayLike<number>): Slots {
  if (grid.stride === 1) return lastOnto(grid, steps, values);
  const out: Slots = new Array<number | null>(grid.x.length).fill(null);
  let pair = -1;
  let low = 0;
  let high = 0;
  const flush = () => {
    if (pair < 0) return;
    out[2 * pair] = values[Math.min(low, high)] as number;
    out[2 * pair + 1] = values[Math.max(low, high)] as number;
  };
  for (let i = 0; i < steps.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    const next = slotOf(grid, steps[i] as number) >> 1;
    if (next !== pair) {
      flush();
      pair = next;
      low = i;
      high = i;
    } else if (value < (values[low] as number)) low = i;
    else if (value > (values[high] as number)) high = i;
  }
  flush();
  return out;
}

/** The newest value of each slot; null where a slot has none. */
export function lastOnto(grid: Grid, steps: ArrayLike<number>, values: ArrayLike<number>): Slots {
  const out: Slots = new Array<number | null>(grid.x.length).fill(null);
  for (let i = 0; i < steps.length; i++) {
    const value = values[i] as number;
    if (Number.isFinite(value)) out[slotOf(grid, steps[i] as number)] = value;
  }
  return out;
}

/** Fills the slots between two values with those on the line between them: rows may be further apart than slots. */
export function bridged(slots: Slots): Slots {
  let before = -1;
  for (let i = 0; i < slots.length; i++) {
    const value = slots[i];
    if (typeof value !== "number") continue;
    const start = slots[before] as number;
    for (let gap = before + 1; before >= 0 && gap < i; gap++) {
      slots[gap] = start + ((value - start) * (gap - before)) / (i - before);
    }
    before = i;
  }
  return slots;
}
