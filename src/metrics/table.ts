import { namedError } from "../lib/errors.ts";

const FIRST_CAPACITY = 256;

/** Append-only named columns of float64, grown by doubling: appending n rows costs O(n) however long the table is. */
export class Table {
  readonly columns: readonly string[];
  #values: Float64Array[];
  #length = 0;

  constructor(columns: readonly string[]) {
    this.columns = columns;
    this.#values = columns.map(() => new Float64Array(FIRST_CAPACITY));
  }

  /** The first rows as a table of their own: it shares what is there already, and never sees what comes later. */
  head(rows: number): Table {
    const table = new Table(this.columns);
    table.#length = Math.min(rows, this.#length);
    table.#values = this.#values.map((values) => values.subarray(0, table.#length));
    return table;
  }

  /** Rows so far. */
  get length(): number {
    return this.#length;
  }

  /** What the columns take up in memory. */
  get bytes(): number {
    return this.#values.reduce((sum, column) => sum + column.byteLength, 0);
  }

  /** Appends flat rows (n × columns). */
  append(rows: Float64Array): void {
    const width = this.columns.length;
    if (rows.length % width !== 0) {
      throw namedError(
        "ShapeError",
        `Table.append: expected rows of ${width} values; got ${rows.length} values in all`,
      );
    }
    const added = rows.length / width;
    this.#reserve(this.#length + added);
    for (let c = 0; c < width; c++) {
      const column = this.#values[c] as Float64Array;
      for (let r = 0; r < added; r++) column[this.#length + r] = rows[r * width + c] as number;
    }
    this.#length += added;
  }

  /** A live view (length) of a column; it is stale once rows have been appended. */
  column(name: string): Float64Array {
    const index = this.columns.indexOf(name);
    if (index < 0) {
      throw namedError("ShapeError", `Table.column: expected one of ${this.columns.join(", ")}; got ${name}`);
    }
    return (this.#values[index] as Float64Array).subarray(0, this.#length);
  }

  /** The last value of a column, or NaN where there is no row. */
  last(name: string): number {
    return this.#length > 0 ? (this.column(name)[this.#length - 1] as number) : Number.NaN;
  }

  #reserve(rows: number): void {
    let capacity = this.#values[0]?.length || FIRST_CAPACITY;
    if (rows <= capacity && this.#values[0]?.length) return;
    while (capacity < rows) capacity *= 2;
    this.#values = this.#values.map((old) => {
      const grown = new Float64Array(capacity);
      grown.set(old.subarray(0, this.#length));
      return grown;
    });
  }
}
