import { countUpTo } from "../../analysis/budget.ts";
import { extremesOnto, type Grid, lineOnto, slotOf } from "../../metrics/decimate.ts";
import type { Run } from "../../metrics/run.ts";
import { type LossSeries, meant } from "./lossData.ts";
import { evalPlaces, extremesOf, type Rows, smoothedRows, trainLength, trainPlaces } from "./lossRows.ts";

/** Pixels between dots: evaluations may lie closer than dots can be told apart. */
const DOT_SLOTS = 7;

/** A series on the grid; NaN where it has no value. */
export interface Slots {
  readonly series: LossSeries;
  /** The line (slots); of raw losses and dots nothing. */
  readonly value: Float64Array;
  /** Band or raw extremes (slots); empty where there are none. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Held-out losses: places on the axis and values. */
  dots: readonly (readonly [number, number])[];
}

const NONE = new Float64Array(0);

/** The series of a chart laid on its grid, kept up to date at the cost of what came. */
export class LossSlots {
  readonly grid: Grid;
  readonly all: readonly Slots[];
  readonly #rows: Rows;
  /** Each run's line, which single lines and means share. */
  readonly #lines = new Map<Run, Float64Array>();
  /** Rows of each run that are on the grid. */
  readonly #seen = new Map<Run, number>();
  #diverged = -1;

  constructor(grid: Grid, series: readonly LossSeries[], rows: Rows) {
    this.grid = grid;
    this.#rows = rows;
    const size = grid.x.length;
    this.all = series.map((one) => {
      const isWide = one.kind === "raw" || one.kind === "mean";
      const isLine = one.kind !== "raw" && one.kind !== "heldOut";
      return {
        series: one,
        value: isLine ? new Float64Array(size).fill(Number.NaN) : NONE,
        low: isWide ? new Float64Array(size).fill(Number.NaN) : NONE,
        high: isWide ? new Float64Array(size).fill(Number.NaN) : NONE,
        dots: [],
      };
    });
  }

  /** Takes what came since; returns the first slot that may have changed, the number of slots where none has. */
  update(): number {
    const first = new Map<Run, number>();
    const isAnew = this.#hasDiverged();
    for (const run of new Set(this.all.flatMap(({ series }) => series.runs))) {
      first.set(run, this.#updateRun(run));
    }
    let changed = isAnew ? 0 : this.grid.x.length;
    for (const slots of this.all) {
      const isDots = slots.series.kind === "heldOut";
      const newest = () => Math.min(...slots.series.runs.map((run) => first.get(run)!));
      const from = isDots ? this.#updateDots(slots) : isAnew ? 0 : newest();
      if (!isDots && from < this.grid.x.length) this.#updateSeries(slots, from);
      changed = Math.min(changed, from);
    }
    return changed;
  }

  /** A run that diverges leaves the mean, also where it was before. */
  #hasDiverged(): boolean {
    const runs = this.all.flatMap(({ series }) => series.runs);
    const diverged = runs.filter((run) => run.status === "diverged").length;
    if (diverged === this.#diverged) return false;
    this.#diverged = diverged;
    return true;
  }

  #updateRun(run: Run): number {
    const seen = this.#seen.get(run) ?? 0;
    const length = trainLength(run, this.#rows.limits);
    const size = this.grid.x.length;
    let line = this.#lines.get(run);
    if (line && length === seen) return size;
    const places = trainPlaces(run, this.#rows);
    const at = seen > 0 ? (places.column[seen - 1] as number) * places.unit : Number.NEGATIVE_INFINITY;
    const first = Math.max(0, slotOf(this.grid, at));
    if (!line) {
      line = new Float64Array(size).fill(Number.NaN);
      this.#lines.set(run, line);
    }
    lineOnto(line, this.grid, places, smoothedRows(run, this.#rows), first);
    this.#seen.set(run, length);
    return Math.min(first, size);
  }

  #updateSeries({ series, value, low, high }: Slots, from: number): void {
    const { kind, runs } = series;
    if (kind === "raw") {
      const [run] = runs as readonly [Run];
      extremesOnto(low, high, this.grid, trainPlaces(run, this.#rows), extremesOf(run), from);
    } else if (kind === "line") {
      const line = this.#lines.get(runs[0]!)!;
      value.set(line.subarray(from), from);
    } else {
      const lines = meant(runs).map((run) => this.#lines.get(run)!);
      meanOnto(value, low, high, lines, from);
    }
  }

  /** Returns the slot of the first dot that has come, gone or moved. */
  #updateDots(slots: Slots): number {
    const before = slots.dots;
    slots.dots = this.#dotsOf(slots.series.runs);
    const n = Math.max(before.length, slots.dots.length);
    for (let i = 0; i < n; i++) {
      const [old, now] = [before[i], slots.dots[i]];
      if (old && now && Object.is(old[0], now[0]) && Object.is(old[1], now[1])) continue;
      return Math.max(0, slotOf(this.grid, Math.min(old?.[0] ?? now![0], now?.[0] ?? old![0])));
    }
    return this.grid.x.length;
  }

  /** The mean over the runs at their newest evaluation in each stretch of a few slots. */
  #dotsOf(runs: readonly Run[]): [number, number][] {
    const live = meant(runs);
    const furthest = live.reduce((a, b) => (b.eval.length > a.eval.length ? b : a));
    const { column, unit } = evalPlaces(furthest, this.#rows);
    const { edges } = this.grid;
    const dots: [number, number][] = [];
    let before = countUpTo(column, (edges[0] as number) / unit) - 1;
    for (let edge = DOT_SLOTS; edge < edges.length + DOT_SLOTS; edge += DOT_SLOTS) {
      const row = countUpTo(column, (edges[Math.min(edge, edges.length - 1)] as number) / unit) - 1;
      if (row > before) dots.push([(column[row] as number) * unit, heldOutAt(live, row)]);
      before = Math.max(before, row);
    }
    return dots;
  }
}

/** Runs of a recipe are evaluated at the same steps; one that is behind the others has no such row yet. */
function heldOutAt(runs: readonly Run[], row: number): number {
  let [sum, n] = [0, 0];
  for (const run of runs) {
    const loss = run.eval.column("loss/heldout")[row] ?? Number.NaN;
    if (!Number.isFinite(loss)) continue;
    sum += loss;
    n++;
  }
  return n > 0 ? sum / n : Number.NaN;
}

/** Mean, least and greatest of the lines that have a value at a slot. `low` and `high` may be empty. */
function meanOnto(
  value: Float64Array,
  low: Float64Array,
  high: Float64Array,
  lines: readonly Float64Array[],
  from: number,
): void {
  for (let slot = from; slot < value.length; slot++) {
    let [sum, n, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const line of lines) {
      const one = line[slot] as number;
      if (Number.isNaN(one)) continue;
      sum += one;
      n++;
      if (one < least) least = one;
      if (one > most) most = one;
    }
    value[slot] = n > 0 ? sum / n : Number.NaN;
    if (low.length === 0) continue;
    low[slot] = n > 0 ? least : Number.NaN;
    high[slot] = n > 0 ? most : Number.NaN;
  }
}
