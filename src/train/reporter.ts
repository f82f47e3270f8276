import type { TableName, TrainerEvent, TrainerSink } from "../protocol.ts";

/** Milliseconds between two deliveries: ten a second keeps the page busy for well under 1 % of its time. */
const INTERVAL = 100;

/** Gathers what there is to tell and delivers it at most ten times a second. */
export class Reporter {
  readonly #sink: TrainerSink;
  readonly #now: () => number;
  readonly #rows = new Map<string, { run: string; table: TableName; values: number[] }>();
  #events: TrainerEvent[] = [];
  #delivered = Number.NEGATIVE_INFINITY;

  constructor(sink: TrainerSink, now: () => number = () => performance.now()) {
    this.#sink = sink;
    this.#now = now;
  }

  /** Adds one row to a run's table. Evaluations are told in the order in which they came, across runs. */
  row(run: string, table: TableName, values: readonly number[]): void {
    const key = table === "eval" ? `${run}/${table}/${values[0]}` : `${run}/${table}`;
    const pending = this.#rows.get(key);
    if (pending) pending.values.push(...values);
    else this.#rows.set(key, { run, table, values: [...values] });
  }

  /** Adds an event, after the rows that came before it. */
  tell(event: TrainerEvent): void {
    this.#gatherRows();
    this.#events.push(event);
  }

  /** Delivers if a tenth of a second has passed. Called between slices of work. */
  tick(): void {
    if (this.#now() - this.#delivered >= INTERVAL) this.flush();
  }

  /** Delivers now. */
  flush(): void {
    this.#gatherRows();
    this.#delivered = this.#now();
    if (this.#events.length === 0) return;
    const events = this.#events;
    this.#events = [];
    this.#sink(events);
  }

  #gatherRows(): void {
    for (const { run, table, values } of this.#rows.values()) {
      this.#events.push({ type: "rows", run, table, rows: Float64Array.from(values) });
    }
    this.#rows.clear();
  }
}
