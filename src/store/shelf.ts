import type { Signal } from "@preact/signals";
import type { OtherSweep, Sweep } from "./store.ts";

/** Sweeps beside the present one that a visit keeps, at most. */
export const MOST_KEPT = 20;

/** Megabytes that their logs may take up in memory. */
export const MOST_MEGABYTES = 256;

/** True where a sweep has logged anything. */
export const hasPoints = ({ runs }: Sweep): boolean =>
  runs.some((run) => run.train.length + run.eval.length > 0);

/** Bytes of a sweep's log in memory. */
export const bytesOf = ({ runs }: Sweep): number =>
  runs.reduce((sum, run) => sum + run.train.bytes + run.eval.bytes, 0);

/**
 * Which sweeps must go so that another finds room: the oldest first.
 *
 * @param kept the oldest first
 * @param bytes of the other's log; one that has no room by itself is told by `isTooLarge`
 */
export function leavingFor(kept: readonly OtherSweep[], bytes: number): OtherSweep[] {
  const sizes = kept.map(({ sweep }) => bytesOf(sweep));
  let left = sizes.reduce((sum, size) => sum + size, bytes);
  let leaving = 0;
  while (leaving < kept.length && (left > MOST_MEGABYTES * 2 ** 20 || kept.length - leaving >= MOST_KEPT)) {
    left -= sizes[leaving] as number;
    leaving++;
  }
  return kept.slice(0, leaving);
}

/** True where a log takes up more than all that is kept may. */
export const isTooLarge = (sweep: Sweep): boolean => bytesOf(sweep) > MOST_MEGABYTES * 2 ** 20;

/** The sweeps beside the present one, and which of them are shown. */
interface Shelf {
  readonly beside: Signal<readonly OtherSweep[]>;
  /** The one that was removed last. */
  readonly removed: Signal<OtherSweep | null>;
  readonly shown: Signal<OtherSweep | null>;
  readonly against: Signal<OtherSweep | null>;
}

/** The functions that change which sweeps are kept. */
export const shelfControl = ({ beside, removed, shown, against }: Shelf) => ({
  /** Changes a kept sweep wherever it stands. */
  change(id: string, next: (one: OtherSweep) => OtherSweep): void {
    const changed = (one: OtherSweep) => (one.id === id ? next(one) : one);
    beside.value = beside.value.map(changed);
    shown.value = shown.value && changed(shown.value);
    against.value = against.value && changed(against.value);
  },
  /** Keeps a sweep beside the present one; those that have no room any more must go before. */
  keep(other: OtherSweep): void {
    const leaving = new Set(leavingFor(beside.value, bytesOf(other.sweep)));
    beside.value = [...beside.value.filter((one) => !leaving.has(one)), other];
    removed.value = null;
  },
  /** Takes a sweep off the list, and off what is shown. */
  remove(id: string): void {
    removed.value = beside.value.find((one) => one.id === id) ?? null;
    beside.value = beside.value.filter((one) => one.id !== id);
    if (shown.value?.id === id) shown.value = null;
    if (against.value?.id === id) against.value = null;
  },
  /** Puts the sweep that was removed last back where it was by its age. */
  restore(): void {
    if (!removed.value) return;
    const all = [...beside.value, removed.value];
    beside.value = all.sort((a, b) => a.sweep.startedAt - b.sweep.startedAt);
    removed.value = null;
  },
});
