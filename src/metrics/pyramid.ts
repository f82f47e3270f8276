/** Values under one node of a level. */
const FACTOR = 16;

interface Level {
  low: Float64Array;
  high: Float64Array;
  /** Nodes that have all their values; others wait. */
  done: number;
}

/**
 * Least and greatest of any stretch of a column that only grows, in O(log n): levels of extremes of sixteen values,
 * of sixteen of these, and so on. A value that is not finite counts for nothing.
 */
export class Pyramid {
  readonly #levels: Level[] = [];
  #values: Float64Array = new Float64Array(0);

  /** Takes what has been appended since: O(appended). `values` is the whole column, its old part as it was. */
  extend(values: Float64Array): void {
    this.#values = values;
    let [low, high, count] = [values, values, values.length];
    for (let depth = 0; count >= FACTOR; depth++) {
      this.#levels[depth] ??= { low: new Float64Array(FACTOR), high: new Float64Array(FACTOR), done: 0 };
      const level = this.#levels[depth]!;
      const nodes = Math.floor(count / FACTOR);
      if (level.done < nodes) fill(level, nodes, low, high);
      [low, high, count] = [level.low, level.high, nodes];
    }
  }

  /** Least and greatest of rows `from` up to, not including, `to`; Infinity and −Infinity where there is none. */
  range(from: number, to: number): [number, number] {
    const found: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    let [low, high] = [this.#values, this.#values];
    for (let depth = 0; from < to; depth++) {
      const level = this.#levels[depth];
      const first = Math.ceil(from / FACTOR);
      const last = Math.min(Math.floor(to / FACTOR), level?.done ?? 0);
      if (!level || first >= last) {
        widen(found, low, high, from, to);
        break;
      }
      widen(found, low, high, from, first * FACTOR);
      widen(found, low, high, last * FACTOR, to);
      [from, to, low, high] = [first, last, level.low, level.high];
    }
    return found;
  }
}

/** Completes a level's nodes from those below it. */
function fill(level: Level, nodes: number, low: Float64Array, high: Float64Array): void {
  if (nodes > level.low.length) {
    level.low = grown(level.low, nodes);
    level.high = grown(level.high, nodes);
  }
  for (let node = level.done; node < nodes; node++) {
    const found: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    widen(found, low, high, node * FACTOR, (node + 1) * FACTOR);
    [level.low[node], level.high[node]] = found;
  }
  level.done = nodes;
}

function grown(old: Float64Array, least: number): Float64Array {
  const larger = new Float64Array(Math.max(least, 2 * old.length));
  larger.set(old);
  return larger;
}

/** Widens a range by some entries. Nodes without a finite value are an inverted infinite range, which widens none. */
function widen(
  found: [number, number],
  low: Float64Array,
  high: Float64Array,
  from: number,
  to: number,
): void {
  const isRaw = low === high;
  for (let i = from; i < to; i++) {
    const [least, most] = [low[i] as number, high[i] as number];
    if (isRaw && !Number.isFinite(least)) continue;
    if (least < found[0]) found[0] = least;
    if (most > found[1]) found[1] = most;
  }
}
