import { useState } from "preact/hooks";
import type { Origin, Phase, Sweep } from "../store/store.ts";
import { strings } from "../strings/strings.ts";
import { rampStyle } from "./ramp.ts";
import { OriginMark } from "./recorded/OriginMark.tsx";
import type { Progress } from "./view/progress.ts";
import { COLUMNS, type Order, type RunRow, runRows, sortedRows } from "./view/runs.ts";

interface Props {
  readonly sweep: Sweep | null;
  /** Where that comes from; null where it is the visitor's present one. */
  readonly origin: Origin | null;
  readonly progress: Progress | null;
  readonly phase: Phase;
}

/** As the runs come: narrow to wide, each width's seeds in the recipe's order. */
const BY_WIDTH: Order = { column: 0, descending: false };

/** One row a run: how far, how good, how fast. Every column's title sorts by it. */
export function RunTable({ sweep, origin, progress, phase }: Props) {
  const words = strings().runs;
  const [order, setOrder] = useState(BY_WIDTH);
  const sortBy = (column: number) =>
    setOrder({ column, descending: order.column === column && !order.descending });
  return (
    <section class="runs" aria-labelledby="runs-title">
      <h2 id="runs-title">
        {words.title}
        <OriginMark origin={origin} />
      </h2>
      {sweep && progress ? (
        <div class="scroller">
          <table aria-labelledby="runs-title">
            <Head order={order} sortBy={sortBy} />
            <tbody>
              {sortedRows(runRows(sweep, progress, phase), order).map((row) => (
                <Row key={row.run.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p class="quiet">{words.empty}</p>
      )}
    </section>
  );
}

function Head({ order, sortBy }: { readonly order: Order; sortBy(column: number): void }) {
  return (
    <thead>
      <tr>
        {COLUMNS.map(({ title, text }, i) => {
          const way = order.column !== i ? "none" : order.descending ? "descending" : "ascending";
          return (
            <th key={title} scope="col" class={text ? "text" : undefined} aria-sort={way}>
              <button type="button" onClick={() => sortBy(i)}>
                <span class="arrow" aria-hidden="true">
                  {way === "none" ? "" : way === "ascending" ? "↑" : "↓"}
                </span>
                {strings().runs.columns[title]}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Row({ row }: { readonly row: RunRow }) {
  const ramp = rampStyle(row.rung, row.rungs);
  const [first, ...others] = COLUMNS;
  return (
    <tr class={row.run.status}>
      <th scope="row" class="ramp" style={ramp}>
        <i class="swatch" />
        {first?.shown(row)}
      </th>
      {others.map((column) => (
        <td key={column.title} class={column.text ? "text" : column.bar ? "steps" : undefined}>
          {column.shown(row)}
          {column.bar && (
            <i class="bar ramp" style={ramp}>
              <i style={{ transform: `scaleX(${row.share})` }} />
            </i>
          )}
        </td>
      ))}
    </tr>
  );
}
