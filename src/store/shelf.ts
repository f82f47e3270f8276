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
