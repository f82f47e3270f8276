import { applyEvents, createSweepLog, type SweepLog } from "../metrics/sweep.ts";
import type { Recording } from "./format.ts";

/** A recorded sweep as the record of a sweep: its events are taken as those of a trainer are. */
export function replayed({ head, summary, events }: Recording): SweepLog {
  const sweep = createSweepLog(summary, head.startedAt);
  applyEvents(sweep, events, head.endedAt);
  return sweep;
}
