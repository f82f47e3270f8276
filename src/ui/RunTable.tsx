import { useMemo, useState } from "preact/hooks";
import type { Origin, Phase, Sweep } from "../store/store.ts";
import { strings } from "../strings/strings.ts";
import type { Actions } from "./actions.ts";
import { OriginMark } from "./recorded/OriginMark.tsx";
import { RunFilter } from "./runs/RunFilter.tsx";
import { RunRow } from "./runs/RunRow.tsx";
import type { Hidden } from "./runs/useHidden.ts";
import type { TaskSummary } from "./types.ts";
import type { Progress } from "./view/progress.ts";
import { readFilter } from "./view/run-filter.ts";
import { type Column, columnsOf, type Order, runRows, sortedRows } from "./view/runs.ts";

interface Props {
  readonly sweep: Sweep | null;
  readonly tasks: readonly TaskSummary[];
  /** Where that comes from; null where it is the visitor's present one. */
  readonly origin: Origin | null;
  readonly progress: Progress | null;
  readonly phase: Phase;
  /** Which runs the loss chart leaves out. */
  readonly hidden: Hidden;
  readonly actions: Actions;
}

/** As the runs come: narrow to wide, each width's seeds in the recipe's order. */
const BY_WIDTH: Order = { column: "width", descending: false };

/** One row a run: how far, how good, how fast, and what was noted beside it. */
export function RunTable(props: Props) {
  const { sweep, origin, progress } = props;
  const words = strings().runs;
  return (
    <section class="runs" aria-labelledby="runs-title">
      <h2 id="runs-title">
        {words.title}
        <OriginMark origin={origin} />
      </h2>
      {sweep && progress ? (
        <Table {...props} sweep={sweep} progress={progress} />
      ) : (
        <p class="quiet">{words.empty}</p>
      )}
    </section>
  );
}

type TableProps = Props & { readonly sweep: Sweep; readonly progress: Progress };

function Table({ sweep, tasks, progress, phase, hidden, actions }: TableProps) {
  const words = strings().runs;
  const [order, setOrder] = useState(BY_WIDTH);
  const [text, setText] = useState("");
  const columns = useMemo(() => columnsOf(tasks), [tasks, words]);
  const filter = useMemo(() => readFilter(text, columns), [text, columns]);
  const rows = runRows(sweep, progress, phase);
  const shown = sortedRows(rows.filter(filter.isIn), columns, order);
  const sortBy = (column: string) =>
    setOrder({ column, descending: order.column === column && !order.descending });
  return (
    <>
      <RunFilter {...{ text, setText, rows, tasks, hidden }} unknown={filter.unknown} shown={shown.length} />
      <div class="scroller">
        <table aria-labelledby="runs-title">
          <Head {...{ columns, order, sortBy }} />
          <tbody>
            {shown.map((row) => (
              <RunRow key={row.run.id} {...{ row, columns, hidden, sweep, actions }} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface HeadProps {
  readonly columns: readonly Column[];
  readonly order: Order;
  sortBy(column: string): void;
}

/** Every column's title sorts by it. */
function Head({ columns, order, sortBy }: HeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col" class="drawn">
          {strings().study.drawn}
        </th>
        {columns.map(({ key, title, kind }) => {
          const way = order.column !== key ? "none" : order.descending ? "descending" : "ascending";
          return (
            <th key={key} scope="col" class={kind === "bar" ? undefined : kind} aria-sort={way}>
              <button type="button" onClick={() => sortBy(key)}>
                <span class="arrow" aria-hidden="true">
                  {way === "none" ? "" : way === "ascending" ? "↑" : "↓"}
                </span>
                {title}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
