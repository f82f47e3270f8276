import type { Store, Sweep } from "../store/store.ts";

/** The worker's words, as the store hands them on. */
export type Building = NonNullable<Store["building"]["value"]>;
export type SweepSummary = Sweep["summary"];
export type TaskSummary = SweepSummary["tasks"][number];
export type CohortSummary = SweepSummary["cohorts"][number];
export type DataSummary = NonNullable<SweepSummary["data"]>;
export type RecordedHead = Store["recordings"]["value"][number];
export type Sample = NonNullable<ReturnType<Sweep["samples"]["get"]>>["samples"][number];
