import { finish, type Pieces } from "../lib/pieces.ts";
import { evalColumns } from "../metrics/columns.ts";
import { applyEvent, createSweepLog, type SweepLog } from "../metrics/sweep.ts";
import type { TrainerEvent } from "../protocol.ts";
import type { Recording } from "./format.ts";

/**
 * A recorded sweep as the record of a sweep: its events are taken as those of a trainer are, each at the time at
 * which it was told, as far as that is recorded.
 */
export const replayed = (recording: Recording): SweepLog => finish(replaying(recording));

/** {@link replayed} event by event: what is predicted on the way takes its time. */
export function* replaying({ head, summary, events, remarks }: Recording): Pieces<SweepLog> {
  const sweep = createSweepLog(summary, head.startedAt);
  for (const [run, remark] of remarks) sweep.remarks.set(run, remark);
  const columns = evalColumns(summary.tasks.map(({ name }) => name));
  let now = head.startedAt;
  for (const event of events) {
    if (event.type === "finished") now = head.endedAt;
    else now = Math.max(now, timeOf(event, columns));
    applyEvent(sweep, event, now);
    yield;
  }
  return sweep;
}

/** When an evaluation was told, Unix milliseconds; the least for other events, which have none. */
function timeOf(event: TrainerEvent, columns: readonly string[]): number {
  if (event.type !== "rows" || event.table !== "eval") return Number.NEGATIVE_INFINITY;
  const last = event.rows.length - columns.length;
  return 1000 * (event.rows[last + columns.indexOf("timestamp")] as number);
}
