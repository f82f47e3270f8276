import { accessesOf } from "./access.ts";
import type { PlanBuffer } from "./buffers.ts";
import type { Operation } from "./ops.ts";

/** The operations (by index) between which a buffer holds something that is still needed, both included. */
export interface Interval {
  readonly first: number;
  readonly last: number;
}

/** First and last use of every buffer, by name. */
export function intervalsOf(operations: readonly Operation[]): Map<string, Interval> {
  const intervals = new Map<string, Interval>();
  for (const [index, operation] of operations.entries()) {
    for (const { place } of accessesOf(operation)) {
      const first = intervals.get(place.buffer)?.first ?? index;
      intervals.set(place.buffer, { first, last: index });
    }
  }
  return intervals;
}

/** True where the two are needed at once; one that ends where another begins counts, so none is read and overwritten by one operation. */
export const overlap = (a: Interval, b: Interval): boolean => a.first <= b.last && b.first <= a.last;

/** Buffers with their slots, and each slot's length in elements. */
export interface SlotPlan {
  readonly buffers: readonly PlanBuffer[];
  readonly slots: readonly number[];
}

/**
 * Lets activations that are never needed at once share a slot. The largest choose first, each the first slot
 * in which it disturbs nobody, so a slot is as long as its first tenant and no address within it is needed.
 */
export function assignSlots(buffers: readonly PlanBuffer[], operations: readonly Operation[]): SlotPlan {
  const intervals = intervalsOf(operations);
  const activations = buffers.flatMap((buffer) => {
    const interval = intervals.get(buffer.name);
    return buffer.role === "activation" && interval ? [{ buffer, interval }] : [];
  });
  activations.sort((a, b) => b.buffer.length - a.buffer.length || a.interval.first - b.interval.first);
  const slots: { length: number; tenants: Interval[] }[] = [];
  const chosen = new Map<string, number>();
  for (const { buffer, interval } of activations) {
    let slot = slots.findIndex(({ tenants }) => tenants.every((tenant) => !overlap(tenant, interval)));
    if (slot < 0) slot = slots.push({ length: buffer.length, tenants: [] }) - 1;
    slots[slot]?.tenants.push(interval);
    chosen.set(buffer.name, slot);
  }
  return {
    buffers: buffers.map((buffer) => ({ ...buffer, slot: chosen.get(buffer.name) ?? null })),
    slots: slots.map(({ length }) => length),
  };
}

/** The most elements of activations that are needed at once: no assignment can do with less. */
export function peakElements(buffers: readonly PlanBuffer[], operations: readonly Operation[]): number {
  const intervals = intervalsOf(operations);
  const live = operations.map((_, index) =>
    buffers.reduce((sum, { name, role, length }) => {
      const at = intervals.get(name);
      const needed = role === "activation" && at && at.first <= index && index <= at.last;
      return sum + (needed ? length : 0);
    }, 0),
  );
  return Math.max(...live);
}
