/** The numbers behind a chart: the same rows are shown as a table and saved as a file. */

/** One cell: as people read it, and as a file holds it. */
interface Cell {
  readonly shown: string;
  readonly value: number | string;
}

/** A table of numbers. */
export interface Sheet {
  readonly caption: string;
  readonly columns: readonly {
    /** Its head on the page; null where the column is only in the file. */
    readonly title: string | null;
    /** Its head in the file. */
    readonly name: string;
  }[];
  /** One cell a column; the first is the row's head. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A column of a sheet of `R`s. */
export interface Column<R> {
  readonly title: string | null;
  readonly name: string;
  value(row: R): number | string;
  /** As people read it; the value itself where not given. */
  shown?(row: R): string;
}

/** A sheet with a row for each of `all`. */
export const sheetOf = <R>(caption: string, columns: readonly Column<R>[], all: readonly R[]): Sheet => ({
  caption,
  columns: columns.map(({ title, name }) => ({ title, name })),
  rows: all.map((row) =>
    columns.map((column) => {
      const value = column.value(row);
      return { value, shown: column.shown?.(row) ?? String(value) };
    }),
  ),
});
